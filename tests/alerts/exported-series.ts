import type { ExporterName } from "../../components/monitoring/exporters";
import { METRICS } from "../../components/monitoring/metrics";
import type { MonitoredStack } from "../../components/monitoring/monitored-stack";
import { serviceMetrics } from "../../components/monitoring/service-metrics";
import { metricsIn } from "../promql/selectors";

/** What Prometheus puts on every series of a target that a ServiceMonitor or PodMonitor finds. */
const TARGET_LABELS = [
  "job",
  "metrics_path",
  "instance",
  "namespace",
  "pod",
  "container",
  "endpoint",
  "service",
];

/** Exported too, and of no use to rules; they tell series apart as in the cluster. */
const UNUSED_LABELS: Partial<Record<ExporterName, string[]>> = {
  "kube-state-metrics": ["uid"],
  cAdvisor: ["cpu", "id", "name"],
  opencost: ["provider_id", "arch"],
};

/** What is wrong with series of a test: a metric or a label that nothing exports proves nothing. */
export function notExported(stack: MonitoredStack, series: string[]): string[] {
  const exported = { ...METRICS, ...serviceMetrics(stack.services) };
  return series.flatMap((text) => {
    const { name, matchers } = metricsIn(text)[0]!;
    const metric = exported[name];
    if (!metric) return [`${name}: no exporter and no service of ${stack.name} has this metric`];
    const unused = metric.exporter ? (UNUSED_LABELS[metric.exporter] ?? []) : [];
    const allowed = [...metric.labels, ...TARGET_LABELS, ...unused];
    return matchers
      .filter(({ label, op }) => op !== "=" || !allowed.includes(label))
      .map(({ label }) => `${text}: ${name} has no label ${label}; it has ${metric.labels.join(", ")}`);
  });
}
