import type { AlertTest } from "../alert-test";
import { hpaSeries } from "./workload-series";

/** Two pods of the frontend, which a plain HPA scales, in staging. */
function frontend(current = "2x120") {
  return hpaSeries("staging", "frontend-hpa", { min: "1x120", max: "4x120", current });
}

function podUp(pod: string, values: string, { job = "frontend", namespace = "staging" } = {}) {
  return { [`up{job="${job}", namespace="${namespace}", pod="${pod}", instance="${pod}:3000"}`]: values };
}

const FRONTEND_MISSING = {
  labels: { severity: "warning", exporter: "service", namespace: "staging", service: "frontend" },
  summary: "Prometheus gets no metrics from the pods of staging/frontend",
};

const SERVICE = { stack: "staging", labels: { exporter: "service" } } as const;

/** Of the rule on the pods of services. */
export const SERVICE_PODS: AlertTest[] = [
  {
    shows: "fires",
    it: "reports that no pod of a service answers",
    ...SERVICE,
    series: { ...frontend(), ...podUp("frontend-0", "1x4 0x100"), ...podUp("frontend-1", "1x9 0x100") },
    fires: { at: "25m", alerts: [FRONTEND_MISSING] },
  },
  {
    shows: "fires",
    it: "reports that a service's pods are not scraped at all",
    ...SERVICE,
    series: frontend(),
    fires: { at: "15m", alerts: [FRONTEND_MISSING] },
  },
  {
    shows: "fires",
    it: "isn't calmed by another service, nor by the same service of another namespace",
    ...SERVICE,
    series: {
      ...frontend(),
      ...podUp("api-gateway-0", "1x120", { job: "api-gateway" }),
      ...podUp("frontend-0", "1x120", { namespace: "development" }),
    },
    fires: { at: "15m", alerts: [FRONTEND_MISSING] },
  },
  {
    shows: "just under",
    it: "is silent on services that are scraped, whichever autoscaler scales them",
    ...SERVICE,
    series: {
      ...frontend(),
      ...podUp("frontend-0", "1x120"),
      ...hpaSeries("staging", "keda-hpa-api-gateway", { min: "1x120", max: "4x120", current: "2x120" }),
      ...podUp("api-gateway-0", "1x120", { job: "api-gateway" }),
    },
    silentUntil: "1h",
  },
  {
    shows: "just under",
    it: "is silent while one of two pods answers",
    ...SERVICE,
    series: { ...frontend(), ...podUp("frontend-0", "0x120"), ...podUp("frontend-1", "1x120") },
    silentUntil: "1h",
  },
  {
    shows: "just under",
    it: "is silent when a pod answers before the time is up",
    ...SERVICE,
    series: { ...frontend(), ...podUp("frontend-0", "0x14 1 0x14 1x60") },
    silentUntil: "1h",
  },
  {
    shows: "just under",
    it: "is silent on a service at zero pods",
    ...SERVICE,
    series: frontend("0x120"),
    silentUntil: "1h",
  },
  {
    shows: "just under",
    it: "is silent on the autoscalers of others, whose pods have jobs of other names",
    ...SERVICE,
    series: {
      ...hpaSeries("monitoring", "grafana-hpa", { min: "1x120", max: "4x120", current: "2x120" }),
      ...hpaSeries("staging", "mailer-hpa", { min: "1x120", max: "4x120", current: "2x120" }),
    },
    silentUntil: "1h",
  },
  {
    shows: "missing data",
    it: "is silent when the number of pods isn't known",
    ...SERVICE,
    series: podUp("frontend-0", "0x60"),
    silentUntil: "1h",
  },
];
