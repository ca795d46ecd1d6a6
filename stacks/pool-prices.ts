import type { MonitoredPool } from "../components/monitoring/monitored-stack";
import type { PoolSettings } from "../components/nodes/node-pool.settings";
import { gibibytes } from "../components/kubernetes/quantity";
import { costOfBillables } from "../policy-pack/pricing/billables";
import { instancePricesOf } from "../policy-pack/pricing/price-book";
import { NO_USAGE } from "../policy-pack/pricing/usage";

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
