import { Dollars, PercentUnit, Seconds, Short } from "@grafana/grafana-foundation-sdk/units";
import { hasGpuPool, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { table, type Column } from "../table";
import { badAbove, badBelow } from "../thresholds";

const READY = byPool(`max by (node) (kube_node_status_condition{condition="Ready", status="true"})`, "sum");
const CORDONED = byPool("max by (node) (kube_node_spec_unschedulable)", "sum");
const OLDEST = byPool("(time() - max by (node) (kube_node_created))", "max");

/** How many nodes there are, and how much of them is used. */
export function pools(stack: MonitoredStack): Panel[] {
  const resources = ["cpu", "memory", ...(hasGpuPool(stack) ? ["gpu"] : [])];
  const low = stack.alerts.lowUtilization.percent / 100;
  return [
    table("Node pools", {
      description:
        "Nodes of a pool now, those of them that are ready and those that are cordoned, its bounds from the settings, the age of its oldest node, what it costs an hour, and how much of its nodes is used: by node-exporter, of GPUs by DCGM. At its maximum, the next pod waits. With little use and more nodes than the services' minima need, it has a node too many.",
      width: 24,
      height: 7,
      labels: { pool: "Pool" },
      columns: [
        { name: "Nodes", expr: "pool:nodes:count", unit: Short, decimals: 0 },
        { name: "Ready", expr: READY, unit: Short, decimals: 0 },
        { name: "Cordoned", expr: CORDONED, unit: Short, decimals: 0 },
        { name: "Minimum", expr: "pool:nodes:min", unit: Short, decimals: 0 },
        { name: "Maximum", expr: "pool:nodes:max", unit: Short, decimals: 0 },
        { name: "Oldest", expr: OLDEST, unit: Seconds, decimals: 0 },
        { name: "Cost per hour", expr: "pool:cost_usd_per_hour:sum", unit: Dollars, decimals: 2 },
        ...resources.map((resource): Column => ({
          name: `Used ${resource}`,
          expr: `sum by (pool) (pool:usage:ratio{resource="${resource}"})`, // one series each: the sum only drops the label
          unit: PercentUnit,
          decimals: 0,
        })),
      ],
      alerts: ["LowUtilization", "NodeGroupAtMaximum", "NodeLeftCordoned"],
    }),
    timeSeries("Nodes", {
      description:
        "Nodes by pool, from kube-state-metrics. Pools that grow and shrink every few minutes cost more than they save: look at the scale events below.",
      unit: Short,
      decimals: 0,
      width: 8,
      stacked: true,
      queries: [{ expr: "pool:nodes:count", legend: "{{pool}}" }],
    }),
    timeSeries("Nodes of the maximum", {
      description:
        "Nodes of a pool as a share of its maximum. At the line, the pool is full: raise its maximum within the cost ceiling, or find what uses the nodes.",
      unit: PercentUnit,
      width: 8,
      queries: [{ expr: "pool:nodes:count / pool:nodes:max", legend: "{{pool}}" }],
      thresholds: badAbove({ red: 1 }),
      alerts: ["NodeGroupAtMaximum"],
    }),
    timeSeries("Utilization of pools", {
      description:
        "Average use of a pool's nodes by resource, from node-exporter and DCGM. A pool whose best used resource stays below the line, with more nodes than the services' minima need, has too many.",
      unit: PercentUnit,
      width: 8,
      queries: [{ expr: "pool:usage:ratio", legend: "{{pool}} {{resource}}" }],
      thresholds: badBelow(low),
      alerts: ["LowUtilization"],
    }),
  ];
}

/** Of a series by node. */
function byPool(series: string, operator: "sum" | "max"): string {
  return `${operator} by (pool) (${series} * on (node) group_left (pool) node:labels:info)`;
}
