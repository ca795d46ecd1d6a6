import type { AlertTests } from "../alert-test";
import { away, BRIDGED, TOO_LONG } from "./node-series";
import { flat, MEBIBYTE, podSeries, podsSeries, recommendationSeries } from "./workload-series";

const MINUTES = 25 * 60;
const FRONTEND = { namespace: "production", service: "frontend" };

/** Two pods of the frontend, half a core and 256 MiB each. */
const PODS = podsSeries(2, { ...FRONTEND, requests: { cpu: 0.5, memory: 256 * MEBIBYTE } }, MINUTES);

function recommended(target: { cpu?: number; memory?: number }, container?: string) {
  return recommendationSeries(
    { ...FRONTEND, ...(container ? { container } : {}) },
    {
      ...(target.cpu === undefined ? {} : { cpu: flat(target.cpu, MINUTES) }),
      ...(target.memory === undefined ? {} : { memory: flat(target.memory, MINUTES) }),
    },
  );
}

function far(resource: string, times: string) {
  return {
    labels: { severity: "info", namespace: "production", service: "frontend", resource },
    summary: `The recommended ${resource} of production/frontend is ${times} times its request`,
  };
}

/** Twelve hours of work from the first minute on, and twelve of night. */
function byDay(value: number): string {
  return `${value}x719 stale _x719 ${value}x719 stale`;
}

export const RECOMMENDATION_FAR_FROM_REQUEST: AlertTests = {
  alert: "RecommendationFarFromRequest",
  tests: [
    {
      shows: "fires",
      it: "fires for CPU that pods lack, and for memory that is requested and not used",
      series: { ...PODS, ...recommended({ cpu: 1.01, memory: 127 * MEBIBYTE }) },
      fires: { at: "24h", alerts: [far("cpu", "2.02"), far("memory", "0.50")] },
    },
    {
      shows: "fires",
      it: "adds up what is recommended for a pod's containers",
      series: { ...PODS, ...recommended({ cpu: 0.6 }), ...recommended({ cpu: 0.6 }, "proxy") },
      fires: { at: "24h", alerts: [far("cpu", "2.40")] },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away({ ...PODS, ...recommended({ cpu: 1.01 }) }, 'job="kube-state-metrics"', 30, BRIDGED),
      fires: { at: "24h", alerts: [far("cpu", "2.02")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics is away for longer",
      series: away({ ...PODS, ...recommended({ cpu: 1.01 }) }, 'job="kube-state-metrics"', 30, TOO_LONG),
      fires: { at: "24h36m", alerts: [far("cpu", "2.02")] },
    },
    {
      shows: "just under",
      it: "is silent at exactly twice the request, and at exactly half of it; a finished pod's request counts for nothing",
      series: {
        ...PODS,
        ...podSeries(
          { ...FRONTEND, pod: "frontend-test", phase: "Succeeded", requests: { cpu: 8 } },
          MINUTES,
        ),
        ...recommended({ cpu: 1, memory: 128 * MEBIBYTE }),
      },
      silentUntil: "25h",
    },
    {
      shows: "just under",
      it: "restarts its wait when the recommendation comes near for a minute",
      series: { ...PODS, ...recommendationSeries(FRONTEND, { cpu: "2x900 0.5 2x598" }) },
      silentUntil: "25h",
    },
    {
      shows: "just under",
      it: "doesn't compare with the pods of another namespace",
      stack: "staging",
      series: {
        ...podsSeries(1, { namespace: "development", service: "frontend", requests: { cpu: 0.25 } }, MINUTES),
        ...podsSeries(1, { namespace: "staging", service: "frontend", requests: { cpu: 2 } }, MINUTES),
        ...recommendationSeries({ namespace: "staging", service: "frontend" }, { cpu: flat(2, MINUTES) }),
        ...recommendationSeries(
          { namespace: "development", service: "frontend" },
          { cpu: flat(0.25, MINUTES) },
        ),
      },
      silentUntil: "25h",
    },
    {
      shows: "missing data",
      it: "is silent on a service without a recommendation, and on a recommendation for a service without pods",
      series: {
        ...PODS,
        ...recommendationSeries(
          { namespace: "production", service: "api-gateway" },
          { cpu: flat(8, MINUTES), memory: flat(MEBIBYTE, MINUTES) },
        ),
      },
      silentUntil: "25h",
    },
    {
      shows: "missing data",
      it: "restarts its wait when nights interrupt it",
      series: { ...PODS, ...recommendationSeries(FRONTEND, { cpu: byDay(2) }) },
      silentUntil: "25h",
    },
  ],
};
