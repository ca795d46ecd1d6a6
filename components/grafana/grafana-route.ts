import type { GrafanaAccessSettings } from "./grafana-access.settings";
import { MONITORING_NAMESPACE } from "../monitoring-namespace";
import type { Route } from "../network/routing";

/** Grafana among the load balancer's routes. */
export const GRAFANA = { namespace: MONITORING_NAMESPACE, service: "grafana" };

/** Its address in the cluster, as its chart makes it. */
export const GRAFANA_ADDRESS = {
  namespace: GRAFANA.namespace,
  name: "kube-prometheus-stack-grafana",
  port: 80,
};

/** Where its pod listens. */
const POD_PORT = 3000;

/** Before those of all namespaces, which start at 101. */
const RULE_PRIORITY = 1;

/** The load balancer's way to Grafana, open to those who have signed in. Grafana then asks for its own user. */
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
