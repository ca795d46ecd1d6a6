import type { Manifest } from "../manifest";
import { HTTP_PORT_NAME, podLabels, type Service } from "./service";

/** Scrapes the service's own metrics, on which its triggers and the dashboards stand. */
export function podMonitor(service: Service): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      jobLabel: "app.kubernetes.io/name",
      selector: { matchLabels: podLabels(service) },
      podMetricsEndpoints: [{ port: HTTP_PORT_NAME, path: "/metrics", interval: "30s" }],
    },
  };
}
