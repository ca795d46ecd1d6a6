import type { MonitoredStack } from "../components/monitoring/monitored-stack";
import { isTainted, smallestNode } from "../components/nodes/node-pool.settings";
import { pricesAsOf } from "../policy-pack/pricing/price-book";
import { expectedCost } from "./expected-cost";
import { nodesAtMinima } from "./expected-nodes";
import { poolPrices } from "./pool-prices";
import { services } from "./services";
import type { StackSettings } from "./settings";

/** What rules, alerts and dashboards are made from. */
export function monitoredStack(name: string, settings: StackSettings): MonitoredStack {
  const { totalUsdPerHour, unmeasuredUsdPerHour } = expectedCost(settings);
  const atMinima = nodesAtMinima(settings);
  return {
    name,
    cost: {
      ceilingUsdPerHour: settings.cost.hourlyCeilingUsd,
      expectedUsdPerHour: totalUsdPerHour,
      unmeasuredUsdPerHour,
      pricesAsOf: pricesAsOf(),
    },
    pools: Object.entries(settings.pools).map(([pool, poolSettings]) => ({
      name: pool,
      minSize: poolSettings.minSize,
      maxSize: poolSettings.maxSize,
      nodesAtMinima: atMinima[pool]!,
      capacity: poolSettings.capacity,
      hasGpu: smallestNode(poolSettings).gpu > 0,
      tainted: isTainted(poolSettings),
      ...poolPrices(poolSettings, settings.region),
    })),
    services: services(settings),
    namespaces: Object.entries(settings.namespaces).map(([namespace, { schedule, quota }]) => ({
      name: namespace,
      schedule,
      quota,
    })),
    alerts: settings.alerts,
    runbookUrl: settings.notifications.runbookUrl,
  };
}
