import { Seconds, Short } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";

/** Pods without a node, or not started. */
export function waitingPods({ alerts }: MonitoredStack): Panel[] {
  return [
    timeSeries("Pending pods by namespace", {
      description: `Pods in the phase Pending: they have no node, or their images and volumes are still to come. The alert tells of those that wait for more than ${alerts.podsPending.for}: \`kubectl describe\` says why.`,
      unit: Short,
      decimals: 0,
      width: 8,
      stacked: true,
      queries: [{ expr: "namespace:pods_pending:count", legend: "{{namespace}}" }],
      alerts: ["PodsPending"],
    }),
    timeSeries("Pods that no node can take", {
      description:
        "Pods that the scheduler found no node for, and how Cluster Autoscaler sees them. For minutes it is a node on its way; for longer a pool is at its maximum, or nodes don't come. The autoscaler's own number has the placeholders of the spot reserve too, which wait while spot can't be had.",
      unit: Short,
      decimals: 0,
      width: 8,
      queries: [
        { expr: "cluster:pods_unschedulable:count", legend: "scheduler" },
        {
          expr: "max by (type) (cluster_autoscaler_unschedulable_pods_count)",
          legend: "Cluster Autoscaler: {{type}}",
        },
      ],
      alerts: ["PodsPending", "ClusterAutoscalerFailing"],
    }),
    timeSeries("Scheduling latency, p95", {
      description:
        "Seconds from a pod's creation to its node, of pods that were made within the last hour; 95 of 100 were faster. Seconds mean free room, minutes a new node each time: more room costs less than waiting users.",
      unit: Seconds,
      width: 8,
      queries: [{ expr: "cluster:scheduling_seconds:p95", legend: "p95" }],
    }),
  ];
}
