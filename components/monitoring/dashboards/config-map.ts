import { PROMETHEUS_SERVICE } from "../../prometheus-service";
import type { Dashboard } from "./dashboard";

/** The object in which Grafana's sidecar finds a dashboard. */
export interface DashboardConfigMap {
  apiVersion: "v1";
  kind: "ConfigMap";
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  data: Record<string, string>;
}

/** Label and annotation are those that the values of kube-prometheus-stack give the sidecar. */
export function dashboardConfigMap({ uid, folder, json }: Dashboard): DashboardConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: `grafana-dashboard-${uid}`,
      namespace: PROMETHEUS_SERVICE.namespace,
      labels: { grafana_dashboard: "1" },
      annotations: { grafana_folder: folder },
    },
    data: { [`${uid}.json`]: JSON.stringify(json) }, // the sidecar writes all into one folder: the name is unique
  };
}
