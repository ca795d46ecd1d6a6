import { HOURS_A_MONTH } from "../../../policy-pack/pricing/money";
import { hasSpotPool, type MonitoredStack } from "../monitored-stack";
import { priceBookAgeDays } from "../recording-rules/prices";
import type { AlertRule } from "../rules";
import { alert } from "./alert";
import { lately } from "../promql";

/** Cost: above the ceiling, above the plan, above the month's budget, or computed from wrong prices. */
export function costAlerts(stack: MonitoredStack): AlertRule[] {
  const { alerts, cost } = stack;
  const monthlyBudget = cost.ceilingUsdPerHour * HOURS_A_MONTH;
  return [
    alert(
      stack,
      "HighCost",
      { expr: `cluster:cost_usd_per_hour:sum > ${cost.ceilingUsdPerHour}`, for: alerts.highCost.for },
      {
        severity: "critical",
        summary: `The stack costs {{ $value | printf "%.2f" }} dollars an hour, more than its ceiling of ${cost.ceilingUsdPerHour}`,
        description:
          "The cost is above the ceiling in the settings. Review the scaling policies: lower the maximum of the pool or service that grew.",
      },
    ),
    alert(
      stack,
      "CostAboveExpected",
      {
        expr: `${lately("cluster:cost_usd_per_hour:sum")} > ${alerts.costAboveExpected.factor} * cluster:expected_cost_usd_per_hour:plan`,
        for: alerts.costAboveExpected.for,
      },
      {
        severity: "warning",
        summary: `The stack costs {{ $value | printf "%.2f" }} dollars an hour, the plan expects ${cost.expectedUsdPerHour.toFixed(2)}`,
        description:
          "More nodes, or more expensive ones, run than a usual working hour needs. Find the service or pool that grew.",
      },
    ),
    alert(
      stack,
      "BudgetForecastExceeded",
      {
        expr: `${lately("cluster:cost_usd:month_projection")} > ${monthlyBudget}`,
        for: alerts.budgetForecastExceeded.for,
      },
      {
        severity: "warning",
        summary: `At the last day's rate this month ends at {{ $value | printf "%.0f" }} dollars, the budget is ${monthlyBudget}`,
        description:
          "The cost of the month so far, plus its remaining hours at the last day's rate, is above the budget. Lower the rate now.",
      },
    ),
    ...priceAlerts(stack),
  ];
}

/** A spot node costs less than this part of its on-demand price, unless OpenCost prices it as an on-demand node. */
const SPOT_PRICED_AS_ON_DEMAND = 0.99;

/** Whether the prices behind all other cost figures are right. */
function priceAlerts(stack: MonitoredStack): AlertRule[] {
  const { pricesStale } = stack.alerts;
  return [
    alert(
      stack,
      "PricesStale",
      { expr: `${priceBookAgeDays(stack.cost)} > ${pricesStale.maxAgeDays}` },
      {
        severity: "warning",
        summary: `The price book is {{ $value | printf "%.0f" }} days old, by the oldest of its dated prices`,
        description:
          "The plan, the policies and the expected cost use these prices. Update them with npm run prices.",
      },
      { prices: "book" },
    ),
    alert(
      stack,
      "PricesStale",
      {
        expr: `max by (instance_type) (abs(${relativeToBook("ON_DEMAND")} - 1)) > ${pricesStale.deviationPercent / 100}`,
        for: pricesStale.for,
      },
      {
        severity: "warning",
        summary: `The prices of {{ $labels.instance_type }} in OpenCost and in the price book are {{ $value | humanizePercentage }} apart`,
        description:
          "One of the two is out of date: OpenCost could not load AWS's price list, or the price book is old. Read OpenCost's log first.",
      },
      { prices: "opencost" },
    ),
    ...(hasSpotPool(stack) ? [spotPricesMissing(stack)] : []),
  ];
}

function spotPricesMissing(stack: MonitoredStack): AlertRule {
  return alert(
    stack,
    "SpotPricesMissing",
    {
      expr: `max by (instance_type) (${relativeToBook("SPOT")}) > ${SPOT_PRICED_AS_ON_DEMAND}`,
      for: stack.alerts.spotPricesMissing.for,
    },
    {
      severity: "info",
      summary: "OpenCost prices spot nodes of type {{ $labels.instance_type }} as on-demand nodes",
      description:
        "OpenCost could not read the spot price history. Costs look too high, and spot savings look like zero.",
    },
  );
}

/** Prices of nodes in OpenCost, divided by the on-demand prices of their types in the price book. */
function relativeToBook(capacityType: "ON_DEMAND" | "SPOT"): string {
  const cost = lately(`node:cost_usd_per_hour:max{capacity_type="${capacityType}"}`);
  return `${cost} / on (instance_type) group_left () instance_type:on_demand_usd_per_hour:price`;
}
