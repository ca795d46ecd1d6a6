import { shippedMonitoredStack } from "../../components/monitoring/stack-expressions";
import type { AlertTests } from "../alert-test";
import { costing, unpricedNode } from "./cluster-cost";
import { away, BRIDGED, toldTwice, TOO_LONG } from "./node-series";
import { without } from "./workload-series";

const costs = (usdPerHour: number, minutes = 120) => costing({ usdPerHour, minutes });

function passesCeiling(usdPerHour: string) {
  return {
    labels: { severity: "critical" },
    summary: `The stack costs ${usdPerHour} dollars an hour, more than its ceiling of 10`,
  };
}

export const HIGH_COST: AlertTests = {
  alert: "HighCost",
  tests: [
    {
      shows: "fires",
      it: "fires at a cent above the ceiling: nodes, root volumes, claims, and what only AWS's bill shows",
      series: costs(10.01),
      fires: { at: "15m", alerts: [passesCeiling("10.01")] },
    },
    {
      shows: "fires",
      it: "begins when the ceiling is passed, and ends with it",
      series: costing(
        { usdPerHour: 9, minutes: 30 },
        { usdPerHour: 25.5, minutes: 40 },
        { usdPerHour: 9, minutes: 30 },
      ),
      fires: { at: "45m", alerts: [passesCeiling("25.50")], resolvedAt: "1h10m" },
    },
    {
      shows: "fires",
      it: "doesn't wait for the price of a node that has just joined",
      series: { ...costs(10.01), ...unpricedNode("_x10 1x110") },
      fires: { at: "15m", alerts: [passesCeiling("10.01")] },
    },
    {
      shows: "fires",
      it: "takes claims that OpenCost has no price of for nothing",
      series: without(costs(10.02), "pv_hourly_cost"), // they are half a cent
      fires: { at: "15m", alerts: [passesCeiling("10.01")] },
    },
    {
      shows: "fires",
      it: "bridges a gap of samples that is shorter than five minutes",
      series: costsWithGap("1x9 _x4 1x40"),
      fires: { at: "15m", alerts: [passesCeiling("10.01")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics was away, and its series were marked stale",
      series: costsWithGap("1x9 stale 1x40"),
      fires: { at: "26m", alerts: [passesCeiling("10.01")] },
    },
    {
      shows: "just under",
      it: "is silent a tenth of a cent below the ceiling",
      series: costs(9.999),
      silentUntil: "2h",
    },
    {
      shows: "just under",
      it: "is silent when the cost comes down after fourteen minutes",
      series: costing(
        { usdPerHour: 25, minutes: 15 },
        { usdPerHour: 9, minutes: 1 },
        { usdPerHour: 25, minutes: 14 },
        { usdPerHour: 9, minutes: 30 },
      ),
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "counts nodes and volumes once while kube-state-metrics and OpenCost are rolled out",
      series: toldTwice(costs(9.999)),
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent without OpenCost, even with kube-state-metrics",
      series: without(costs(25), 'job="opencost"'),
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent without kube-state-metrics, even with OpenCost",
      series: without(costs(25), 'job="kube-state-metrics"'),
      silentUntil: "2h",
    },
  ],
};

/** A cent above the ceiling, while the nodes' labels come and go. */
function costsWithGap(labels: string) {
  const series = costs(10.01);
  const entries = Object.entries(series).map(([name, values]) => [
    name,
    name.startsWith("kube_node_labels") ? labels : values,
  ]);
  return Object.fromEntries(entries) as typeof series;
}

const { expectedUsdPerHour } = shippedMonitoredStack("production").cost;
const LIMIT = 1.25 * expectedUsdPerHour;

function moreThanExpected(usdPerHour: number) {
  return {
    labels: { severity: "warning" },
    summary: `The stack costs ${usdPerHour.toFixed(2)} dollars an hour, the plan expects ${expectedUsdPerHour.toFixed(2)}`,
  };
}

export const COST_ABOVE_EXPECTED: AlertTests = {
  alert: "CostAboveExpected",
  tests: [
    {
      shows: "fires",
      it: "fires for an hour at more than 1.25 times what the plan expects",
      series: costs(LIMIT + 0.001),
      fires: { at: "1h", alerts: [moreThanExpected(LIMIT + 0.001)] },
    },
    {
      shows: "fires",
      it: "begins when the cost rises, far below the ceiling",
      series: costing({ usdPerHour: expectedUsdPerHour, minutes: 20 }, { usdPerHour: 4, minutes: 100 }),
      fires: { at: "1h20m", alerts: [moreThanExpected(4)] },
    },
    {
      shows: "fires",
      it: "goes on when OpenCost is replaced within five minutes",
      series: away(costs(LIMIT + 0.001), 'job="opencost"', 30, BRIDGED),
      fires: { at: "1h", alerts: [moreThanExpected(LIMIT + 0.001)] },
    },
    {
      shows: "fires",
      it: "restarts its wait when OpenCost is away for longer",
      series: away(costs(LIMIT + 0.001), 'job="opencost"', 30, TOO_LONG),
      fires: { at: "1h36m", alerts: [moreThanExpected(LIMIT + 0.001)] },
    },
    {
      shows: "just under",
      it: "is silent a tenth of a cent below",
      series: costs(LIMIT - 0.001),
      silentUntil: "2h",
    },
    {
      shows: "just under",
      it: "is silent when the cost comes down after 59 minutes",
      series: costing({ usdPerHour: 4, minutes: 60 }, { usdPerHour: expectedUsdPerHour, minutes: 60 }),
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent without OpenCost",
      series: without(costs(4), 'job="opencost"'),
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent when the nodes have lost their pool's label",
      series: Object.fromEntries(
        Object.entries(costs(4)).map(([name, values]) => [
          name.replace(/label_node_pool="\w+", /, ""),
          values,
        ]),
      ),
      silentUntil: "2h",
    },
  ],
};
