import { isDeepStrictEqual } from "node:util";
import { alertRules, recordingRules } from "../../components/monitoring/prometheus-rules";
import type { MonitoredStack } from "../../components/monitoring/monitored-stack";
import type { AlertRule, RecordingRule } from "../../components/monitoring/rules";
import { metricsIn } from "../promql/selectors";

/** A group as promtool loads it: alerts have their summary as the only annotation. */
export interface LoadedGroup {
  name: string;
  interval?: string;
  rules: (RecordingRule | (Omit<AlertRule, "annotations"> & { annotations: { summary: string } }))[];
}

/** Labels by which rules of one alert differ. */
export function extraLabels({ labels }: AlertRule): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "severity"));
}

/** The rules of an alert; where it has several, that with exactly the extra labels if any are given. */
export function rulesOfAlert(
  stack: MonitoredStack,
  alert: string,
  labels?: Record<string, string>,
): AlertRule[] {
  return alertRules(stack)
    .flatMap(({ rules }) => rules.filter((rule) => "alert" in rule))
    .filter((rule) => rule.alert === alert && (!labels || isDeepStrictEqual(extraLabels(rule), labels)));
}

/**
 * What Prometheus needs to evaluate these alerts: the recording rules behind them, in their groups and order, and the
 * alerts themselves as the last group.
 */
export function groupsFor(stack: MonitoredStack, alerts: AlertRule[]): LoadedGroup[] {
  const needed = recordsBehind(
    stack,
    alerts.map(({ expr }) => expr),
  );
  const recording = recordingRules(stack).map((group) => ({
    ...group,
    rules: group.rules.filter((rule) => "record" in rule && needed.has(rule.record)),
  }));
  const summarized = alerts.map(({ annotations: { summary }, ...rule }) => ({
    ...rule,
    annotations: { summary },
  }));
  return [...recording.filter(({ rules }) => rules.length > 0), { name: "alerts", rules: summarized }];
}

/** The exporters' and services' metrics that an expression comes down to when recorded names are expanded. */
export function metricsBehind(stack: MonitoredStack, expr: string): string[] {
  const records = recordsOf(stack);
  const behind = [...recordsBehind(stack, [expr])].flatMap((name) => records.get(name)!);
  const names = [expr, ...behind].flatMap((each) => metricsIn(each).map(({ name }) => name));
  return [...new Set(names)].filter((name) => !records.has(name));
}

function recordsBehind(stack: MonitoredStack, expressions: string[]): Set<string> {
  const records = recordsOf(stack);
  const found = new Set<string>();
  const visit = (expr: string) => {
    for (const { name } of metricsIn(expr)) {
      if (found.has(name) || !records.has(name)) continue;
      found.add(name);
      records.get(name)!.forEach(visit);
    }
  };
  expressions.forEach(visit);
  return found;
}

/** Expressions by recorded name. */
function recordsOf(stack: MonitoredStack): Map<string, string[]> {
  const rules = recordingRules(stack).flatMap(({ rules: ofGroup }) =>
    ofGroup.filter((rule): rule is RecordingRule => "record" in rule),
  );
  const byName = new Map<string, string[]>();
  for (const { record, expr } of rules) byName.set(record, [...(byName.get(record) ?? []), expr]);
  return byName;
}

/** The alert that fires where there is no data, because the others can't. */
export const MISSING_DATA_ALERT = "ExporterMissing";
