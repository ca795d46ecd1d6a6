import { kubeState, type Series } from "./node-series";

/** What the termination handler of a node counts: its pod dies with the node, so few samples are ever taken. */
export function handled(
  node: string,
  values: string,
  { action = "pre-drain", event = "spot-itn-0123456789abcdef", status = "success" } = {},
): Series {
  const labels = `node_action="${action}", node_status="${status}", node_name="${node}", node_event_id="${event}"`;
  return { [`actions_node_total{job="aws-node-termination-handler", pod="nth-${node}", ${labels}}`]: values };
}

/** The handler's taint, as kube-state-metrics tells of it. */
export function tainted(node: string, values: string, key = "spot-itn"): Series {
  const taint = `key="aws-node-termination-handler/${key}", value="0123456789abcdef", effect="NoSchedule"`;
  return { [kubeState("kube_node_spec_taint", `node="${node}", ${taint}`)]: values };
}

/** A recommendation to rebalance, as the handler names it. */
export const RECOMMENDATION = "rebalance-recommendation-0123456789abcdef";

/** That there is a node. */
export function alive(node: string, values: string): Series {
  return { [kubeState("kube_node_created", `node="${node}"`)]: values };
}
