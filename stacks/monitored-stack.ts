import type { MonitoredPool, MonitoredStack } from "../components/monitoring/monitored-stack";
import { isTainted, smallestNode, type PoolSettings } from "../components/nodes/node-pool.settings";
import { gibibytes } from "../components/kubernetes/quantity";
import { costOfBillables } from "../policy-pack/pricing/cost";
import { NO_USAGE } from "../policy-pack/pricing/money";
import { instancePricesOf, priceBookOf, pricesAsOf } from "../policy-pack/pricing/price-book";
import { expectedCost } from "./expected-cost";
import { nodesAtMinima } from "./expected-nodes";
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
      pricesAsOf: pricesAsOf(priceBookOf(settings.region)!), // the schema allows only regions with prices
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

/**
 * What the price book says of one node of a pool, US dollars an hour. An instance type that has no price in the region
 * is left out, and a root volume that has none counts as nothing; the mandatory rule priced-resources names both.
 */
export function poolPrices(
  { instanceTypes, rootVolume }: PoolSettings,
  region: string,
): Pick<MonitoredPool, "onDemandPrices" | "volumeUsdPerHour"> {
  const priced = instanceTypes.flatMap((type) => {
    const prices = instancePricesOf(type, region);
    return prices ? [[type, prices.onDemand] as const] : [];
  });
  return { onDemandPrices: Object.fromEntries(priced), volumeUsdPerHour: volumePrice(rootVolume, region) };
}

function volumePrice(size: string, region: string): number {
  const volume = {
    urn: "root-volume",
    type: "aws:ebs/volume:Volume",
    props: { type: "gp3", size: gibibytes(size) },
  };
  return costOfBillables([volume], { region, usage: NO_USAGE }).total.expected;
}
