import { BoolYesNo, Seconds, Short } from "@grafana/grafana-foundation-sdk/units";
import { seconds } from "../../../kubernetes/quantity";
import { SINCE_LAST_ROUND } from "../../alerts/nodes";
import type { MonitoredStack } from "../../monitored-stack";
import { eventsWithin } from "../../promql";
import type { Panel } from "../panel";
import { singleNumber, timeSeries } from "../panels";
import { table } from "../table";
import { badAbove, badBelow } from "../thresholds";

/** What adds and removes nodes, and targets of the load balancer. */
export function autoscaling({ alerts }: MonitoredStack): Panel[] {
  const events = { unit: Short, decimals: 0, width: 6 };
  return [
    singleNumber("Since its last round", {
      description:
        "Seconds since Cluster Autoscaler completed a round without an error. Normally it completes one every ten seconds. Red: the alert's limit; no node is added or removed.",
      unit: Seconds,
      decimals: 0,
      width: 4,
      expr: SINCE_LAST_ROUND,
      thresholds: badAbove({ red: seconds(alerts.clusterAutoscalerSilent.for) }),
      alerts: ["ClusterAutoscalerSilent"],
    }),
    singleNumber("It may scale", {
      description:
        "No: too many nodes are not ready, and Cluster Autoscaler waits until they are. Look at the nodes first, not at the autoscaler.",
      unit: BoolYesNo,
      width: 4,
      expr: "max(cluster_autoscaler_cluster_safe_to_autoscale)",
      thresholds: badBelow(1, "red"),
      alerts: ["ClusterAutoscalerFailing"],
    }),
    table("Node groups in backoff", {
      description:
        "Node groups that Cluster Autoscaler doesn't try for a while, because requested nodes did not start. It uses other groups; when all are in backoff, pods wait.",
      width: 16,
      height: 4,
      labels: { node_group: "Node group", reason: "Reason" },
      columns: [
        {
          name: "Backoff",
          expr: "max by (node_group, reason) (cluster_autoscaler_node_group_backoff_status)",
          unit: BoolYesNo,
          thresholds: badAbove({ amber: 1 }),
        },
      ],
      alerts: ["ClusterAutoscalerFailing"],
    }),
    timeSeries("Nodes added", {
      description:
        "Nodes that Cluster Autoscaler added within the last hour. Many, and as many removed, mean that pods come and go faster than nodes: lengthen the services' scale-down windows.",
      ...events,
      queries: [{ expr: eventsWithin("1h", "cluster_autoscaler_scaled_up_nodes_total"), legend: "added" }],
    }),
    timeSeries("Nodes removed", {
      description:
        "Nodes that Cluster Autoscaler removed within the last hour, by reason. If there are none for days although pools are little used, something keeps nodes, such as pods without a controller or with local storage.",
      ...events,
      queries: [
        {
          expr: eventsWithin("1h", "cluster_autoscaler_scaled_down_nodes_total", ["reason"]),
          legend: "{{reason}}",
        },
      ],
    }),
    timeSeries("Failed scale-ups", {
      description:
        "Failed attempts within the last hour to get a node from AWS, by reason: no capacity, a quota of the account, a timeout. Raise the quota, or allow more instance types.",
      ...events,
      queries: [
        {
          expr: eventsWithin("1h", "cluster_autoscaler_failed_scale_ups_total", ["reason"]),
          legend: "{{reason}}",
        },
      ],
      alerts: ["ClusterAutoscalerFailing"],
    }),
    timeSeries("Errors of the load balancer controller", {
      description:
        "Failed attempts within the last hour to update the load balancer's targets. While they fail, new pods get no traffic: read the controller's log.",
      ...events,
      queries: [
        {
          expr: eventsWithin("1h", "awslbc_controller_reconcile_errors_total", ["controller"]),
          legend: "{{controller}}",
        },
      ],
    }),
  ];
}
