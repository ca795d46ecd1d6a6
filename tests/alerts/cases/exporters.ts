import { EXPORTERS, type Exporter } from "../../../components/monitoring/exporters";
import { METRICS } from "../../../components/monitoring/metrics";
import type { AlertTest, AlertTests } from "../alert-test";
import { SERVICE_PODS } from "./exporters-services";
import { kubeState, node } from "./node-series";

const EXPORTER_NAMES = Object.keys(EXPORTERS) as (keyof typeof EXPORTERS)[];

function exporter(name: keyof typeof EXPORTERS): Exporter {
  return EXPORTERS[name];
}

/** Whether Prometheus could scrape one pod of an exporter. */
function up(
  name: keyof typeof EXPORTERS,
  values: string,
  instance = "10.0.1.7:8080",
): Record<string, string> {
  const { job, metricsPath } = exporter(name);
  const path = metricsPath ? `, metrics_path="${metricsPath}"` : "";
  return { [`up{job="${job}", instance="${instance}"${path}}`]: values };
}

/** Those without which a critical alert can't go off. */
const CRITICAL = ["kube-state-metrics", "cluster-autoscaler", "opencost"];

function missing(name: string) {
  return {
    labels: { severity: CRITICAL.includes(name) ? "critical" : "warning", exporter: name },
    summary: `Prometheus gets no metrics from ${name}`,
  };
}

const GPU_NODE = node("gpu-1", "1x120");
const OTHER_NODE = node("application-1", "1x120");

/** A series by which an exporter shows that it works, of those that have one. */
const PROOFS: Partial<Record<keyof typeof EXPORTERS, string>> = {
  "kube-state-metrics": Object.keys(OTHER_NODE)[0]!,
  cAdvisor:
    'container_cpu_usage_seconds_total{job="kubelet", metrics_path="/metrics/cadvisor", namespace="production", pod="frontend-0", container="frontend", image="registry.example/frontend:1"}',
  "node-exporter":
    'node_cpu_seconds_total{job="node-exporter", namespace="monitoring", pod="node-exporter-1", cpu="0", mode="idle"}',
  "cluster-autoscaler": 'cluster_autoscaler_last_activity{job="cluster-autoscaler", activity="main"}',
  opencost:
    'node_total_hourly_cost{job="opencost", node="application-1", instance_type="c6i.xlarge", region="us-east-1"}',
  dcgm: 'DCGM_FI_DEV_GPU_UTIL{job="dcgm-exporter", Hostname="gpu-1", gpu="0", UUID="GPU-1"}',
};

function proof(name: keyof typeof EXPORTERS, values: string): Record<string, string> {
  const series = PROOFS[name];
  return series === undefined ? {} : { [series]: values };
}

/** Of an exporter that answers, and should export something at any time. */
function ofProof(name: keyof typeof EXPORTERS): AlertTest[] {
  const series = PROOFS[name];
  if (series === undefined) return [];
  const labels = { exporter: name };
  const others = { ...(exporter(name).onGpuNodes ? GPU_NODE : {}), ...up(name, "1x120") };
  const silent = (shows: AlertTest["shows"], it: string, values: string): AlertTest => ({
    shows,
    it,
    labels,
    series: { ...others, ...proof(name, values) },
    silentUntil: "1h30m",
  });
  const counts = METRICS[series.slice(0, series.indexOf("{"))]!.type === "counter";
  return [
    {
      shows: "fires",
      it: `reports that ${name} answers and exports nothing`,
      labels,
      series: others,
      fires: { at: "15m", alerts: [missing(name)] },
    },
    {
      shows: "fires",
      it: `waits once when ${name} first exports nothing, and then doesn't answer`,
      labels,
      series: {
        ...(exporter(name).onGpuNodes ? GPU_NODE : {}),
        ...up(name, "1x14 0x100"),
        ...proof(name, "1x5 stale"),
      },
      fires: { at: "21m", alerts: [missing(name)] },
    },
    silent("just under", `is silent when ${name} exports again before the time is up`, "1x9 stale _x13 1x97"),
    ...(counts
      ? [
          silent("counter reset", `is silent when the counters of ${name} restart`, "0+60x60 0+60x60"),
          silent("fresh counter", `is silent from the first sample of ${name}`, "_x14 1+60x105"),
        ]
      : []),
  ];
}

/** Series that don't prove kube-state-metrics, which is proved by the labels of pools. */
const WITHOUT_POOL = kubeState(
  "kube_node_labels",
  'node="application-1", label_node_kubernetes_io_instance_type="c6i.xlarge"',
);

const KUBE_STATE_METRICS: AlertTest[] = [
  {
    shows: "fires",
    it: "reports that kube-state-metrics exports nodes without the label of their pool",
    labels: { exporter: "kube-state-metrics" },
    series: { ...up("kube-state-metrics", "1x120"), [WITHOUT_POOL]: "1x120" },
    fires: { at: "15m", alerts: [missing("kube-state-metrics")] },
  },
];

function ofExporter(name: keyof typeof EXPORTERS): AlertTest[] {
  const labels = { exporter: name };
  const nodes = { ...(exporter(name).onGpuNodes ? GPU_NODE : OTHER_NODE), ...proof(name, "1x120") };
  return [
    {
      shows: "fires",
      it: `reports that ${name} doesn't answer`,
      labels,
      series: { ...nodes, ...up(name, "1x9 0x100") },
      fires: { at: "25m", alerts: [missing(name)] },
    },
    {
      shows: "fires",
      it: `reports that ${name} is gone`,
      labels,
      series: { ...nodes, ...up(name, "1x9 stale") },
      fires: { at: "25m", alerts: [missing(name)] },
    },
    {
      shows: "just under",
      it: `is silent when ${name} answers again before the time is up`,
      labels,
      series: { ...nodes, ...up(name, "1x9 0x14 1 0x14 1x60") },
      silentUntil: "1h30m",
    },
    {
      shows: "missing data",
      it: `is silent when ${name} is away for less than the time, as while its pod moves`,
      labels,
      series: { ...nodes, ...up(name, "1x9 stale _x14 1x60") },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: `is silent while one of two pods of ${name} answers`,
      labels,
      series: { ...nodes, ...up(name, "0x120"), ...up(name, "1x120", "10.0.2.9:8080") },
      silentUntil: "1h30m",
    },
    {
      shows: "fires",
      it: `reports that ${name} was never there`,
      labels,
      series: nodes,
      fires: { at: "15m", alerts: [missing(name)] },
    },
  ];
}

const GPU_EXPORTER: AlertTest[] = [
  {
    shows: "just under",
    it: "is silent on the GPU exporter while there are no GPU nodes",
    labels: { exporter: "dcgm" },
    series: OTHER_NODE,
    silentUntil: "1h",
  },
  {
    shows: "just under",
    it: "is silent on the GPU exporter when the last GPU node goes before the time is up",
    labels: { exporter: "dcgm" },
    series: {
      ...OTHER_NODE,
      ...node("gpu-1", "1x14 stale"),
    },
    silentUntil: "1h",
  },
  {
    shows: "missing data",
    it: "is silent on the GPU exporter when no nodes are known",
    labels: { exporter: "dcgm" },
    series: {},
    silentUntil: "1h",
  },
];

const CADVISOR: AlertTest[] = [
  {
    shows: "fires",
    it: "reports that cAdvisor is missing while the kubelet's own metrics are there",
    labels: { exporter: "cAdvisor" },
    series: {
      'up{job="kubelet", instance="10.0.1.20:10250", metrics_path="/metrics"}': "1x60",
      ...proof("cAdvisor", "1x60"),
    },
    fires: { at: "15m", alerts: [missing("cAdvisor")] },
  },
];

export const EXPORTER_MISSING: AlertTests = {
  alert: "ExporterMissing",
  tests: [
    ...EXPORTER_NAMES.flatMap((name) => [...ofExporter(name), ...ofProof(name)]),
    ...KUBE_STATE_METRICS,
    ...GPU_EXPORTER,
    ...CADVISOR,
    ...SERVICE_PODS,
  ],
};
