import { textsAt } from "../paths";
import { between, each, oneOf, text } from "../rules";
import type { Properties } from "../state";
import type { AwsTypes, Reference, Request } from "./aws-type";

const LISTENER = "aws:lb/listener:Listener";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

const ACTIONS = ["forward", "redirect", "fixed-response", "authenticate-oidc", "authenticate-cognito"];
/** Actions that answer the request; the actions before them only authenticate. */
const ANSWERS = ["forward", "redirect", "fixed-response"];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const CONDITION_VALUES = 5;

/** Listeners of load balancers, and their rules. */
export const listeners: AwsTypes = {
  [LISTENER]: {
    rules: [
      between("port", 1, 65535),
      oneOf("protocol", ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"]),
      text("sslPolicy", /^ELBSecurityPolicy-[\w-]+$/, 64),
      each("certificateArn", (arn) =>
        /^arn:aws:(acm:[a-z0-9-]+:\d{12}:certificate|iam::\d{12}:server-certificate)\/.+$/.test(String(arn))
          ? undefined
          : `ValidationError: Certificate ARN '${arn}' is not valid`,
      ),
      certificateWhereNeeded,
      ...actionRules("defaultActions"),
    ],
    references: [
      { path: "loadBalancerArn", type: LOAD_BALANCER, by: "arn", whenGone: "delete" },
      ...targetGroupsOf("defaultActions"),
    ],
    unique: [
      {
        paths: ["loadBalancerArn", "port"],
        taken: ([arn]) =>
          `DuplicateListener: A listener already exists on this port for this load balancer '${arn}'`,
      },
    ],
    taggable: true,
    notFound: (arn) => `ListenerNotFound: One or more listeners not found: '${arn}'`,
    refuse: ({ inputs, account }) => {
      const arn = String(inputs["certificateArn"] ?? "");
      return arn.startsWith("arn:aws:acm:") && !arn.startsWith(`arn:aws:acm:${account.region}:`)
        ? `CertificateNotFound: Certificate '${arn}' not found`
        : refuseActions(inputs, "defaultActions", inputs["protocol"]);
    },
    create: ({ inputs, account }) => {
      const arn = `${below(inputs["loadBalancerArn"], "listener")}/${account.nextHex("listener", 16)}`;
      return { id: arn, arn };
    },
  },

  "aws:lb/listenerRule:ListenerRule": {
    rules: [
      between("priority", 1, 50_000),
      ...actionRules("actions"),
      text("conditions[*].hostHeader.values[*]", /^[A-Za-z0-9*?.-]+$/, 128),
      text("conditions[*].pathPattern.values[*]", /^[A-Za-z0-9_\-.$/~"'@:+&*?]+$/, 128),
      conditionValues,
    ],
    references: [
      { path: "listenerArn", type: LISTENER, by: "arn", whenGone: "delete" },
      ...targetGroupsOf("actions"),
    ],
    unique: [
      {
        paths: ["listenerArn", "priority"],
        taken: ([, priority]) => `PriorityInUse: Priority '${priority}' is currently in use`,
      },
    ],
    taggable: true,
    refuse: ({ inputs, account }) =>
      refuseActions(inputs, "actions", account.byId(LISTENER, inputs["listenerArn"])!.inputs["protocol"]) ??
      refuseForeignTargets({ inputs, account }),
    create: ({ inputs, account }) => {
      const arn = `${below(inputs["listenerArn"], "listener-rule")}/${account.nextHex("listener rule", 16)}`;
      return { id: arn, arn };
    },
  },
};

function actionRules(path: string) {
  return [
    oneOf(`${path}[*].type`, ACTIONS),
    oneOf(`${path}[*].redirect.statusCode`, ["HTTP_301", "HTTP_302"]),
    text(`${path}[*].fixedResponse.statusCode`, /^[245]\d\d$/, 3),
    oneOf(`${path}[*].fixedResponse.contentType`, [
      "text/plain",
      "text/css",
      "text/html",
      "application/javascript",
      "application/json",
    ]),
    text(`${path}[*].fixedResponse.messageBody`, /^/, 1024),
  ];
}

function targetGroupsOf(path: string): Reference[] {
  return [
    { path: `${path}[*].targetGroupArn`, type: TARGET_GROUP, by: "arn" },
    { path: `${path}[*].forward.targetGroups[*].arn`, type: TARGET_GROUP, by: "arn" },
  ];
}

function certificateWhereNeeded({ protocol, certificateArn }: Properties) {
  const secure = protocol === "HTTPS" || protocol === "TLS";
  if (protocol === undefined || secure === (certificateArn !== undefined)) return [];
  return [
    {
      path: "certificateArn",
      reason: secure
        ? "ValidationError: A certificate must be specified for HTTPS listeners"
        : "ValidationError: A certificate cannot be specified for HTTP listeners",
    },
  ];
}

function conditionValues(inputs: Properties) {
  const kinds = ["hostHeader", "pathPattern", "httpRequestMethod", "sourceIp", "httpHeader"];
  const count = kinds.flatMap((kind) => textsAt(inputs, `conditions[*].${kind}.values[*]`)).length;
  return count <= CONDITION_VALUES
    ? []
    : [
        {
          path: "conditions",
          reason: `A rule can have at most ${CONDITION_VALUES} condition values, not ${count}`,
        },
      ];
}

function refuseActions(inputs: Properties, path: string, protocol: unknown): string | undefined {
  const types = textsAt(inputs, `${path}[*].type`);
  if (!ANSWERS.includes(types.at(-1) ?? "")) {
    return "InvalidLoadBalancerAction: The last action must be of type forward, redirect or fixed-response";
  }
  const asking = types.find((type) => type.startsWith("authenticate-"));
  return asking && protocol !== "HTTPS"
    ? `InvalidConfigurationRequest: Actions of type '${asking}' are supported only on HTTPS listeners`
    : undefined;
}

function refuseForeignTargets({ inputs, account }: Pick<Request, "inputs" | "account">): string | undefined {
  const listener = account.byId(LISTENER, inputs["listenerArn"])!;
  const balancer = account.byId(LOAD_BALANCER, listener.inputs["loadBalancerArn"]);
  const foreign = textsAt(inputs, "actions[*].targetGroupArn").find(
    (arn) => account.byId(TARGET_GROUP, arn)!.inputs["vpcId"] !== balancer?.computed["vpcId"],
  );
  return (
    foreign &&
    `InvalidConfigurationRequest: Target group '${foreign}' is not in the same VPC as the load balancer`
  );
}

/** The ARN of a listener or a rule has the path of its parent under another kind. */
function below(arn: unknown, kind: string): string {
  return String(arn).replace(/:(loadbalancer|listener)\//, `:${kind}/`);
}
