import { MONITORING_NAMESPACE } from "./monitoring-namespace";

/** The service in front of Prometheus; its name follows from the release's. */
export const PROMETHEUS_SERVICE = {
  name: "kube-prometheus-stack-prometheus",
  namespace: MONITORING_NAMESPACE,
  port: 9090,
};

/** Where pods of the cluster ask it. */
export const PROMETHEUS_URL = `http://${PROMETHEUS_SERVICE.name}.${PROMETHEUS_SERVICE.namespace}.svc.cluster.local:${PROMETHEUS_SERVICE.port}`;
