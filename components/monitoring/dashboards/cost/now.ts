import { Dollars } from "@grafana/grafana-foundation-sdk/units";
import { HOURS_A_MONTH } from "../../../../policy-pack/pricing/money";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { singleNumber } from "../panels";
import { badAbove } from "../thresholds";

/** The month's budget, as a series. */
export const MONTHLY_BUDGET = `cluster:ceiling_usd_per_hour:setting * ${HOURS_A_MONTH}`;

/** Of the nodes, an hour. */
export const IDLE_COST = "cluster:idle_cost_usd_per_hour:sum";

/** The hour and the month, each beside its limit. */
export function costNow({ cost, alerts }: MonitoredStack): Panel[] {
  const { ceilingUsdPerHour, expectedUsdPerHour } = cost;
  const unusual = expectedUsdPerHour * alerts.costAboveExpected.factor;
  const dollars = { unit: Dollars, decimals: 2, width: 4 };
  return [
    singleNumber("Cost per hour", {
      ...dollars,
      description:
        "Nodes and volumes at OpenCost's prices, plus the plan's price of what no exporter measures. Amber: above a usual working hour by the factor in the settings. Red: above the ceiling. See below what grew.",
      expr: "cluster:cost_usd_per_hour:sum",
      thresholds: badAbove({ amber: unusual, red: ceilingUsdPerHour }),
      alerts: ["HighCost", "CostAboveExpected"],
    }),
    singleNumber("Expected per hour", {
      ...dollars,
      description:
        "A usual working hour, as `npm run plan` shows it. If the stack is always far from it, update the expected replicas in the settings.",
      expr: "cluster:expected_cost_usd_per_hour:plan",
    }),
    singleNumber("Ceiling per hour", {
      ...dollars,
      description:
        "cost.hourlyCeilingUsd of the settings. The budget, the alert HighCost and the policies follow from it; change it there.",
      expr: "cluster:ceiling_usd_per_hour:setting",
    }),
    singleNumber("This month so far", {
      ...dollars,
      description:
        "Sum of the hours of the calendar month in UTC, as AWS bills it. Prometheus must keep 31 days for it. AWS's bill also has the exact cost of what the cluster doesn't measure.",
      expr: "cluster:cost_usd:month_to_date",
      thresholds: badAbove({ red: ceilingUsdPerHour * HOURS_A_MONTH }),
    }),
    singleNumber("Projection of this month", {
      ...dollars,
      description:
        "The month so far, plus its remaining hours at the last day's rate. Red: above the budget. Amber: above the usual hour by the factor in the settings, all month. Reduce nodes early, not at the month's end.",
      expr: "cluster:cost_usd:month_projection",
      thresholds: badAbove({
        amber: unusual * HOURS_A_MONTH,
        red: ceilingUsdPerHour * HOURS_A_MONTH,
      }),
      alerts: ["BudgetForecastExceeded"],
    }),
    singleNumber("Budget of a month", {
      ...dollars,
      description: `The ceiling of an hour times ${HOURS_A_MONTH}: the limit of the AWS Budget. It changes with the ceiling.`,
      expr: MONTHLY_BUDGET,
    }),
    ...partsOfTheHour(),
  ];
}

/** The first three add up to the cost of the hour; idle is a part of the first. */
function partsOfTheHour(): Panel[] {
  const dollars = { unit: Dollars, decimals: 2, width: 6 };
  return [
    singleNumber("Nodes", {
      ...dollars,
      description:
        "Nodes at OpenCost's prices, with their root volumes at the price book's, an hour. The first of three parts of the cost.",
      expr: "sum(pool:cost_usd_per_hour:sum)",
    }),
    singleNumber("Claimed volumes", {
      ...dollars,
      description:
        "Volumes that pods claim, at OpenCost's prices, an hour. The second part of the cost. It includes volumes that no pod uses any more: delete their claims.",
      expr: "cluster:volume_cost_usd_per_hour:sum or vector(0)",
    }),
    singleNumber("Not measured by an exporter", {
      ...dollars,
      description:
        "Control plane, NAT gateways, load balancer, keys and logs, an hour, at the plan's prices and assumed use. The third part of the cost. Compare it with AWS's bill once a month, and correct cost.usage in the settings.",
      expr: "cluster:unmeasured_cost_usd_per_hour:plan",
    }),
    singleNumber("Idle", {
      ...dollars,
      description:
        "The part of the nodes that is neither requested nor used, an hour. It is contained in the cost of the nodes. See below how it changes over time.",
      expr: IDLE_COST,
    }),
  ];
}
