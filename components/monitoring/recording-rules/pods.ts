import type { MonitoredStack } from "../monitored-stack";
import type { RecordingRule } from "../rules";

/** What pods request, what they use of it, where they run and how long they wait. CPU in cores, memory in bytes. */
export function podRules({ services }: MonitoredStack): RecordingRule[] {
  return [
    {
      record: "namespace_pod:service:info",
      expr: `max by (namespace, pod, service) (
  label_replace(kube_pod_labels{label_app_kubernetes_io_name!=""}, "service", "$1", "label_app_kubernetes_io_name", "(.+)")
)`,
    },
    {
      // Finished pods still have requests in the API, but use nothing. While kube-state-metrics moves, two of its pods export the same series.
      record: "namespace_pod:resource_requests:sum",
      expr: `(
  sum by (namespace, pod, resource) (
    max by (namespace, pod, container, resource) (kube_pod_container_resource_requests{resource=~"cpu|memory", node!=""}))
  or label_replace(
    sum by (namespace, pod) (
      max by (namespace, pod, container) (kube_pod_container_resource_requests{resource="nvidia_com_gpu", node!=""})),
    "resource", "gpu", "", "")
)
and on (namespace, pod) (max by (namespace, pod) (kube_pod_status_phase{phase="Running"}) == 1)`,
    },
    {
      // GPU slots that pods occupy.
      record: "node:gpu_requests:sum",
      expr: `sum by (node) (
  namespace_pod:resource_requests:sum{resource="gpu"} * on (namespace, pod) group_left (node) namespace_pod:node:info
)`,
    },
    {
      record: "namespace_pod:resource_usage:sum",
      expr: `label_replace(
  sum by (namespace, pod) (
    rate(container_cpu_usage_seconds_total{container!="", image!=""}[5m])),
  "resource", "cpu", "", "")
or label_replace(
  sum by (namespace, pod) (
    container_memory_working_set_bytes{container!="", image!=""}),
  "resource", "memory", "", "")
or (
  namespace_pod:resource_requests:sum{resource="gpu"}
  * on (namespace, pod) group_left ()
  (namespace_pod:node:info * on (node) group_left () node:gpu_usage:ratio)
)`,
    },
    ...unusedRules("service", "namespace, service", perService),
    ...unusedRules("namespace", "namespace", (pods) => pods),
    ...unusedRules("cluster", "", (pods) => pods),
    {
      record: "pool:resource_requests:sum",
      expr: `sum by (pool, resource) (
  namespace_pod:resource_requests:sum * on (namespace, pod) group_left (pool) namespace_pod:node:info
)`,
    },
    {
      // Of the CPU that services which may run on spot request, the share on spot nodes.
      record: "cluster:spot_share:ratio",
      expr: `(
  sum(${spotable(services)} and on (namespace, pod) namespace_pod:node:info{capacity_type="SPOT"})
  or sum(${spotable(services)}) * 0
)
/ sum(${spotable(services)})`,
    },
    {
      record: "namespace:pods_pending:count",
      expr: `sum by (namespace) (max by (namespace, pod) (kube_pod_status_phase{phase="Pending"}))`,
    },
    {
      record: "cluster:pods_unschedulable:count",
      expr: `count(max by (namespace, pod) (kube_pod_status_unschedulable) == 1)
or (sum(namespace:pods_pending:count) * 0)`,
    },
    {
      // Of the pods that were created in the last hour and have a node.
      record: "cluster:scheduling_seconds:p95",
      expr: `quantile(0.95,
  (max by (namespace, pod) (kube_pod_status_scheduled_time) - max by (namespace, pod) (kube_pod_created))
  and (time() - max by (namespace, pod) (kube_pod_created) < 3600)
)`,
    },
  ];
}

/** Requests, use and the unused share of one level. */
function unusedRules(level: string, labels: string, pods: (series: string) => string): RecordingRule[] {
  const by = ["resource", ...(labels ? [labels] : [])].join(", ");
  const sum = (series: string) => `sum by (${by}) (${pods(series)})`;
  const both = (one: string, other: string) => sum(`(${one} and on (namespace, pod, resource) ${other})`);
  return [
    { record: `${level}:resource_requests:sum`, expr: sum("namespace_pod:resource_requests:sum") },
    {
      record: `${level}:resource_usage:sum`, // of pods that request something: use without a request isn't waste
      expr: both("namespace_pod:resource_usage:sum", "namespace_pod:resource_requests:sum"),
    },
    {
      record: `${level}:resource_unused:ratio`, // of pods whose use is known: a pod that isn't measured may not be idle
      expr: `clamp_min(
  1 - ${level}:resource_usage:sum / ${both("namespace_pod:resource_requests:sum", "namespace_pod:resource_usage:sum")}, 0)`,
    },
  ];
}

function perService(series: string): string {
  return `${series} * on (namespace, pod) group_left (service) namespace_pod:service:info`;
}

/** CPU requests of the pods that may run on spot nodes and whose node is known. */
function spotable(services: MonitoredStack["services"]): string {
  const names = [
    ...new Set(services.filter(({ settings }) => settings.spot === "preferred").map(({ name }) => name)),
  ];
  const namespaces = [...new Set(services.map(({ namespace }) => namespace))];
  const where = `{namespace=~"${namespaces.join("|")}", service=~"${names.join("|")}"}`;
  return `namespace_pod:resource_requests:sum{resource="cpu"} and on (namespace, pod) namespace_pod:service:info${where} and on (namespace, pod) namespace_pod:node:info`;
}
