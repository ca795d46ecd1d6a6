import { interruptedNodes } from "../recording-rules/spot";
import { hasSpotPool, type MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";
import { lately } from "../promql";

/** How long the alert fires for one interruption; the node itself ends two minutes after a notice. */
const FIRES_FOR = "10m";

/** Spot nodes; none where the stack has no spot pool. */
export function spotAlerts(stack: MonitoredStack): AlertRule[] {
  const { alerts, pools } = stack;
  if (!hasSpotPool(stack)) return [];
  const anyOfFallback = pools
    .filter(({ capacity, tainted }) => capacity === "on-demand" && !tainted)
    .map(({ name }) => name)
    .join("|");
  return [
    alert(
      stack,
      "SpotTermination",
      { expr: interruptedNodes(FIRES_FOR) },
      {
        severity: "info",
        summary: "AWS takes back spot node {{ $labels.node }}",
        description:
          "Its pods move within the two minutes of notice, or earlier when EKS drains the node. Check that a replacement starts.",
      },
    ),
    alert(
      stack,
      "SpotReplacementMissing",
      {
        expr: `cluster:pods_unschedulable:count > 0
and on () cluster:spot_interruptions:count1h > 0`,
        for: alerts.spotReplacementMissing.for,
      },
      {
        severity: "critical",
        summary: "{{ $value }} pods wait for a node after an interruption of spot nodes",
        description:
          "Neither spot nor on-demand capacity has replaced the nodes that AWS took back. Check the pools and the Auto Scaling activities.",
      },
    ),
    alert(
      stack,
      "SpotShareLow",
      {
        // Up to this number, the minima need the on-demand nodes anyway, so pods use them first; some pods may not run on spot.
        expr: `${lately("cluster:spot_share:ratio")} < ${alerts.spotShareLow.percent / 100}
and on () (${lately(`pool:nodes:count{pool=~"${anyOfFallback}"}`)} > pool:nodes:floor)`,
        for: alerts.spotShareLow.for,
      },
      {
        severity: "warning",
        summary: "Only {{ $value | humanizePercentage }} of the CPU that may run on spot nodes runs there",
        description:
          "On-demand nodes were added, although their pods may run on spot nodes. Check whether spot capacity is available.",
      },
    ),
  ];
}
