import { Dollars } from "@grafana/grafana-foundation-sdk/units";
import { hasSpotPool, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { singleNumber, timeSeries } from "../panels";

const SAVINGS = "cluster:spot_savings_usd_per_hour:sum";

/** No panel without a spot pool. */
export function spotSavings(stack: MonitoredStack): Panel[] {
  if (!hasSpotPool(stack)) return [];
  return [
    singleNumber("Spot savings per hour", {
      description:
        "The on-demand price of the current spot nodes in the price book, minus their price in OpenCost. If it is zero although spot nodes run, OpenCost prices them as on-demand nodes: see the runbook.",
      unit: Dollars,
      decimals: 2,
      width: 6,
      height: 9,
      expr: SAVINGS,
      alerts: ["SpotPricesMissing"],
    }),
    timeSeries("Spot savings", {
      description:
        "The same over time, beside the cost of the hour without them. It falls when AWS takes nodes back or pods run on-demand: see the spot share on the dashboard Cluster.",
      unit: Dollars,
      width: 18,
      queries: [
        { expr: SAVINGS, legend: "saved" },
        { expr: `cluster:cost_usd_per_hour:sum + ${SAVINGS}`, legend: "cost without spot" },
      ],
      alerts: ["SpotPricesMissing"],
    }),
  ];
}
