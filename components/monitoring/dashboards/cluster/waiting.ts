import { Seconds, Short } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";

/** Pods without a node, or not started yet. */
export function waitingPods({ alerts }: MonitoredStack): Panel[] {
  return [
    timeSeries("Pending pods by namespace", {
      description: `Pods in the phase Pending: they have no node, or their images and volumes aren't ready. The alert fires for pods that wait for more than ${alerts.podsPending.for}: \`kubectl describe\` shows why.`,
      unit: Short,
      decimals: 0,
      width: 8,
      stacked: true,
      queries: [{ expr: "namespace:pods_pending:count", legend: "{{namespace}}" }],
      alerts: ["PodsPending"],
    }),
    timeSeries("Pods that no node can take", {
      description:
        "Pods that the scheduler found no node for, and how Cluster Autoscaler sees them. For some minutes: a node is starting. For longer: a pool is at its maximum, or nodes don't start. The autoscaler's number includes the placeholders of the spot reserve, which wait while AWS has no spot capacity.",
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
        "Seconds from a pod's creation to its node, of pods that were created within the last hour; 95 of 100 were faster. Seconds mean that there was room, minutes that a new node had to start.",
      unit: Seconds,
      width: 8,
      queries: [{ expr: "cluster:scheduling_seconds:p95", legend: "p95" }],
    }),
  ];
}
