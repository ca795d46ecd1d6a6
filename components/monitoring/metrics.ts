import type { ExporterName } from "./exporters";

/** A metric that the stack relies on. */
export interface Metric {
  /** Absent for metrics that Prometheus itself writes. */
  exporter?: ExporterName;
  type: "counter" | "gauge";
  /** Labels that rules may use. Those of the exporter's own pod are left out: they name the wrong object. */
  labels: readonly string[];
  unit: string;
  means: string;
}

const POD = ["namespace", "pod"];
const HPA = ["namespace", "horizontalpodautoscaler"];
const NODE_COST = ["node", "instance_type", "region"];
const RECOMMENDATION = [
  "namespace",
  "verticalpodautoscaler",
  "target_kind",
  "target_name",
  "container",
  "resource",
  "unit",
];
const KEDA_SCALER = ["exported_namespace", "scaledObject", "scaler", "triggerIndex", "metric", "type"];

function gauge(exporter: ExporterName, labels: readonly string[], unit: string, means: string): Metric {
  return { exporter, type: "gauge", labels, unit, means };
}

function counter(exporter: ExporterName, labels: readonly string[], unit: string, means: string): Metric {
  return { exporter, type: "counter", labels, unit, means };
}

/**
 * Every metric of an exporter that rules, alerts and dashboards may use. The services' own metrics have names from the
 * settings: see service-metrics.ts.
 *
 * Sources: kube-state-metrics docs/metrics; cluster-autoscaler metrics/metrics.go at 1.35.0; aws-node-termination-handler
 * pkg/observability; keda pkg/metricscollector/prommetrics.go at 2.20.2; opencost pkg/costmodel/metrics.go;
 * dcgm-exporter default-counters.csv at 4.8.2; autoscaler vertical-pod-autoscaler/pkg/utils/metrics; cadvisor
 * docs/storage/prometheus.md.
 */
export const METRICS: Readonly<Record<string, Metric>> = {
  up: {
    type: "gauge",
    labels: ["job", "instance", "namespace", "metrics_path"],
    unit: "0 or 1",
    means: "whether Prometheus could scrape the target",
  },
  ALERTS: {
    type: "gauge",
    labels: ["alertname", "alertstate", "severity", "namespace", "service", "pool", "node"],
    unit: "1",
    means: "an alert that is pending or firing, with the labels that its alert gives",
  },

  kube_node_labels: gauge(
    "kube-state-metrics",
    [
      "node",
      "label_node_pool",
      "label_eks_amazonaws_com_capacity_type",
      "label_node_kubernetes_io_instance_type",
    ],
    "1",
    "the labels of a node, those of metricLabelsAllowlist",
  ),
  kube_node_created: gauge("kube-state-metrics", ["node"], "Unix seconds", "when the node joined"),
  kube_node_status_condition: gauge(
    "kube-state-metrics",
    ["node", "condition", "status"],
    "0 or 1",
    "a condition of the node, such as Ready",
  ),
  kube_node_status_allocatable: gauge(
    "kube-state-metrics",
    ["node", "resource", "unit"],
    "cores, bytes or pieces",
    "what the node has for pods",
  ),
  kube_node_spec_unschedulable: gauge(
    "kube-state-metrics",
    ["node"],
    "0 or 1",
    "whether the node is cordoned",
  ),
  kube_node_spec_taint: gauge(
    "kube-state-metrics",
    ["node", "key", "value", "effect"],
    "1",
    "a taint; the termination handler's keys start with aws-node-termination-handler/",
  ),
  kube_pod_info: gauge(
    "kube-state-metrics",
    [...POD, "node", "created_by_kind", "created_by_name"],
    "1",
    "where a pod runs",
  ),
  kube_pod_labels: gauge(
    "kube-state-metrics",
    [...POD, "label_app_kubernetes_io_name"],
    "1",
    "the labels of a pod, those of metricLabelsAllowlist",
  ),
  kube_pod_created: gauge("kube-state-metrics", POD, "Unix seconds", "when the pod was made"),
  kube_pod_status_scheduled_time: gauge("kube-state-metrics", POD, "Unix seconds", "when it got a node"),
  kube_pod_status_phase: gauge(
    "kube-state-metrics",
    [...POD, "phase"],
    "0 or 1",
    "Pending, Running, Succeeded, Failed or Unknown",
  ),
  kube_pod_status_unschedulable: gauge("kube-state-metrics", POD, "1", "the scheduler found no node for it"),
  kube_pod_container_resource_requests: gauge(
    "kube-state-metrics",
    [...POD, "container", "node", "resource", "unit"],
    "cores, bytes or pieces",
    "what a container requests",
  ),
  kube_horizontalpodautoscaler_spec_min_replicas: gauge("kube-state-metrics", HPA, "pods", "the minimum"),
  kube_horizontalpodautoscaler_spec_max_replicas: gauge("kube-state-metrics", HPA, "pods", "the maximum"),
  kube_horizontalpodautoscaler_status_current_replicas: gauge(
    "kube-state-metrics",
    HPA,
    "pods",
    "the current number",
  ),
  kube_horizontalpodautoscaler_status_desired_replicas: gauge(
    "kube-state-metrics",
    HPA,
    "pods",
    "the desired number",
  ),
  kube_horizontalpodautoscaler_status_condition: gauge(
    "kube-state-metrics",
    [...HPA, "condition", "status"],
    "0 or 1",
    "AbleToScale, ScalingActive (it can read its metrics) or ScalingLimited",
  ),
  kube_resourcequota: gauge(
    "kube-state-metrics",
    ["namespace", "resourcequota", "resource", "type"],
    "cores, bytes or pieces",
    "hard limit and use of a quota",
  ),
  kube_persistentvolume_capacity_bytes: gauge(
    "kube-state-metrics",
    ["persistentvolume"],
    "bytes",
    "the size of a volume",
  ),
  kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target_cpu: gauge(
    "kube-state-metrics",
    RECOMMENDATION,
    "cores",
    "the recommended request; from customResourceState",
  ),
  kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target_memory: gauge(
    "kube-state-metrics",
    RECOMMENDATION,
    "bytes",
    "the recommended request; from customResourceState",
  ),

  container_cpu_usage_seconds_total: counter(
    "cAdvisor",
    [...POD, "container", "image"],
    "core seconds",
    "CPU that a container used",
  ),
  container_memory_working_set_bytes: gauge(
    "cAdvisor",
    [...POD, "container", "image"],
    "bytes",
    "memory that can't be reclaimed",
  ),

  node_cpu_seconds_total: counter(
    "node-exporter",
    [...POD, "cpu", "mode"],
    "core seconds",
    "of the node, by mode",
  ),
  node_memory_MemAvailable_bytes: gauge("node-exporter", POD, "bytes", "memory that pods could still get"),
  node_memory_MemTotal_bytes: gauge("node-exporter", POD, "bytes", "the node's memory"),

  node_total_hourly_cost: gauge("opencost", NODE_COST, "US dollars an hour", "a node, without its volumes"),
  node_cpu_hourly_cost: gauge("opencost", NODE_COST, "US dollars per core and hour", "the CPU's part"),
  node_ram_hourly_cost: gauge("opencost", NODE_COST, "US dollars per GiB and hour", "the memory's part"),
  node_gpu_hourly_cost: gauge("opencost", NODE_COST, "US dollars per GPU and hour", "the GPU's part"),
  node_gpu_count: gauge(
    "opencost",
    NODE_COST,
    "GPUs",
    "from the node's capacity: slots, where GPUs are shared",
  ),
  pv_hourly_cost: gauge("opencost", ["persistentvolume"], "US dollars per GiB and hour", "a volume"),

  cluster_autoscaler_last_activity: gauge(
    "cluster-autoscaler",
    ["activity"],
    "Unix seconds",
    "when it last began a round (main), ended one without an error (mainSuccessful), scaled up or down",
  ),
  cluster_autoscaler_cluster_safe_to_autoscale: gauge(
    "cluster-autoscaler",
    [],
    "0 or 1",
    "0 while too many nodes are not ready",
  ),
  cluster_autoscaler_failed_scale_ups_total: counter(
    "cluster-autoscaler",
    ["reason"],
    "attempts",
    "that failed",
  ),
  cluster_autoscaler_scaled_up_nodes_total: counter("cluster-autoscaler", [], "nodes", "added"),
  cluster_autoscaler_scaled_down_nodes_total: counter("cluster-autoscaler", ["reason"], "nodes", "removed"),
  cluster_autoscaler_unschedulable_pods_count: gauge(
    "cluster-autoscaler",
    ["type"],
    "pods",
    "waiting for a node",
  ),
  cluster_autoscaler_node_group_backoff_status: gauge(
    "cluster-autoscaler",
    ["node_group", "reason"],
    "0 or 1",
    "whether no nodes are requested from the group for a while, because earlier ones did not start",
  ),

  actions_node_total: counter(
    "node-termination-handler",
    ["node_action", "node_status", "node_name", "node_event_id"],
    "actions",
    "on the notice of an interruption; a series starts at 1 and ends with its node",
  ),

  keda_scaler_detail_errors_total: counter("keda", KEDA_SCALER, "errors", "of one trigger"),
  keda_scaled_object_errors_total: counter(
    "keda",
    ["exported_namespace", "scaledObject"],
    "errors",
    "of a scaled object as a whole",
  ),
  keda_scaler_active: gauge("keda", KEDA_SCALER, "0 or 1", "whether the trigger needs pods"),

  vpa_recommender_vpa_objects_count: gauge(
    "vertical-pod-autoscaler",
    ["update_mode", "has_recommendation", "matches_pods"],
    "objects",
    "that the recommender knows",
  ),

  DCGM_FI_DEV_GPU_UTIL: gauge(
    "dcgm",
    ["Hostname", "gpu", "UUID", "namespace", "pod"],
    "percent",
    "GPU time in use",
  ),
  DCGM_FI_DEV_FB_USED: gauge(
    "dcgm",
    ["Hostname", "gpu", "UUID", "namespace", "pod"],
    "MiB",
    "GPU memory in use",
  ),
  DCGM_FI_DEV_FB_FREE: gauge(
    "dcgm",
    ["Hostname", "gpu", "UUID", "namespace", "pod"],
    "MiB",
    "GPU memory free",
  ),

  awslbc_controller_reconcile_errors_total: counter(
    "load-balancer-controller",
    ["controller", "error_category"],
    "errors",
    "while targets were updated",
  ),
};
