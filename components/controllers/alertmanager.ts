import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  ALERTMANAGER_CONFIG,
  alertmanagerConfig,
  HEARTBEAT_SECRET,
  SLACK_SECRET,
} from "../monitoring/alertmanager-config";
import { MONITORING_NAMESPACE } from "../monitoring/addresses";
import type { NotificationSettings } from "../cost/notifications.settings";
import { ServiceAccountRole } from "../cluster/service-account-role";
import type { ControllerArgs } from "./release";

/** The account of Alertmanager's pod. */
export const ALERTMANAGER_ACCOUNT = { namespace: MONITORING_NAMESPACE, name: "alertmanager" };

/** How Alertmanager notifies people. */
export interface Alerting {
  settings: NotificationSettings;
  topicArn: pulumi.Input<string>;
  /** Alerts of this stack that are sent although their severity is only info. */
  infoAlerts: string[];
}

export interface AlertingArgs extends Pick<ControllerArgs, "stack" | "region" | "identityProvider"> {
  namespace: pulumi.Output<string>;
  alerting: Alerting;
}

/** Objects that must exist before Alertmanager, which doesn't start without its configuration. */
export function alertmanagerObjects(
  { stack, region, namespace, alerting }: AlertingArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { settings, topicArn, infoAlerts } = alerting;
  const config = pulumi
    .output(topicArn)
    .apply((arn) => alertmanagerConfig({ stack, region, settings, infoAlerts }, arn));
  const routes = new kubernetes.apiextensions.CustomResource(
    ALERTMANAGER_CONFIG,
    {
      apiVersion: "monitoring.coreos.com/v1alpha1",
      kind: "AlertmanagerConfig",
      metadata: { name: ALERTMANAGER_CONFIG, namespace },
      spec: config.spec,
    },
    opts,
  );
  const { slack, heartbeatUrl } = settings;
  return [
    routes,
    ...(slack ? [webhookSecret(SLACK_SECRET, namespace, slack.webhookUrl, opts)] : []),
    ...(heartbeatUrl ? [webhookSecret(HEARTBEAT_SECRET, namespace, heartbeatUrl, opts)] : []),
  ];
}

function webhookSecret(
  { name, key }: { name: string; key: string },
  namespace: pulumi.Output<string>,
  url: string,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Secret {
  return new kubernetes.core.v1.Secret(
    name,
    { metadata: { name, namespace }, stringData: pulumi.secret({ [key]: url }) },
    opts,
  );
}

/** Allows Alertmanager to publish to the stack's topic, and nothing else. */
export function alertmanagerRole(
  { stack, identityProvider, alerting }: AlertingArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceAccountRole {
  return new ServiceAccountRole(
    ALERTMANAGER_ACCOUNT.name,
    {
      roleName: `${stack}-${ALERTMANAGER_ACCOUNT.name}`,
      serviceAccount: ALERTMANAGER_ACCOUNT,
      identityProvider,
      statements: pulumi
        .output(alerting.topicArn)
        .apply((topicArn) => [{ actions: ["sns:Publish"], resources: [topicArn] }]),
    },
    opts,
  );
}
