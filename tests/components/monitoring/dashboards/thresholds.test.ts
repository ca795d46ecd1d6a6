import assert from "node:assert/strict";
import { dashboards } from "../../../../components/monitoring/dashboards/all";
import { badAbove, badFarFromOne } from "../../../../components/monitoring/dashboards/thresholds";
import type { MonitoredStack } from "../../../../components/monitoring/monitored-stack";
import { shippedMonitoredStack } from "../stack-expressions";
import { panelsOf } from "./json";

/** A stack whose numbers are all different. */
function stackWithLimits(): MonitoredStack {
  const stack = shippedMonitoredStack("production");
  const { alerts } = stack;
  return {
    ...stack,
    cost: { ...stack.cost, ceilingUsdPerHour: 8, expectedUsdPerHour: 3 },
    alerts: {
      ...alerts,
      costAboveExpected: { ...alerts.costAboveExpected, factor: 1.5 },
      lowUtilization: { ...alerts.lowUtilization, percent: 31 },
      highWaste: { ...alerts.highWaste, percent: 51 },
      spotShareLow: { ...alerts.spotShareLow, percent: 41 },
      gpuIdle: { ...alerts.gpuIdle, percent: 6 },
      quotaNearlyUsed: { ...alerts.quotaNearlyUsed, percent: 91 },
      recommendationFarFromRequest: { ...alerts.recommendationFarFromRequest, factor: 4 },
      pricesStale: { ...alerts.pricesStale, maxAgeDays: 99 },
      clusterAutoscalerSilent: { for: "7m" },
    },
  };
}

const STEPS: Record<string, string> = {
  "Cost per hour": "green, 4.5 orange, 8 red",
  "Cost against plan and ceiling": "green, 4.5 orange, 8 red",
  "This month so far": "green, 5840 red",
  "Projection of this month": "green, 3285 orange, 5840 red",
  "Unused share of requests": "green, 0.51 orange",
  "Age of the price book, days": "green, 99 red",
  "Nodes of the maximum": "green, 1 red",
  "Utilization of pools": "orange, 0.31 green",
  "Since its last round": "green, 420 red",
  "It may scale": "red, 1 green",
  "Spot share": "orange, 0.41 green",
  "GPU utilization by node": "orange, 0.06 green",
  "Quota in use": "green, 0.91 orange",
  "Pods of the maximum": "green, 1 red",
  "Autoscalers that read their metrics": "red, 1 green",
  "Pods that Prometheus reaches": "red, 1 green",
  "GPU use by service": "green, 0.7 orange",
  "Recommendation of the request": "orange, 0.25 green, 1 green, 4 orange",
  "Unused share": "green, 0.51 orange",
};

const NEUTRAL = "blue";

describe("thresholds of panels", () => {
  it("are the stack's settings, or the natural limits 0 and 1", () => {
    const found = dashboards(stackWithLimits()).flatMap(({ json }) =>
      panelsOf(json).flatMap(({ title, fieldConfig }): [string, string][] => {
        const steps = fieldConfig?.defaults.thresholds?.steps;
        return steps
          ? [[title, steps.map(({ value, color }) => `${value ?? ""} ${color}`.trim()).join(", ")]]
          : [];
      }),
    );
    assert.deepEqual(Object.fromEntries(found.filter(([, steps]) => steps !== NEUTRAL)), STEPS);
  });

  it("leave amber out where red comes first", () => {
    assert.deepEqual(
      badAbove({ amber: 12, red: 10 }).map(({ color }) => color),
      ["green", "red"],
    );
    assert.deepEqual(
      badAbove({ amber: 10, red: 10 }).map(({ color }) => color),
      ["green", "red"],
    );
  });

  it("are no longer than a ten-thousandth of a cent", () => {
    assert.deepEqual(
      badFarFromOne(3).map(({ value }) => value),
      [null, 0.333333, 1, 3],
    );
  });
});
