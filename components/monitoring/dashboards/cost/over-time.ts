import { Dollars } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { badAbove } from "../thresholds";
import { IDLE_COST, MONTHLY_BUDGET } from "./now";

/** The same cost, split in three ways. */
export function costOverTime({ cost, alerts }: MonitoredStack): Panel[] {
  const dollars = { unit: Dollars, width: 12 };
  return [
    timeSeries("Cost against plan and ceiling", {
      ...dollars,
      description:
        "The cost of an hour beside the usual hour of the plan. The dashed lines are the alerts' limits. A step up means that a pool grew: compare with the cost by pool.",
      queries: [
        { expr: "cluster:cost_usd_per_hour:sum", legend: "cost" },
        { expr: "cluster:expected_cost_usd_per_hour:plan", legend: "expected" },
      ],
      limits: "expected",
      thresholds: badAbove({
        amber: cost.expectedUsdPerHour * alerts.costAboveExpected.factor,
        red: cost.ceilingUsdPerHour,
      }),
      alerts: ["HighCost", "CostAboveExpected"],
    }),
    timeSeries("Month so far against its budget", {
      ...dollars,
      description:
        "The cost of the month so far, and its projection at the last day's rate. It restarts with the calendar month in UTC. Act when the projection nears the budget.",
      queries: [
        { expr: "cluster:cost_usd:month_to_date", legend: "so far" },
        { expr: "cluster:cost_usd:month_projection", legend: "projection" },
        { expr: MONTHLY_BUDGET, legend: "budget" },
      ],
      limits: "budget",
      alerts: ["BudgetForecastExceeded"],
    }),
    timeSeries("Cost by pool", {
      ...dollars,
      description:
        "Nodes with their root volumes by pool, claimed volumes, and what no exporter measures: together the cost of the hour. OpenCost's prices; volumes of nodes and the last part from the price book. Lower a pool's maximum or its services' to bound it.",
      stacked: true,
      queries: [
        { expr: "pool:cost_usd_per_hour:sum", legend: "{{pool}}" },
        { expr: "cluster:volume_cost_usd_per_hour:sum", legend: "claimed volumes" },
        { expr: "cluster:unmeasured_cost_usd_per_hour:plan", legend: "not measured" },
      ],
    }),
    timeSeries("Cost by namespace", {
      ...dollars,
      description:
        "What pods request, or use if that is more, at their nodes' prices; idle is the rest of the nodes. Root volumes and resources outside nodes have no namespace. Ask the owner of a namespace that grew.",
      stacked: true,
      queries: [
        { expr: "namespace:cost_usd_per_hour:sum", legend: "{{namespace}}" },
        { expr: IDLE_COST, legend: "idle" },
      ],
    }),
    timeSeries("Cost by service", {
      ...dollars,
      width: 24,
      description:
        "The same for pods with the label app.kubernetes.io/name, by its value; controllers too. A service that costs more at the same traffic has grown in requests or in minimum pods.",
      stacked: true,
      queries: [{ expr: "service:cost_usd_per_hour:sum", legend: "{{namespace}}/{{service}}" }],
    }),
  ];
}
