import { PercentUnit, Seconds, Short } from "@grafana/grafana-foundation-sdk/units";
import { hasSpotPool, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { badBelow } from "../thresholds";

/** Nothing without a spot pool. */
export function spotNodes(stack: MonitoredStack): Panel[] {
  if (!hasSpotPool(stack)) return [];
  return [
    timeSeries("Interruptions within an hour", {
      description:
        "Spot nodes that AWS took back within the last hour, with a notice or after a recommendation to rebalance; from the termination handler's actions and taints. If many are of one type, allow more instance types in the pool.",
      unit: Short,
      decimals: 0,
      width: 8,
      queries: [{ expr: "cluster:spot_interruptions:count1h", legend: "interruptions" }],
      alerts: ["SpotTermination"],
    }),
    timeSeries("Waiting for replacements", {
      description:
        "Seconds of the last hour in which pods found no node after an interruption within the hour. A new node takes minutes; more means that there was neither spot nor on-demand capacity.",
      unit: Seconds,
      width: 8,
      queries: [{ expr: "cluster:spot_replacement_seconds:sum1h", legend: "waited" }],
      alerts: ["SpotReplacementMissing"],
    }),
    timeSeries("Spot share", {
      description:
        "Of the CPU that pods which may run on spot nodes request, the share that runs there. Below the line, with more on-demand nodes than the services' minima need, it costs too much: look for interruptions and for pods that can't move.",
      unit: PercentUnit,
      width: 8,
      queries: [{ expr: "cluster:spot_share:ratio", legend: "on spot" }],
      thresholds: badBelow(stack.alerts.spotShareLow.percent / 100),
      alerts: ["SpotShareLow"],
    }),
  ];
}
