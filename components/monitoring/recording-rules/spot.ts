import type { RecordingRule } from "../rules";

const HANDLER_TAINT = "aws-node-termination-handler";

/** Interrupted nodes within the last hour. */
export const INTERRUPTED_NODES_1H = interruptedNodes("1h");

/**
 * Nodes that AWS took back within the window, one series a node: those with a two-minute notice, and those that are gone
 * after a recommendation to rebalance. On the recommendation EKS starts another node, then drains and ends this one,
 * mostly before any notice. A node that stays in spite of the recommendation isn't counted.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, "Spot capacity best practices"
 */
export function interruptedNodes(window: string): string {
  return `${handledNodes("spot-itn", window)}
or (
  (${handledNodes("rebalance-recommendation", window)})
  unless on (node) kube_node_created
  and on () group(kube_node_created)
)`;
}

/**
 * Nodes for which the termination handler reported an event, by its action or its taint. The handler's counter starts at 1 and
 * ends with its node, so the query checks for its presence, not its increase.
 */
function handledNodes(event: string, window: string): string {
  return `group by (node) (
  label_replace(
    max_over_time(actions_node_total{node_event_id=~"${event}-.*", node_action="pre-drain"}[${window}]),
    "node", "$1", "node_name", "(.+)")
)
or group by (node) (max_over_time(kube_node_spec_taint{key="${HANDLER_TAINT}/${event}"}[${window}]))`;
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
