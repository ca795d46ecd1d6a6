import { EXPORTERS, type Exporter, type ExporterName } from "../../../components/monitoring/exporters";
import { METRICS } from "../../../components/monitoring/metrics";
import { NOW, steady, type Series } from "./series";
import type { Cluster } from "./tables";

/** Where the exporters run; those that are not named run beside Prometheus. */
const NAMESPACES: Partial<Record<ExporterName, string>> = {
  cAdvisor: "kube-system",
  "cluster-autoscaler": "kube-system",
  "node-termination-handler": "kube-system",
  keda: "keda",
  "vertical-pod-autoscaler": "kube-system",
  opencost: "opencost",
  "load-balancer-controller": "kube-system",
};

/**
 * A series of an exporter as Prometheus stores it: with the labels of the target, which name the exporter's own pod.
 * Rules must get along with them.
 */
export function scraped(metric: string, labels: Record<string, string>, values: string): Series {
  const { exporter } = METRICS[metric] ?? {};
  if (!exporter) throw new Error(`${metric} is no metric of an exporter in components/monitoring/metrics.ts`);
  return { metric, labels: { ...targetLabels(exporter), ...labels }, values };
}

/** Prometheus and its operator give these to every series of a target that doesn't have them itself. */
export function targetLabels(exporter: ExporterName): Record<string, string> {
  const { job, metricsPath }: Exporter = EXPORTERS[exporter];
  return {
    job,
    instance: `${exporter}:8080`,
    endpoint: "metrics",
    service: job,
    namespace: NAMESPACES[exporter] ?? "monitoring",
    pod: `${exporter}-0`,
    container: exporter,
    ...(metricsPath ? { metrics_path: metricsPath } : {}),
  };
}

/** Whether Prometheus could read its targets. Exporters on GPU nodes are there when such nodes are. */
export function upSeries({ nodes, services }: Cluster): Series[] {
  const exporters = Object.entries<Exporter>(EXPORTERS).filter(
    ([, { onGpuNodes }]) => !onGpuNodes || nodes.some(({ gpu }) => gpu),
  ) as [ExporterName, Exporter][];
  return [
    ...exporters.map(([name]) => ({ isUp: true, metrics_path: "", ...targetLabels(name) })),
    ...services.flatMap(({ namespace, name, on, unreached = 0 }) =>
      on.map((_, each) => ({
        isUp: each >= unreached,
        job: name,
        instance: `${namespace}-${name}-${each + 1}:8080`,
        namespace,
        pod: `${name}-${each + 1}`,
        endpoint: "http",
        container: name,
        metrics_path: "",
      })),
    ),
  ].map(({ isUp, ...labels }) => ({ metric: "up", labels, values: steady(isUp ? 1 : 0) }));
}

/** Exporters of gauges; of their pods there are two while a new one takes the place of the old one. */
const MOVING: ExporterName[] = ["kube-state-metrics", "opencost"];

/** In the last five minutes of a world they move, and export everything twice. */
export function whileExportersMove(series: Series): Series[] {
  const { metric, labels, values } = series;
  const exporter = METRICS[metric]?.exporter;
  const lastValue = /(\S+)x\d+$/.exec(values)?.[1];
  if (!exporter || !MOVING.includes(exporter) || lastValue === undefined) return [series];
  const ofNewPod = { ...labels, endpoint: "new-pod" }; // represents all labels in which the two differ
  return [series, { metric, labels: ofNewPod, values: steady(Number(lastValue), { from: NOW - 4 }) }];
}

/** What Prometheus writes of targets and alerts itself: no exporter's. */
const OF_PROMETHEUS = ["up", "ALERTS"];

/**
 * A series beside the same one from another exporter, and beside one of its own labels: OpenCost can export
 * kube_node_labels with capacityType in place of capacity_type. Neither may change what a rule returns.
 */
export function exportedAgain(series: Series): Series[] {
  const { metric, labels, values } = series;
  if (OF_PROMETHEUS.includes(metric)) return [series];
  const ofAnother = { ...labels, job: "another-exporter" };
  const renamed = Object.entries(ofAnother).map(([name, value]) => [
    METRICS[metric]?.labels.at(-1) === name ? `other_${name}` : name,
    value,
  ]);
  const other = { ...(Object.fromEntries(renamed) as Series["labels"]), instance: "another-exporter:9003" };
  return [series, { metric, labels: ofAnother, values }, { metric, labels: other, values }];
}
