import { CHARTS, type ChartName } from "../controllers/charts";

/** Where metrics come from, and how Prometheus comes by them. */
export interface Exporter {
  /** The chart that runs it, or the add-on of the cluster's own. */
  chart: ChartName;
  /** The label `job` of its series. */
  job: string;
  /** What of the stack makes Prometheus scrape it. */
  scrapedBy: string;
  /** The label `metrics_path`, where one job has several. */
  metricsPath?: string;
  /** True where it runs on GPU nodes alone: without them its absence says nothing. */
  onGpuNodes?: true;
}

export const EXPORTERS = {
  "kube-state-metrics": {
    chart: "kube-prometheus-stack",
    job: "kube-state-metrics",
    scrapedBy: "ServiceMonitor of the chart",
  },
  cAdvisor: {
    chart: "kube-prometheus-stack",
    job: "kubelet",
    metricsPath: "/metrics/cadvisor",
    scrapedBy: "ServiceMonitor of the chart, kubelet.serviceMonitor",
  },
  "node-exporter": {
    chart: "kube-prometheus-stack",
    job: "node-exporter",
    scrapedBy: "ServiceMonitor of the chart",
  },
  "cluster-autoscaler": {
    chart: "cluster-autoscaler",
    job: "cluster-autoscaler",
    scrapedBy: "ServiceMonitor of the chart, serviceMonitor.enabled",
  },
  "node-termination-handler": {
    chart: "aws-node-termination-handler",
    job: "aws-node-termination-handler",
    scrapedBy: "PodMonitor of the chart, podMonitor.create",
  },
  keda: {
    chart: "keda",
    job: "keda-operator",
    scrapedBy: "ServiceMonitor of the chart, prometheus.operator.serviceMonitor",
  },
  "vertical-pod-autoscaler": {
    chart: "vertical-pod-autoscaler",
    job: "vertical-pod-autoscaler",
    scrapedBy: "PodMonitor of the stack, vertical-pod-autoscaler-recommender",
  },
  opencost: {
    chart: "opencost",
    job: "opencost",
    scrapedBy: "ServiceMonitor of the chart, opencost.metrics.serviceMonitor",
  },
  dcgm: {
    chart: "dcgm-exporter",
    job: "dcgm-exporter",
    scrapedBy: "ServiceMonitor of the chart, serviceMonitor.enabled",
    onGpuNodes: true,
  },
  "load-balancer-controller": {
    chart: "aws-load-balancer-controller",
    job: "aws-load-balancer-controller",
    scrapedBy: "ServiceMonitor of the chart, serviceMonitor.enabled",
  },
} satisfies Record<string, Exporter>;

export type ExporterName = keyof typeof EXPORTERS;

/** Version of the chart that brings the exporter. */
export function exporterVersion(name: ExporterName): string {
  return CHARTS[EXPORTERS[name].chart].version;
}
