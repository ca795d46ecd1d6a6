import type { Manifest } from "../kubernetes/objects";
import { MONITORING_NAMESPACE } from "./addresses";
import type { NotificationSettings } from "../cost/notifications.settings";

/** The Alertmanager's configuration: the chart's values make it the one for all namespaces. */
export const ALERTMANAGER_CONFIG = "betterprompts";

/** The secret with the address of the Slack webhook. */
export const SLACK_SECRET = { name: "alertmanager-slack", key: "webhook-url" };

/** The secret with the address that the heartbeat is sent to. */
export const HEARTBEAT_SECRET = { name: "alertmanager-heartbeat", key: "webhook-url" };

export interface AlertmanagerConfigArgs {
  stack: string;
  region: string;
  settings: NotificationSettings;
  /** Alerts of this stack with severity info. They are always sent. */
  infoAlerts: string[];
}

/** Who receives which alert, and when. The stack adds the topic's ARN. */
export function alertmanagerConfig(args: AlertmanagerConfigArgs, topicArn: string): Manifest {
  const { repeatEvery, heartbeatUrl } = args.settings;
  return {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: { name: ALERTMANAGER_CONFIG, namespace: MONITORING_NAMESPACE },
    spec: {
      route: {
        receiver: "people",
        groupBy: ["alertname", "namespace", "service", "pool"],
        groupWait: "30s",
        groupInterval: "5m",
        repeatInterval: repeatEvery.others,
        routes: [
          heartbeatUrl ? HEARTBEAT : { receiver: "nobody", matchers: [equals("alertname", "Watchdog")] },
          { receiver: "nobody", matchers: [equals("alertname", "InfoInhibitor")] },
          {
            receiver: "people",
            matchers: [equals("severity", "critical")],
            groupWait: "10s",
            repeatInterval: repeatEvery.critical,
          },
          {
            receiver: "people",
            matchers: [equals("severity", "info")],
            groupBy: ["alertname"],
            groupInterval: "1h", // a night of spot interruptions is a mail an hour, not one for each node
          },
        ],
      },
      inhibitRules: [
        {
          sourceMatch: [equals("severity", "critical")],
          targetMatch: [oneOf("severity", ["warning", "info"])],
          equal: ["alertname", "namespace", "exporter"],
        },
        {
          // The chart's own info alerts are sent only while a warning fires in their namespace.
          sourceMatch: [equals("alertname", "InfoInhibitor")],
          targetMatch: [
            equals("severity", "info"),
            { ...oneOf("alertname", args.infoAlerts), matchType: "!~" },
          ],
          equal: ["namespace"],
        },
        {
          // A cost above the ceiling is also above the plan: one cause, one mail.
          sourceMatch: [equals("alertname", "HighCost")],
          targetMatch: [equals("alertname", "CostAboveExpected")],
          equal: [],
        },
      ],
      receivers: [
        { name: "nobody" },
        people(args, topicArn),
        ...(heartbeatUrl
          ? [{ name: "heartbeat", webhookConfigs: [{ urlSecret: HEARTBEAT_SECRET, sendResolved: false }] }]
          : []),
      ],
    },
  };
}

/**
 * An alert that always fires. It is sent while everything works, so that the receiver notices when it stops. Alertmanager
 * checks a group once an interval and repeats it when repeatInterval has passed, so the interval must be the shorter.
 */
const HEARTBEAT = {
  receiver: "heartbeat",
  matchers: [equals("alertname", "Watchdog")],
  groupWait: "0s",
  groupInterval: "1m",
  repeatInterval: "5m",
};

/** SNS refuses a subject of 100 characters or more. Alertmanager's default is longer than that with a few labels. */
function people({ stack, region, settings }: AlertmanagerConfigArgs, topicArn: string): object {
  const title = `[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }}, stack ${stack}`;
  const text =
    "{{ range .Alerts }}{{ .Status }}: {{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n\n{{ end }}";
  return {
    name: "people",
    snsConfigs: [
      { topicARN: topicArn, sigv4: { region }, sendResolved: true, subject: title, message: text },
    ],
    ...(settings.slack
      ? {
          slackConfigs: [
            { apiURL: SLACK_SECRET, channel: settings.slack.channel, sendResolved: true, title, text },
          ],
        }
      : {}),
  };
}

function equals(name: string, value: string) {
  return { name, value, matchType: "=" };
}

function oneOf(name: string, values: string[]) {
  return { name, value: values.join("|"), matchType: "=~" };
}
