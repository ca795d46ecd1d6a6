import { BytesIEC, PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { shares, timeSeries } from "../panels";
import { badAbove } from "../thresholds";

/** What is left for more pods: on the running nodes, and within the quotas. */
export function room({ alerts }: MonitoredStack): Panel[] {
  return [
    timeSeries("Free CPU by pool", {
      description:
        "Cores of the running nodes that no pod requests. The next pods can use them at once. Much of it for a long time is waste.",
      unit: Short,
      width: 8,
      height: 10,
      queries: [{ expr: notRequested("cpu"), legend: "{{pool}}" }],
    }),
    timeSeries("Free memory by pool", {
      description:
        "Memory of the running nodes that no pod requests. The next pods can use them at once. Much of it for a long time is waste.",
      unit: BytesIEC,
      width: 8,
      height: 10,
      queries: [{ expr: notRequested("memory"), legend: "{{pool}}" }],
    }),
    shares("Quota in use", {
      description:
        "Share of a namespace's quota that is used, from kube-state-metrics. At 100 % the API server refuses the next pod. Amber: the alert's limit. Raise the quota in the settings, or find what uses it.",
      unit: PercentUnit,
      decimals: 0,
      width: 8,
      height: 10,
      query: { expr: "namespace_resource:quota_used:ratio", legend: "{{namespace}} {{resource}}" },
      thresholds: badAbove({ amber: alerts.quotaNearlyUsed.percent / 100 }),
      alerts: ["QuotaNearlyUsed"],
    }),
  ];
}

function notRequested(resource: string): string {
  const allocatable = `pool:allocatable:sum{resource="${resource}"}`;
  return `${allocatable} - (pool:resource_requests:sum{resource="${resource}"} or ${allocatable} * 0)`;
}
