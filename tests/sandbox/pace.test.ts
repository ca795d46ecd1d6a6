import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Point } from "../../sandbox/scaling/trace";
import { paceProblems, stepsOf, type Behavior } from "./pace";

const BEHAVIOR: Behavior = {
  scaleUp: {
    selectPolicy: "Max",
    policies: [
      { type: "Percent", value: 100, periodSeconds: 30 },
      { type: "Pods", value: 4, periodSeconds: 30 },
    ],
  },
  scaleDown: {
    selectPolicy: "Min",
    policies: [
      { type: "Percent", value: 10, periodSeconds: 60 },
      { type: "Pods", value: 2, periodSeconds: 60 },
    ],
  },
};

/** One point a second; each pair is a second and the desired number from then on. */
function trace(...steps: [second: number, desired: number][]): Point[] {
  return Array.from({ length: 200 }, (_, second) => {
    const desired = steps.filter(([from]) => from <= second).at(-1)![1];
    return { second, what: "staging/frontend", replicas: desired, desired };
  });
}

describe("the pace of a trace", () => {
  it("allows the largest step up of any policy, and no larger one", () => {
    assert.deepEqual(paceProblems(trace([0, 1], [10, 5]), BEHAVIOR), []);
    assert.deepEqual(paceProblems(trace([0, 1], [10, 6]), BEHAVIOR), [
      "staging/frontend at 10.0 s: 1 -> 6, where 5 is the bound",
    ]);
    assert.deepEqual(paceProblems(trace([0, 6], [10, 12]), BEHAVIOR), []);
    assert.equal(paceProblems(trace([0, 6], [10, 13]), BEHAVIOR).length, 1);
  });

  it("counts the steps within a period together", () => {
    assert.deepEqual(paceProblems(trace([0, 1], [10, 5], [40, 10]), BEHAVIOR), []);
    assert.equal(paceProblems(trace([0, 1], [10, 5], [35, 10]), BEHAVIOR).length, 1);
  });

  it("allows the smallest step down of all policies", () => {
    assert.deepEqual(paceProblems(trace([0, 10], [10, 9], [70, 8]), BEHAVIOR), []);
    assert.equal(paceProblems(trace([0, 10], [10, 8]), BEHAVIOR).length, 1);
    assert.equal(paceProblems(trace([0, 10], [10, 9], [60, 8]), BEHAVIOR).length, 1);
  });

  it("allows the largest step down with selectPolicy Max", () => {
    const free: Behavior = { ...BEHAVIOR, scaleDown: { ...BEHAVIOR.scaleDown, selectPolicy: "Max" } };
    assert.deepEqual(paceProblems(trace([0, 10], [10, 8]), free), []);
    assert.equal(paceProblems(trace([0, 10], [10, 7]), free).length, 1);
  });

  it("has steps up and down", () => {
    const points = trace([0, 1], [10, 3], [50, 2], [90, 1]);
    assert.deepEqual(stepsOf(points, "up"), [10]);
    assert.deepEqual(stepsOf(points, "down"), [50, 90]);
    assert.deepEqual(stepsOf(points, "down", 51), [90]);
  });
});
