import assert from "node:assert/strict";
import type { MonitoredStack } from "../../components/monitoring/monitored-stack";
import { shippedMonitoredStack } from "../components/monitoring/stack-expressions";
import { minutesOf, type AlertTest } from "./alert-test";
import { groupsFor, rulesOfAlert, type LoadedGroup } from "./rules-under-test";
import { metricsIn } from "../promql/selectors";
import { exportedAgain } from "../telemetry/world/targets";
import { selector } from "../telemetry/world/series";
import { promtoolFindings, type PromtoolTest } from "./run-promtool";
import type { ExporterName } from "../../components/monitoring/exporters";
import { METRICS } from "../../components/monitoring/metrics";
import { serviceMetrics } from "../../components/monitoring/service-metrics";

/** The shipped stacks; reading their settings takes longer than promtool does. */
const STACK_CACHE = new Map<string, MonitoredStack>();

/** Fails with what is wrong with the test, or with what promtool finds. */
export function checkAlert(alert: string, test: AlertTest): void {
  const stack = shipped(test.stack ?? "production");
  const rules = rulesOfAlert(stack, alert, test.labels);
  if (rules.length === 0) {
    assert.fail(
      `stack ${stack.name} has no alert ${alert} with extra labels ${JSON.stringify(test.labels ?? {})}`,
    );
  }
  const unknown = notExported(stack, Object.keys(test.series));
  if (unknown.length > 0) assert.fail(unknown.join("\n"));
  const groups = groupsFor(stack, rules);
  const findings = promtoolFindings({
    groups,
    series: withAnotherExporter(test.series),
    ...(test.startsAt && { startsAt: test.startsAt }),
    evaluationInterval: intervalOf(groups),
    expected: expectations(alert, test),
  });
  if (findings) assert.fail(findings);
}

function shipped(name: string): MonitoredStack {
  const known = STACK_CACHE.get(name) ?? shippedMonitoredStack(name);
  STACK_CACHE.set(name, known);
  return known;
}

/** promtool evaluates all groups as often; sums over samples are right at the interval of their own group alone. */
function intervalOf(groups: LoadedGroup[]): string {
  return groups.find(({ interval }) => interval)?.interval ?? "1m";
}

function expectations(alert: string, { fires, silentUntil }: AlertTest): PromtoolTest["expected"] {
  const silent = (minute: number) => ({ alert, minute, alerts: [] });
  if (fires) {
    const at = minutesOf(fires.at);
    const { alerts, resolvedAt } = fires;
    const over = resolvedAt === undefined ? undefined : minutesOf(resolvedAt);
    return [
      ...(at > 0 ? [silent(at - 1)] : []),
      { alert, minute: at, alerts },
      ...(over === undefined ? [] : [{ alert, minute: over - 1, alerts }, silent(over)]),
    ];
  }
  assert.ok(silentUntil, "a test of an alert says when it fires, or until when it is silent");
  return Array.from({ length: minutesOf(silentUntil) + 1 }, (_, minute) => silent(minute));
}

/** The same series come from another exporter too: no alert may go by them. */
function withAnotherExporter(series: AlertTest["series"]): AlertTest["series"] {
  const all = Object.entries(series).flatMap(([text, values]) => {
    const { name: metric, matchers } = metricsIn(text)[0]!;
    const labels = Object.fromEntries(matchers.map(({ label, value }) => [label, value]));
    return exportedAgain({ metric, labels, values });
  });
  return Object.fromEntries(all.map((each) => [selector(each), each.values]));
}

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

/** Exported too, but not used by rules; they distinguish series as in the cluster. */
const UNUSED_LABELS: Partial<Record<ExporterName, string[]>> = {
  "kube-state-metrics": ["uid"],
  cAdvisor: ["cpu", "id", "name"],
  opencost: ["provider_id", "arch"],
};

/** Problems of a test's series: a metric or a label that nothing exports proves nothing. */
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
