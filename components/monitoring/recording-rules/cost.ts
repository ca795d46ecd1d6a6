import type { RecordingRule } from "../rules";

/** What the stack costs an hour, by pool, namespace and service. US dollars. */
export const COST_RULES: RecordingRule[] = [
  {
    record: "node:cost_usd_per_hour:max",
    expr: `max by (node) (node_total_hourly_cost)
* on (node) group_left (pool, capacity_type, instance_type) node:labels:info`,
  },
  {
    record: "pool:cost_usd_per_hour:sum",
    expr: `sum by (pool) (node:cost_usd_per_hour:max)
+ on (pool) count by (pool) (node:cost_usd_per_hour:max) * on (pool) pool:volume_usd_per_hour:price`,
  },
  {
    record: "cluster:volume_cost_usd_per_hour:sum",
    expr: `sum(
  max by (persistentvolume) (pv_hourly_cost)
  * on (persistentvolume) max by (persistentvolume) (kube_persistentvolume_capacity_bytes) / 2 ^ 30
)`,
  },
  {
    // Without a node with a price, the cost is unknown. There may be no volumes.
    record: "cluster:cost_usd_per_hour:sum",
    expr: `sum(pool:cost_usd_per_hour:sum)
+ (cluster:volume_cost_usd_per_hour:sum or vector(0))
+ cluster:unmeasured_cost_usd_per_hour:plan`,
  },
  {
    // What the same nodes would cost on-demand, less what they cost.
    record: "cluster:spot_savings_usd_per_hour:sum",
    expr: `sum(
  node:labels:info{capacity_type="SPOT"} * on (instance_type) group_left () instance_type:on_demand_usd_per_hour:price
  - on (node) node:cost_usd_per_hour:max{capacity_type="SPOT"}
)
or (sum(node:cost_usd_per_hour:max) * 0)`,
  },
  {
    // Per core, byte and GPU slot. A GPU that pods share in time is split by its slots.
    record: "node_resource:usd_per_hour:price",
    expr: `label_replace(max by (node) (node_cpu_hourly_cost), "resource", "cpu", "", "")
or label_replace(max by (node) (node_ram_hourly_cost) / 2 ^ 30, "resource", "memory", "", "")
or label_replace(
  max by (node) (node_gpu_hourly_cost) * max by (node) (node_gpu_count)
  / max by (node) (kube_node_status_allocatable{resource="nvidia_com_gpu"}),
  "resource", "gpu", "", "")`,
  },
  {
    // A pod's cost is that of what it requests, or of what it uses if that is more.
    record: "namespace_pod:cost_usd_per_hour:sum",
    expr: `sum by (namespace, pod) (
  (
    (namespace_pod:resource_requests:sum > namespace_pod:resource_usage:sum)
    or namespace_pod:resource_usage:sum
    or namespace_pod:resource_requests:sum
  )
  * on (namespace, pod) group_left (node) namespace_pod:node:info
  * on (node, resource) group_left () node_resource:usd_per_hour:price
)`,
  },
  {
    record: "namespace:cost_usd_per_hour:sum",
    expr: `sum by (namespace) (namespace_pod:cost_usd_per_hour:sum)`,
  },
  {
    record: "service:cost_usd_per_hour:sum",
    expr: `sum by (namespace, service) (
  namespace_pod:cost_usd_per_hour:sum * on (namespace, pod) group_left (service) namespace_pod:service:info
)`,
  },
  {
    // Paid for, but neither requested nor used.
    record: "cluster:idle_cost_usd_per_hour:sum",
    expr: `clamp_min(sum(node:cost_usd_per_hour:max) - sum(namespace_pod:cost_usd_per_hour:sum), 0)`,
  },
  {
    // Requested but not used, by pods whose use is known.
    record: "namespace_resource:unused_cost_usd_per_hour:sum",
    expr: `sum by (namespace, resource) (
  clamp_min(namespace_pod:resource_requests:sum - namespace_pod:resource_usage:sum, 0)
  * on (namespace, pod) group_left (node) namespace_pod:node:info
  * on (node, resource) group_left () node_resource:usd_per_hour:price
)`,
  },
];

/** Minutes between two samples of the month's group; Prometheus ignores a sample that is older than five. */
const MONTH_INTERVAL_MINUTES = 2;

/** Interval of the group that adds up the month: its sums are expensive to compute, and nobody needs them every half minute. */
export const MONTH_INTERVAL = `${MONTH_INTERVAL_MINUTES}m`;

/** The calendar month in UTC, as AWS bills it. Prometheus must keep 31 days. */
export const MONTH_RULES: RecordingRule[] = [
  {
    // A range can't begin with the month, so each sample has its month as a label, and the sum leaves out other months.
    record: "cluster:cost_usd_per_hour:by_month",
    expr: `count_values("month", month()) * on () group_left () cluster:cost_usd_per_hour:sum`,
  },
  {
    record: "cluster:cost_usd:month_to_date",
    expr: `sum(
  sum_over_time(cluster:cost_usd_per_hour:by_month[31d]) * ${MONTH_INTERVAL_MINUTES} / 60
  and on (month) count_values("month", month())
)`,
  },
  {
    record: "cluster:hours_left:month",
    expr: `days_in_month() * 24 - (day_of_month() - 1) * 24 - hour() - minute() / 60`,
  },
  {
    // The rest of the month at the last day's rate.
    record: "cluster:cost_usd:month_projection",
    expr: `cluster:cost_usd:month_to_date
+ avg_over_time(cluster:cost_usd_per_hour:sum[1d]) * cluster:hours_left:month`,
  },
];
