import { EXPORTERS, type Exporter } from "../../../components/monitoring/exporters";
import type { AlertTest, AlertTests } from "../alert-test";
import { SERVICE_PODS } from "./exporters-services";
import { node } from "./node-series";

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

function missing(name: string) {
  return {
    labels: { severity: "warning", exporter: name },
    summary: `Prometheus gets no metrics from ${name}`,
  };
}

const GPU_NODE = node("gpu-1", "1x120");
const OTHER_NODE = node("application-1", "1x120");

function ofExporter(name: keyof typeof EXPORTERS): AlertTest[] {
  const labels = { exporter: name };
  const nodes = exporter(name).onGpuNodes ? GPU_NODE : OTHER_NODE;
  return [
    {
      shows: "fires",
      it: `tells that ${name} doesn't answer`,
      labels,
      series: { ...nodes, ...up(name, "1x9 0x100") },
      fires: { at: "25m", alerts: [missing(name)] },
    },
    {
      shows: "fires",
      it: `tells that ${name} is gone`,
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
      it: `tells that ${name} was never there`,
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
    it: "tells that cAdvisor is missing while the kubelet's own metrics are there",
    labels: { exporter: "cAdvisor" },
    series: { 'up{job="kubelet", instance="10.0.1.20:10250", metrics_path="/metrics"}': "1x60" },
    fires: { at: "15m", alerts: [missing("cAdvisor")] },
  },
];

export const EXPORTER_MISSING: AlertTests = {
  alert: "ExporterMissing",
  tests: [...EXPORTER_NAMES.flatMap(ofExporter), ...GPU_EXPORTER, ...CADVISOR, ...SERVICE_PODS],
};
