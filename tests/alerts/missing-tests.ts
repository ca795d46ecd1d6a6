import { isDeepStrictEqual } from "node:util";
import type { MonitoredStack } from "../../components/monitoring/monitored-stack";
import { METRICS } from "../../components/monitoring/metrics";
import type { AlertRule } from "../../components/monitoring/rules";
import { serviceMetrics } from "../../components/monitoring/service-metrics";
import { seconds } from "../../components/kubernetes/quantity";
import { alertsOf } from "../components/monitoring/stack-expressions";
import { minutesOf, type AlertTest, type AlertTests, type Shows } from "./alert-test";
import { MISSING_DATA_ALERT, extraLabels, metricsBehind } from "./rules-under-test";

/** What tests of alerts lack, and what they have too much, one line each. */
export function problemsOf(tests: AlertTests[], stacks: MonitoredStack[]): string[] {
  const perStack = stacks.flatMap((stack) => alertsOf(stack).map((rule) => ({ stack, rule })));
  return [
    ...new Set([
      ...perStack.flatMap(({ stack, rule }) => missing(testsOfRule(tests, rule), stack, rule)),
      ...tests.flatMap(({ alert, tests: ofAlert }) =>
        ofAlert.flatMap((test) =>
          wrong(alert, test, perStack).map((what) => `${alert}, "${test.it}": ${what}`),
        ),
      ),
    ]),
  ];
}

function testsOfRule(tests: AlertTests[], rule: AlertRule): AlertTest[] {
  return tests
    .filter(({ alert }) => alert === rule.alert)
    .flatMap(({ tests: ofAlert }) => ofAlert)
    .filter(({ labels = {} }) => isDeepStrictEqual(labels, extraLabels(rule)));
}

function missing(tests: AlertTest[], stack: MonitoredStack, rule: AlertRule): string[] {
  const needed: Shows[] = [
    "fires",
    "just under",
    "missing data",
    ...(countersBehind(stack, rule).length > 0 ? (["counter reset", "fresh counter"] as const) : []),
  ];
  const labels = Object.entries(extraLabels(rule)).map(([label, value]) => ` ${label}="${value}"`);
  return needed
    .filter((shows) => !tests.some((test) => test.shows === shows))
    .map((shows) => `${rule.alert}${labels.join("")} has no test that shows "${shows}"`);
}

function countersBehind(stack: MonitoredStack, { expr }: AlertRule): string[] {
  const exported = { ...METRICS, ...serviceMetrics(stack.services) };
  return metricsBehind(stack, expr).filter((name) => exported[name]?.type === "counter");
}

function wrong(
  alert: string,
  test: AlertTest,
  known: { stack: MonitoredStack; rule: AlertRule }[],
): string[] {
  const { shows, fires, silentUntil, labels = {}, stack = "production" } = test;
  const tested = known.find(
    ({ rule, stack: { name } }) =>
      name === stack && rule.alert === alert && isDeepStrictEqual(labels, extraLabels(rule)),
  );
  if (!tested) return [`${stack} has no such alert with extra labels ${JSON.stringify(labels)}`];
  if (!fires === !silentUntil) return [`give one of "fires" and "silentUntil"`];
  if (fires) {
    const ofSilence = shows === "just under" || (shows === "missing data" && alert !== MISSING_DATA_ALERT);
    return [
      ...(ofSilence ? [`"${shows}" is a test of silence`] : []),
      ...(fires.alerts.length === 0 ? ["it fires with no alert"] : []),
    ];
  }
  const wait = tested.rule.for ? seconds(tested.rule.for) / 60 : 0;
  return [
    ...(shows === "fires" ? [`"fires" is no test of silence`] : []),
    ...(minutesOf(silentUntil!) >= wait
      ? []
      : [
          `silent until ${silentUntil} proves nothing about an alert that waits for ${tested.rule.for ?? "no time"}`,
        ]),
  ];
}
