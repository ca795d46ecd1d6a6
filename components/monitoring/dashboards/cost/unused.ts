import { Dollars, PercentUnit } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { shares, timeSeries } from "../panels";
import { badAbove } from "../thresholds";
import { IDLE_COST } from "./now";

/** Requested and not used, or neither. */
export function unusedCost({ alerts }: MonitoredStack): Panel[] {
  return [
    timeSeries("Waste by namespace and resource", {
      description:
        "What pods request and don't use, at their nodes' prices, an hour. Lower the requests of the services that use least, see below; the recommendations are on the dashboard Applications.",
      unit: Dollars,
      width: 8,
      height: 10,
      stacked: true,
      queries: [
        { expr: "namespace_resource:unused_cost_usd_per_hour:sum", legend: "{{namespace}} {{resource}}" },
      ],
    }),
    timeSeries("Idle cost", {
      description:
        "The part of the nodes that is neither requested nor used, an hour: room for more pods. If it stays high, fewer or smaller nodes are enough.",
      unit: Dollars,
      width: 8,
      height: 10,
      queries: [
        { expr: IDLE_COST, legend: "idle" },
        { expr: "sum(node:cost_usd_per_hour:max)", legend: "all nodes" },
      ],
    }),
    shares("Unused share of requests", {
      description:
        "The share of their requests that a service's pods don't use now, from cAdvisor and kube-state-metrics; for a GPU, the idle time of its node. Amber: the alert's limit, which applies only above the service's minimum of pods and to the best used resource.",
      unit: PercentUnit,
      decimals: 0,
      width: 8,
      height: 10,
      query: { expr: "service:resource_unused:ratio", legend: "{{namespace}}/{{service}} {{resource}}" },
      thresholds: badAbove({ amber: alerts.highWaste.percent / 100 }),
      alerts: ["HighWaste"],
    }),
  ];
}
