import type { RecordingRule } from "../rules";

/**
 * Nodes that AWS announced to take back within the last hour, by the termination handler's action or its taint. The
 * handler's counter is born at 1 and dies with its node, so that its presence counts, not its increase.
 */
export const INTERRUPTED_NODES_1H = interruptedNodes("1h");

/** Interrupted nodes within the window, one series a node. */
export function interruptedNodes(window: string): string {
  return `group by (node) (
  label_replace(
    max_over_time(actions_node_total{node_event_id=~"spot-itn-.*", node_action="pre-drain"}[${window}]),
    "node", "$1", "node_name", "(.+)")
)
or group by (node) (max_over_time(kube_node_spec_taint{key="aws-node-termination-handler/spot-itn"}[${window}]))`;
}

/** Interruptions of spot nodes, and how long pods then wait. */
export const SPOT_RULES: RecordingRule[] = [
  {
    record: "cluster:spot_interruptions:count1h",
    expr: `count(${INTERRUPTED_NODES_1H})
or (sum(pool:nodes:count) * 0)`,
  },
  {
    // Seconds of the last hour in which pods found no node although an interruption was an hour old at most.
    record: "cluster:spot_replacement_seconds:sum1h",
    expr: `(count_over_time((cluster:pods_unschedulable:count > 0 and on () cluster:spot_interruptions:count1h > 0)[1h:30s]) * 30)
or (cluster:spot_interruptions:count1h * 0)`,
  },
];
