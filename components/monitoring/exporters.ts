import type { ChartName } from "../controllers/charts";

/**
 * A value of the chart that switches its monitor on, values that would switch off what is on by default, or a monitor
 * that the stack makes itself.
 */
export type Scrape = { chartValue: string } | { unlessDisabled: string[] } | { podMonitor: string };

/** Where metrics come from, and how Prometheus finds them. */
export interface Exporter {
  /** The chart that runs it, or the add-on of the cluster's own. */
  chart: ChartName;
  /** The label `job` of its series. */
  job: string;
  /** What makes Prometheus scrape it. */
  scrape: Scrape;
  /** The label `metrics_path`, where one job has several. */
  metricsPath?: string;
  /**
   * A series that it exports whenever it works. An exporter may answer and export nothing of use, for example when it lacks
   * a permission or a label that rules need. Absent where series appear only with the first event, error or object.
   */
  proof?: string;
  /** True where critical alerts can't fire without it. */
  criticalNeedIt?: true;
  /** True where it runs only on GPU nodes: without such nodes, its absence is normal. */
  onGpuNodes?: true;
}

export const EXPORTERS = {
  "kube-state-metrics": {
    chart: "kube-prometheus-stack",
    job: "kube-state-metrics",
    scrape: { unlessDisabled: ["kubeStateMetrics.enabled", "kube-state-metrics.prometheus.monitor.enabled"] },
    proof: 'kube_node_labels{label_node_pool!=""}',
    criticalNeedIt: true,
  },
  cAdvisor: {
    chart: "kube-prometheus-stack",
    job: "kubelet",
    metricsPath: "/metrics/cadvisor",
    scrape: {
      unlessDisabled: [
        "kubelet.enabled",
        "kubelet.serviceMonitor.enabled",
        "kubelet.serviceMonitor.cAdvisor",
      ],
    },
    proof: 'container_cpu_usage_seconds_total{image!=""}',
  },
  "node-exporter": {
    chart: "kube-prometheus-stack",
    job: "node-exporter",
    scrape: {
      unlessDisabled: ["nodeExporter.enabled", "prometheus-node-exporter.prometheus.monitor.enabled"],
    },
    proof: "node_cpu_seconds_total",
  },
  "cluster-autoscaler": {
    chart: "cluster-autoscaler",
    job: "cluster-autoscaler",
    scrape: { chartValue: "serviceMonitor.enabled" },
    proof: 'cluster_autoscaler_last_activity{activity="main"}',
    criticalNeedIt: true,
  },
  "node-termination-handler": {
    chart: "aws-node-termination-handler",
    job: "aws-node-termination-handler",
    scrape: { chartValue: "podMonitor.create" },
  },
  keda: {
    chart: "keda",
    job: "keda-operator",
    scrape: { chartValue: "prometheus.operator.serviceMonitor.enabled" },
  },
  "vertical-pod-autoscaler": {
    chart: "vertical-pod-autoscaler",
    job: "vertical-pod-autoscaler",
    scrape: { podMonitor: "vertical-pod-autoscaler-recommender" },
  },
  opencost: {
    chart: "opencost",
    job: "opencost",
    scrape: { chartValue: "opencost.metrics.serviceMonitor.enabled" },
    proof: "node_total_hourly_cost",
    criticalNeedIt: true,
  },
  dcgm: {
    chart: "dcgm-exporter",
    job: "dcgm-exporter",
    scrape: { chartValue: "serviceMonitor.enabled" },
    proof: "DCGM_FI_DEV_GPU_UTIL",
    onGpuNodes: true,
  },
  "load-balancer-controller": {
    chart: "aws-load-balancer-controller",
    job: "aws-load-balancer-controller",
    scrape: { chartValue: "serviceMonitor.enabled" },
  },
} satisfies Record<string, Exporter>;

export type ExporterName = keyof typeof EXPORTERS;
