import type { Footprint } from "../footprint";
import { DASHBOARD_LABEL, FOLDER_ANNOTATION } from "../monitoring/dashboards/config-map";
import { CLUSTER_CRITICAL, type Placement } from "../nodes/controller-placement";

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
