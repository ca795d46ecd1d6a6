import type { Manifest } from "../manifest";
import type { NotificationSettings } from "../notifications.settings";
import { PROMETHEUS_SERVICE } from "../prometheus-service";

/** The Alertmanager's configuration: the chart's value names it as the one that holds for all namespaces. */
export const ALERTMANAGER_CONFIG = "betterprompts";

/** The secret that holds the address of the Slack channel's webhook. */
export const SLACK_SECRET = { name: "alertmanager-slack", key: "webhook-url" };

export interface AlertmanagerConfigArgs {
  stack: string;
  region: string;
  settings: NotificationSettings;
  /** Alerts of this stack that are mere information, yet must be told. */
  informations: string[];
}

/** Who is told which alert when. The stack adds the topic's ARN. */
export function alertmanagerConfig(args: AlertmanagerConfigArgs, topicArn: string): Manifest {
  const { repeatEvery } = args.settings;
  return {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: { name: ALERTMANAGER_CONFIG, namespace: PROMETHEUS_SERVICE.namespace },
    spec: {
      route: {
        receiver: "people",
        groupBy: ["alertname", "namespace", "service", "pool"],
        groupWait: "30s",
        groupInterval: "5m",
        repeatInterval: repeatEvery.others,
        routes: [
          { receiver: "nobody", matchers: [oneOf("alertname", ["Watchdog", "InfoInhibitor"])] },
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
          equal: ["alertname", "namespace"],
        },
        {
          // The chart's own informations are told only beside a warning of their namespace.
          sourceMatch: [equals("alertname", "InfoInhibitor")],
          targetMatch: [
            equals("severity", "info"),
            { ...oneOf("alertname", args.informations), matchType: "!~" },
          ],
          equal: ["namespace"],
        },
      ],
      receivers: [{ name: "nobody" }, people(args, topicArn)],
    },
  };
}

/** SNS refuses a subject of 100 characters or more, which Alertmanager's own reaches with a few labels. */
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
