import type { AlertTests } from "../alert-test";
import { GIBIBYTE, quotaSeries, without } from "./workload-series";

function nearlyUsed(namespace: string, resource: string, percentage: string) {
  return {
    labels: { severity: "warning", namespace, resource },
    summary: `${namespace} uses ${percentage} of its quota of ${resource}`,
  };
}

const FULL_CPU = quotaSeries("production", "requests.cpu", { hard: "100x60", used: "95x60" });

export const QUOTA_NEARLY_USED: AlertTests = {
  alert: "QuotaNearlyUsed",
  tests: [
    {
      shows: "fires",
      it: "fires for each resource, in any unit",
      series: {
        ...quotaSeries("production", "requests.cpu", { hard: "100x60", used: "80x9 90.1x50" }),
        ...quotaSeries("production", "limits.memory", {
          hard: `${400 * GIBIBYTE}x60`,
          used: `${200 * GIBIBYTE}x9 ${392 * GIBIBYTE}x50`,
        }),
        ...quotaSeries("production", "pods", { hard: "100x60", used: "62x60" }),
      },
      fires: {
        at: "40m",
        alerts: [
          nearlyUsed("production", "requests.cpu", "90.1%"),
          nearlyUsed("production", "limits.memory", "98%"),
        ],
      },
    },
    {
      shows: "fires",
      it: "fires for the tightest of several quotas",
      series: {
        ...quotaSeries("production", "pods", { hard: "100x60", used: "20x60" }, "quota"),
        ...quotaSeries("production", "pods", { hard: "10x60", used: "10x60" }, "best-effort"),
      },
      fires: { at: "30m", alerts: [nearlyUsed("production", "pods", "100%")] },
    },
    {
      shows: "fires",
      it: "fires for staging's GPU slots, and not for development's, whose only pod fills its only slot",
      stack: "staging",
      series: {
        ...quotaSeries("staging", "requests.nvidia.com/gpu", { hard: "3x60", used: "3x60" }),
        ...quotaSeries("development", "requests.nvidia.com/gpu", { hard: "1x60", used: "1x60" }),
      },
      fires: { at: "30m", alerts: [nearlyUsed("staging", "requests.nvidia.com/gpu", "100%")] },
    },
    {
      shows: "fires",
      it: "fires for development's other quotas",
      stack: "staging",
      series: quotaSeries("development", "pods", { hard: "50x60", used: "46x60" }),
      fires: { at: "30m", alerts: [nearlyUsed("development", "pods", "92%")] },
    },
    {
      shows: "just under",
      it: "is silent at exactly nine tenths",
      series: {
        ...quotaSeries("production", "requests.cpu", { hard: "100x60", used: "90x60" }),
        ...quotaSeries("production", "requests.memory", {
          hard: `${200 * GIBIBYTE}x60`,
          used: `${180 * GIBIBYTE}x60`,
        }),
        ...quotaSeries("production", "requests.nvidia.com/gpu", { hard: "10x60", used: "9x60" }),
      },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent when a pod goes before the time is up",
      series: quotaSeries("production", "pods", { hard: "100x60", used: "95x29 90 95x29" }),
      silentUntil: "59m",
    },
    {
      shows: "just under",
      it: "is silent on a quota of zero, which forbids, even if something from before is there",
      stack: "staging",
      series: {
        ...quotaSeries("development", "services.loadbalancers", { hard: "0x60", used: "0x60" }),
        ...quotaSeries("staging", "services.loadbalancers", { hard: "0x60", used: "1x60" }),
      },
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent without the use",
      series: without(FULL_CPU, 'type="used"'),
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent without the limit",
      series: without(FULL_CPU, 'type="hard"'),
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "doesn't compare with the limit of another namespace",
      stack: "staging",
      series: {
        ...quotaSeries("staging", "pods", { used: "75x60" }),
        ...quotaSeries("development", "pods", { hard: "50x60" }),
      },
      silentUntil: "1h",
    },
  ],
};
