/** Where Prometheus, Alertmanager, Grafana and what belongs to them stand. */
export const MONITORING_NAMESPACE = "monitoring";
