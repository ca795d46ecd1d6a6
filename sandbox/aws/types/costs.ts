import { ACCOUNT_ID } from "../../../planner/simulated-outputs";
import { hasUnknown, textsAt, UNKNOWN, valueAt, valuesAt } from "../paths";
import { each, json, oneOf, text } from "../rules";
import type { Properties } from "../state";
import type { AwsTypes, Request } from "./aws-type";

const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const TOPIC = "aws:sns/topic:Topic";

/** https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const NOTIFICATIONS = 10;
const EMAILS = 10;
const TOPICS = 1;

/** Budgets, and detection of anomalies in the bill. */
export const costs: AwsTypes = {
  [BUDGET]: {
    rules: [
      text("name", /^(?![^:\\]*\/action\/)[^:\\]+$/, 100),
      oneOf("budgetType", [
        "COST",
        "USAGE",
        "RI_COVERAGE",
        "RI_UTILIZATION",
        "SAVINGS_PLANS_COVERAGE",
        "SAVINGS_PLANS_UTILIZATION",
      ]),
      oneOf("timeUnit", ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"]),
      each("limitAmount", positive),
      oneOf("notifications[*].comparisonOperator", ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"]),
      oneOf("notifications[*].notificationType", ["ACTUAL", "FORECASTED"]),
      oneOf("notifications[*].thresholdType", ["PERCENTAGE", "ABSOLUTE_VALUE"]),
      each("notifications[*].threshold", positive),
      each("notifications[*]", subscribers),
      uniqueNotifications,
    ],
    references: [
      {
        path: "notifications[*].subscriberSnsTopicArns[*]",
        type: TOPIC,
        by: "arn",
        whenGone: "dangle",
      },
    ],
    unique: [
      {
        paths: ["name"],
        taken: ([name]) =>
          `DuplicateRecordException: Error creating budget: ${name} - the budget already exists.`,
      },
    ],
    naming: { input: "name", prefix: "namePrefix", longest: 100 },
    taggable: true,
    create: ({ inputs, account }) => ({
      id: `${ACCOUNT_ID}:${inputs["name"]}`,
      arn: account.globalArn("budgets", `budget/${inputs["name"]}`),
      accountId: ACCOUNT_ID,
    }),
  },

  [MONITOR]: {
    rules: [
      text("name", /\S/, 1024),
      oneOf("monitorType", ["DIMENSIONAL", "CUSTOM"]),
      oneOf("monitorDimension", ["SERVICE", "LINKED_ACCOUNT", "TAG", "COST_CATEGORY"]),
      json("monitorSpecification"),
      monitorTarget,
    ],
    taggable: true,
    notFound: (arn) => `UnknownMonitorException: Monitor not found: ${arn}`,
    refuse: oneDimensionalMonitor,
    create: ({ account }) => {
      const arn = account.globalArn("ce", `anomalymonitor/${account.nextUuid("anomaly monitor")}`);
      return { id: arn, arn };
    },
  },

  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    rules: [
      text("name", /\S/, 1024),
      oneOf("frequency", ["DAILY", "IMMEDIATE", "WEEKLY"]),
      oneOf("subscribers[*].type", ["EMAIL", "SNS"]),
      frequencyFits,
      ({ thresholdExpression }) =>
        thresholdExpression === undefined
          ? [{ path: "thresholdExpression", reason: "ValidationException: a threshold is needed" }]
          : [],
    ],
    references: [{ path: "monitorArnLists[*]", type: MONITOR, by: "arn", whenGone: "dangle" }],
    taggable: true,
    refuse: ({ inputs, account }) => {
      const topics = textsAt(inputs, "subscribers[*].address").filter((address) =>
        address.startsWith("arn:"),
      );
      const missing = topics.find((arn) => !account.find(TOPIC, "arn", arn));
      return missing && `ValidationException: SNS topic ${missing} does not exist`;
    },
    create: ({ account }) => {
      const arn = account.globalArn("ce", `anomalysubscription/${account.nextUuid("anomaly subscription")}`);
      return { id: arn, arn };
    },
  },
};

function positive(value: unknown): string | undefined {
  return Number(value) > 0 ? undefined : `InvalidParameterException: ${value} is not an amount above zero`;
}

function subscribers(notification: unknown): string | undefined {
  const { subscriberEmailAddresses: emails, subscriberSnsTopicArns: topics } = notification as Properties;
  if (entryCount(emails) + entryCount(topics) === 0) return "Notification must have at least one subscriber!";
  if (entryCount(emails) > EMAILS || entryCount(topics) > TOPICS) {
    return `InvalidParameterException: at most ${EMAILS} addresses and ${TOPICS} topic may subscribe`;
  }
  return undefined;
}

/** A list that isn't known yet counts as one entry. */
function entryCount(list: unknown): number {
  if (list === UNKNOWN) return 1;
  return Array.isArray(list) ? list.length : 0;
}

function uniqueNotifications(inputs: Properties) {
  const keys = ["notificationType", "comparisonOperator", "thresholdType", "threshold"];
  const all = valuesAt(inputs, "notifications[*]").map(({ value }) =>
    keys.map((key) => valueAt(value as Properties, key)).join(" "),
  );
  if (all.length > NOTIFICATIONS) {
    return [{ path: "notifications", reason: `CreationLimitExceededException: at most ${NOTIFICATIONS}` }];
  }
  return new Set(all).size === all.length || hasUnknown(inputs["notifications"])
    ? []
    : [{ path: "notifications", reason: "DuplicateRecordException: two notifications are the same" }];
}

function monitorTarget({ monitorType, monitorDimension, monitorSpecification }: Properties) {
  const needed = monitorType === "CUSTOM" ? monitorSpecification : monitorDimension;
  if (monitorType === undefined || monitorType === UNKNOWN || needed !== undefined) return [];
  const path = monitorType === "CUSTOM" ? "monitorSpecification" : "monitorDimension";
  return [{ path, reason: `ValidationException: a ${monitorType} monitor needs it` }];
}

/** Immediate notifications go to topics, summaries to mailboxes. */
function frequencyFits(inputs: Properties) {
  const { frequency } = inputs;
  const wanted = frequency === "IMMEDIATE" ? "SNS" : "EMAIL";
  return each("subscribers[*].type", (type) =>
    frequency === undefined || frequency === UNKNOWN || type === wanted
      ? undefined
      : `ValidationException: frequency ${frequency} takes subscribers of type ${wanted}, not ${type}`,
  )(inputs);
}

function oneDimensionalMonitor({ inputs, account, before }: Request): string | undefined {
  if (before || inputs["monitorType"] !== "DIMENSIONAL") return undefined;
  return account.all(MONITOR).some((monitor) => monitor.inputs["monitorType"] === "DIMENSIONAL")
    ? "ValidationException: Limit exceeded on dimensional spend monitor creation"
    : undefined;
}
