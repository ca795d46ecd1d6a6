import type { RecordingRule } from "../rules";

/** Nodes, the pools that they belong to, and how much of them is used. */
export const NODE_RULES: RecordingRule[] = [
  {
    // A node's labels, under the names that other rules join and group by.
    record: "node:labels:info",
    expr: `max by (node, pool, capacity_type, instance_type) (
  label_replace(
    label_replace(
      label_replace(kube_node_labels{label_node_pool!=""}, "pool", "$1", "label_node_pool", "(.+)"),
      "capacity_type", "$1", "label_eks_amazonaws_com_capacity_type", "(.+)"),
    "instance_type", "$1", "label_node_kubernetes_io_instance_type", "(.+)")
)`,
  },
  {
    // An empty pool counts as zero, if any node is known at all.
    record: "pool:nodes:count",
    expr: `count by (pool) (node:labels:info)
or (pool:nodes:min * 0 and on () group(node:labels:info))`,
  },
  {
    record: "namespace_pod:node:info",
    expr: `max by (namespace, pod, node) (kube_pod_info{node!=""})
* on (node) group_left (pool, capacity_type) node:labels:info`,
  },
  {
    // The use of a time-shared GPU can't be split by pod: it is the node's average.
    record: "node:gpu_usage:ratio",
    expr: `avg by (node) (label_replace(DCGM_FI_DEV_GPU_UTIL, "node", "$1", "Hostname", "(.+)")) / 100`,
  },
  {
    // CPU as a share of all modes: otherwise a node younger than the range would look busy.
    record: "node:usage:ratio",
    expr: `label_replace(
  max by (node) (
    (
      1 - sum by (namespace, pod) (rate(node_cpu_seconds_total{mode="idle"}[5m]))
      / sum by (namespace, pod) (rate(node_cpu_seconds_total[5m]))
    )
    * on (namespace, pod) group_left (node) namespace_pod:node:info
  ), "resource", "cpu", "", "")
or label_replace(
  max by (node) (
    (1 - max by (namespace, pod) (node_memory_MemAvailable_bytes) / max by (namespace, pod) (node_memory_MemTotal_bytes))
    * on (namespace, pod) group_left (node) namespace_pod:node:info
  ), "resource", "memory", "", "")
or label_replace(node:gpu_usage:ratio, "resource", "gpu", "", "")`,
  },
  {
    record: "pool:usage:ratio",
    expr: `avg by (pool, resource) (node:usage:ratio * on (node) group_left (pool) node:labels:info)`,
  },
  {
    record: "pool:allocatable:sum",
    expr: `sum by (pool, resource) (
  (
    max by (node, resource) (kube_node_status_allocatable{resource=~"cpu|memory"})
    or label_replace(
      max by (node) (kube_node_status_allocatable{resource="nvidia_com_gpu"}), "resource", "gpu", "", "")
  ) * on (node) group_left (pool) node:labels:info
)`,
  },
];
