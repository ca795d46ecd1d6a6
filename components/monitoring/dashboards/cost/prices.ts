import { Dollars, PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import { hasSpotPool, type MonitoredStack } from "../../monitored-stack";
import { priceBookAgeDays } from "../../recording-rules/prices";
import type { Panel } from "../panel";
import { singleNumber } from "../panels";
import { table } from "../table";
import { badAbove } from "../thresholds";

const CHARGED = "max by (instance_type, capacity_type) (node:cost_usd_per_hour:max)";
const ON_DEMAND = `max by (instance_type, capacity_type) (
  node:labels:info * on (instance_type) group_left () instance_type:on_demand_usd_per_hour:price
)`;

/** Whether the prices are right. */
export function prices(stack: MonitoredStack): Panel[] {
  return [
    singleNumber("Age of the price book, days", {
      description:
        "Age of the oldest price that the plan, the policies and the expected cost use. Red: older than the settings allow. `npm run prices` reads new prices.",
      unit: Short,
      decimals: 0,
      width: 6,
      height: 7,
      expr: priceBookAgeDays(stack.cost),
      thresholds: badAbove({ red: stack.alerts.pricesStale.maxAgeDays }),
      alerts: ["PricesStale"],
    }),
    table("Prices of the running nodes", {
      description:
        "By instance type: a node's price in OpenCost, and the on-demand price in the price book. On-demand nodes should be at 100 %, spot nodes well below it. Otherwise one of the two is out of date, or OpenCost can't read spot prices.",
      width: 18,
      height: 7,
      labels: { instance_type: "Instance type", capacity_type: "Capacity" },
      columns: [
        { name: "OpenCost, per hour", expr: CHARGED, unit: Dollars, decimals: 4 },
        { name: "Price book, per hour", expr: ON_DEMAND, unit: Dollars, decimals: 4 },
        { name: "Of on-demand", expr: `${CHARGED} / ${ON_DEMAND}`, unit: PercentUnit, decimals: 0 },
      ],
      alerts: ["PricesStale", ...(hasSpotPool(stack) ? ["SpotPricesMissing"] : [])],
    }),
  ];
}
