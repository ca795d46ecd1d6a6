import { BytesIEC, Dollars, PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import { HOURS_A_MONTH } from "../../../../policy-pack/pricing/money";
import { hasGpuPool, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { table, type Column } from "../table";
import { badAbove } from "../thresholds";

/** One line a service. */
export function serviceCosts(stack: MonitoredStack): Panel[] {
  return [
    table("Cost of services", {
      description: `What a service costs an hour, and in a month of ${HOURS_A_MONTH} hours at this rate; what it requests, and the share of it that is unused now. Start with the most expensive service that leaves much unused.`,
      width: 24,
      height: 10,
      labels: { namespace: "Namespace", service: "Service" },
      columns: [
        { name: "Per hour", expr: "service:cost_usd_per_hour:sum", unit: Dollars, decimals: 3 },
        {
          name: "Per month",
          expr: `service:cost_usd_per_hour:sum * ${HOURS_A_MONTH}`,
          unit: Dollars,
          decimals: 0,
        },
        ...requestColumns(stack, { resource: "cpu", name: "CPU", unit: Short }),
        ...requestColumns(stack, { resource: "memory", name: "Memory", unit: BytesIEC }),
        ...(hasGpuPool(stack) ? requestColumns(stack, { resource: "gpu", name: "GPU", unit: Short }) : []),
      ],
      sortBy: "Per hour",
      alerts: ["HighWaste"],
    }),
  ];
}

function requestColumns(
  { alerts }: MonitoredStack,
  { resource, name, unit }: { resource: string; name: string; unit: string },
): Column[] {
  const of = (series: string) => `sum by (namespace, service) (${series}{resource="${resource}"})`;
  return [
    { name: `${name} requested`, expr: of("service:resource_requests:sum"), unit },
    {
      name: `${name} unused`,
      expr: of("service:resource_unused:ratio"), // one series each: the sum only drops the label
      unit: PercentUnit,
      decimals: 0,
      thresholds: badAbove({ amber: alerts.highWaste.percent / 100 }),
    },
  ];
}
