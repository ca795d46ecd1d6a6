/** The namespace of Prometheus, Alertmanager, Grafana and what belongs to them. */
export const MONITORING_NAMESPACE = "monitoring";

/** The service of Prometheus; its name follows from the release's. */
export const PROMETHEUS_SERVICE = {
  name: "kube-prometheus-stack-prometheus",
  namespace: MONITORING_NAMESPACE,
  port: 9090,
};

/** The address at which pods of the cluster query Prometheus. */
export const PROMETHEUS_URL = `http://${PROMETHEUS_SERVICE.name}.${PROMETHEUS_SERVICE.namespace}.svc.cluster.local:${PROMETHEUS_SERVICE.port}`;
