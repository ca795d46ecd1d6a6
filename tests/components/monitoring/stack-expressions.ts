import { alertRules, recordingRules } from "../../../components/monitoring/prometheus-rules";
import { dashboards } from "../../../components/monitoring/dashboards/all";
import { panelQueries, type PanelQuery } from "../../../components/monitoring/dashboards/panel-queries";
import { EXPORTERS, type Exporter } from "../../../components/monitoring/exporters";
import { METRICS } from "../../../components/monitoring/metrics";
import type { MonitoredStack } from "../../../components/monitoring/monitored-stack";
import type { AlertRule, RecordingRule } from "../../../components/monitoring/rules";
import { serviceMetrics } from "../../../components/monitoring/service-metrics";
import { monitoredStack } from "../../../stacks/monitored-stack";
import { inferLabels, type LabelsOf } from "../../promql/labels";
import { metricsIn } from "../../promql/selectors";
import { shippedStack } from "../shipped";

/** A shipped stack as rules and dashboards see it. */
export function shippedMonitoredStack(stack: string): MonitoredStack {
  return monitoredStack(stack, shippedStack(stack));
}

/** Staging without spot and GPU nodes, working hours, and all that services export. */
export function bareStack(): MonitoredStack {
  const staging = shippedMonitoredStack("staging");
  return {
    ...staging,
    pools: staging.pools.filter(({ capacity, hasGpu }) => capacity === "on-demand" && !hasGpu),
    services: staging.services.map((service) => ({
      ...service,
      settings: { ...service.settings, metrics: {}, triggers: { cpuPercent: 70 } },
    })),
    namespaces: staging.namespaces.map((namespace) => ({ ...namespace, schedule: undefined })),
  };
}

export function recordsOf(stack: MonitoredStack): RecordingRule[] {
  return recordingRules(stack).flatMap(({ rules }) => rules.filter((rule) => "record" in rule));
}

export function alertsOf(stack: MonitoredStack): AlertRule[] {
  return alertRules(stack).flatMap(({ rules }) => rules.filter((rule) => "alert" in rule));
}

/** Every panel's queries, with a value in place of each of Grafana's variables. */
export function queriesOf(stack: MonitoredStack): PanelQuery[] {
  return dashboards(stack)
    .flatMap(panelQueries)
    .map((query) => ({
      ...query,
      expr: query.expr.replace(/\[\$__\w+\]/g, "[5m]").replace(/\$\{?\w+\}?/g, "x"),
    }));
}

/** Labels of the target, which distinguish two exporters of the same name. */
const JOB = ["job", "metrics_path"];

/**
 * Labels of what exporters and services export, and of what has been recorded. Series of an exporter also have the
 * labels of its own pod, which the catalogue leaves out: a name that can't be written represents them, so that two
 * exporters' series don't seem to match as they are.
 */
export function labelsFrom(
  stack: MonitoredStack,
  recorded: ReadonlyMap<string, ReadonlySet<string>>,
): LabelsOf {
  const exported = { ...METRICS, ...serviceMetrics(stack.services) };
  return (name) => {
    const ofRecord = recorded.get(name);
    if (ofRecord) return [...ofRecord];
    const metric = exported[name];
    return metric && [...metric.labels, ...JOB, `(target of ${metric.exporter ?? name})`];
  };
}

/** Labels of each recorded series, and what is wrong with the expressions that record them, in their order. */
export function recordedLabels(stack: MonitoredStack): {
  recorded: Map<string, Set<string>>;
  problems: string[];
} {
  const recorded = new Map<string, Set<string>>();
  const problems = recordsOf(stack).flatMap(({ record, expr, labels }) => {
    const inferred = inferLabels(expr, labelsFrom(stack, recorded));
    if (!(inferred.labels instanceof Set)) return [`${record}: ${inferred.problems.join("; ")}`];
    const known = recorded.get(record) ?? new Set<string>();
    recorded.set(record, new Set([...known, ...inferred.labels, ...Object.keys(labels ?? {})]));
    return inferred.problems.map((problem) => `${record}: ${problem}`);
  });
  return { recorded, problems };
}

/** Selectors of an expression that take series of an exporter, or of a service's pods, from somewhere else too. */
export function fromAnywhere(expr: string, { services }: Pick<MonitoredStack, "services">): string[] {
  const ofServices = serviceMetrics(services);
  return metricsIn(expr).flatMap(({ name, matchers }) => {
    const has = (label: string, value: string) =>
      matchers.some((each) => each.label === label && each.op === "=" && each.value === value);
    if (ofServices[name]) return matchers.some(({ label }) => label === "job") ? [] : [name];
    const exporter: Exporter | undefined = METRICS[name]?.exporter && EXPORTERS[METRICS[name].exporter];
    if (!exporter) return [];
    const { job, metricsPath } = exporter;
    return has("job", job) && (!metricsPath || has("metrics_path", metricsPath)) ? [] : [name];
  });
}
