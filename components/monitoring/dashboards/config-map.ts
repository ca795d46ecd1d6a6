import { MONITORING_NAMESPACE } from "../addresses";
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

/** Grafana's sidecar finds dashboards by this label. */
export const DASHBOARD_LABEL = { key: "grafana_dashboard", value: "1" };

/** The annotation from which the sidecar reads a dashboard's folder. */
export const FOLDER_ANNOTATION = "grafana_folder";

export function dashboardConfigMap({ uid, folder, json }: Dashboard): DashboardConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: `grafana-dashboard-${uid}`,
      namespace: MONITORING_NAMESPACE,
      labels: { [DASHBOARD_LABEL.key]: DASHBOARD_LABEL.value },
      annotations: { [FOLDER_ANNOTATION]: folder },
    },
    data: { [`${uid}.json`]: JSON.stringify(json) }, // the sidecar writes all files into one folder, so the name is unique
  };
}
