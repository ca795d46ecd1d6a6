import assert from "node:assert/strict";
import { alertsOf, shippedMonitoredStack } from "../components/monitoring/stack-expressions";
import { STACKS } from "../recordings";
import type { AlertTest, AlertTests, Shows } from "./alert-test";
import { ALERT_TESTS } from "./cases/all";
import { problemsOf } from "./missing-tests";
import { extraLabels } from "./rules-under-test";

const stacks = STACKS.map(shippedMonitoredStack);
const problems = (tests: AlertTests[]) => problemsOf(tests, stacks);

const ALL_SHOWN: Shows[] = ["fires", "just under", "missing data", "counter reset", "fresh counter"];

/** A complete set of tests, even if a real one is missing: then the missing one is one failure only. */
const COMPLETE: AlertTests[] = stacks.flatMap((stack) =>
  alertsOf(stack).map((rule) => ({
    alert: rule.alert,
    tests: ALL_SHOWN.map((shows) => ({
      shows,
      it: "is complete",
      stack: stack.name as AlertTest["stack"],
      labels: extraLabels(rule),
      series: {},
      ...(shows === "fires"
        ? { fires: { at: "1m", alerts: [{ labels: {}, summary: "" }] } }
        : { silentUntil: "99d" }),
    })),
  })),
);

/** Complete tests, with those of one alert changed. */
function changed(alert: string, change: (tests: AlertTest[]) => AlertTest[]): AlertTests[] {
  return COMPLETE.map((each) => (each.alert === alert ? { alert, tests: change(each.tests) } : each));
}

const without = (what: (test: AlertTest) => boolean) => (tests: AlertTest[]) =>
  tests.filter((test) => !what(test));

describe("the tests of alerts", () => {
  it("show of each alert that it fires, and stays silent just under, on missing data, on counters' resets and births", () => {
    assert.deepEqual(problems(ALERT_TESTS), []);
  });

  it("are one list for each alert", () => {
    const alerts = ALERT_TESTS.map(({ alert }) => alert);
    assert.deepEqual(
      alerts.filter((alert, index) => alerts.indexOf(alert) !== index),
      [],
    );
  });

  it("are missed nowhere where none is missing", () => {
    assert.deepEqual(problems(COMPLETE), []);
  });

  it("are missed: of a whole alert", () => {
    assert.deepEqual(problems(COMPLETE.filter(({ alert }) => alert !== "HighCost")), [
      'HighCost has no test that shows "fires"',
      'HighCost has no test that shows "just under"',
      'HighCost has no test that shows "missing data"',
    ]);
  });

  it("are missed: of one of an alert's rules", () => {
    const tests = changed(
      "PricesStale",
      without(({ shows, labels }) => shows === "fires" && labels?.["prices"] === "book"),
    );
    assert.deepEqual(problems(tests), ['PricesStale prices="book" has no test that shows "fires"']);
  });

  it("are missed: of a counter that a recording rule reads", () => {
    const tests = changed(
      "LowUtilization",
      without(({ shows }) => shows === "counter reset" || shows === "fresh counter"),
    );
    assert.deepEqual(problems(tests), [
      'LowUtilization has no test that shows "counter reset"',
      'LowUtilization has no test that shows "fresh counter"',
    ]);
  });

  const silent: AlertTest = { shows: "just under", it: "is silent", series: {}, silentUntil: "16m" };
  const wrongTests: [string, string, Partial<AlertTest>, string][] = [
    ["an alert that no stack has", "HighCosts", {}, "production has no such alert with extra labels {}"],
    [
      "an alert's rule that no stack has",
      "HighCost",
      { labels: { prices: "book" } },
      'production has no such alert with extra labels {"prices":"book"}',
    ],
    [
      "a silence that is shorter than the alert's wait",
      "HighCost",
      { silentUntil: "14m" },
      "silent until 14m proves nothing about an alert that waits for 15m",
    ],
    ["an alert that fires in silence", "HighCost", { shows: "fires" }, '"fires" is no test of silence'],
    [
      "neither firing nor silence",
      "HighCost",
      { silentUntil: undefined },
      'give one of "fires" and "silentUntil"',
    ],
  ];
  for (const [what, alert, change, problem] of wrongTests) {
    it(`are wrong: ${what}`, () => {
      const test = { ...silent, ...change } as AlertTest;
      assert.deepEqual(problems([...COMPLETE, { alert, tests: [test] }]), [
        `${alert}, "is silent": ${problem}`,
      ]);
    });
  }
});
