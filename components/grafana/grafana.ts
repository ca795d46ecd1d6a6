import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "../controllers/footprints";
import { DASHBOARD_LABEL, FOLDER_ANNOTATION } from "../monitoring/dashboards/config-map";
import { MONITORING_NAMESPACE } from "../monitoring/addresses";
import type { Route } from "../network/routing";
import { CLUSTER_CRITICAL, type Placement } from "../nodes/controller-placement";
import { targetGroupBinding } from "../workload/service-objects";
import type { GrafanaAccessSettings } from "./grafana.settings";

const REQUESTS = { cpu: "50m", memory: "192Mi" };
const SIDECAR_REQUESTS = { cpu: "10m", memory: "96Mi" };

/** With its two sidecars. */
export const GRAFANA_FOOTPRINT: Footprint = {
  name: "grafana",
  runs: 1,
  requests: { cpu: "70m", memory: "384Mi" },
};

/** The secret with Grafana's first user. */
export const GRAFANA_SECRET = "grafana-admin";

/**
 * The values `grafana` of kube-prometheus-stack.
 *
 * @param host where Grafana is reached from outside; absent where it isn't
 */
export function grafanaValues(host: string | undefined, placement: Placement): Record<string, unknown> {
  return {
    ...placement,
    priorityClassName: CLUSTER_CRITICAL,
    resources: { requests: REQUESTS, limits: { memory: "512Mi" } },
    admin: { existingSecret: GRAFANA_SECRET, userKey: "admin-user", passwordKey: "admin-password" },
    "grafana.ini": {
      "auth.anonymous": { enabled: false },
      ...(host ? { server: { root_url: `https://${host}` }, security: { cookie_secure: true } } : {}),
    },
    testFramework: { enabled: false },
    sidecar: {
      resources: { requests: SIDECAR_REQUESTS, limits: { memory: "192Mi" } },
      dashboards: {
        label: DASHBOARD_LABEL.key,
        labelValue: DASHBOARD_LABEL.value,
        folderAnnotation: FOLDER_ANNOTATION,
        provider: { foldersFromFilesStructure: true, allowUiUpdates: false },
      },
    },
  };
}

/** Grafana among the load balancer's routes. */
export const GRAFANA = { namespace: MONITORING_NAMESPACE, service: "grafana" };

/** Grafana's Service, as its chart creates it. */
export const GRAFANA_ADDRESS = {
  namespace: GRAFANA.namespace,
  name: "kube-prometheus-stack-grafana",
  port: 80,
};

/** The port of its pod. */
const POD_PORT = 3000;

/** Before the rules of all namespaces, which start at 101. */
const RULE_PRIORITY = 1;

/** The load balancer's route to Grafana, for users who have signed in. Grafana then requires its own login. */
export function grafanaRoute({ host, signIn }: GrafanaAccessSettings): Route {
  return {
    ...GRAFANA,
    host,
    path: "/*",
    port: POD_PORT,
    probePath: "/api/health",
    priority: RULE_PRIORITY,
    signIn,
  };
}

/** Registers Grafana's pod in its target group. */
export function grafanaTargets(
  target: { targetGroupArn: pulumi.Input<string>; vpcId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  const { apiVersion, kind, metadata, spec } = targetGroupBinding(GRAFANA_ADDRESS);
  return new kubernetes.apiextensions.CustomResource(
    "grafana",
    {
      apiVersion,
      kind,
      metadata,
      spec: { ...spec, targetGroupARN: target.targetGroupArn, vpcID: target.vpcId },
    },
    opts,
  );
}
