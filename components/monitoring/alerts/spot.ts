import { interruptedNodes } from "../recording-rules/spot";
import { hasSpotPool, type MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";
import { lately } from "../promql";

/** How long one interruption is told: of a notice the node itself is gone after two minutes. */
const TOLD_FOR = "10m";

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
      { expr: interruptedNodes(TOLD_FOR) },
      {
        severity: "info",
        summary: "AWS takes back spot node {{ $labels.node }}",
        description:
          "Its pods are moved in the two minutes of notice, or before one by EKS. Watch that a replacement comes.",
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
        summary: "{{ $value }} pods wait for a node since an interruption of spot nodes",
        description: "Neither spot nor on-demand capacity has taken the place of what AWS took back.",
      },
    ),
    alert(
      stack,
      "SpotShareLow",
      {
        // Up to there, on-demand nodes are paid for anyhow and rightly used first, or hold what may not run on spot.
        expr: `${lately("cluster:spot_share:ratio")} < ${alerts.spotShareLow.percent / 100}
and on () (${lately(`pool:nodes:count{pool=~"${anyOfFallback}"}`)} > pool:nodes:floor)`,
        for: alerts.spotShareLow.for,
      },
      {
        severity: "warning",
        summary: "{{ $value | humanizePercentage }} of the CPU that may run on spot nodes does",
        description:
          "On-demand nodes were added although pods that may run on spot would have filled spot nodes.",
      },
    ),
  ];
}
