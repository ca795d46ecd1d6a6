import type { InstancePrices } from "../../policy-pack/pricing/price-book";

/** One change of a spot price, as DescribeSpotPriceHistory returns it. */
export interface SpotPriceChange {
  AvailabilityZone?: string | undefined;
  InstanceType?: string | undefined;
  SpotPrice?: string | undefined;
  Timestamp?: Date | undefined;
}

/** Least, average and most over the zones of a region, US dollars an hour. */
export type SpotPrices = NonNullable<InstancePrices["spot"]>;

/**
 * Spot prices of one region by instance type, from the newest price of each zone. Only the region's regular zones
 * count: node groups don't run in local zones (us-west-2-lax-1a), where spot has other prices.
 */
export function parseSpotHistory(
  changes: readonly SpotPriceChange[],
  region: string,
): Map<string, SpotPrices> {
  const regularZone = new RegExp(`^${region}[a-z]$`);
  const newest = new Map<string, Map<string, { price: number; since: number }>>();
  for (const change of changes) {
    const { AvailabilityZone: zone = "", InstanceType: type = "" } = change;
    const price = Number(change.SpotPrice);
    const since = change.Timestamp?.getTime() ?? 0;
    if (!regularZone.test(zone) || !(price > 0)) continue;
    const zones = newest.get(type) ?? new Map<string, { price: number; since: number }>();
    newest.set(type, zones);
    if (since >= (zones.get(zone)?.since ?? 0)) zones.set(zone, { price, since });
  }
  return new Map(
    [...newest].map(([type, zones]) => [type, span([...zones.values()].map(({ price }) => price))]),
  );
}

function span(prices: number[]): SpotPrices {
  const average = prices.reduce((sum, price) => sum + price, 0) / prices.length;
  return [Math.min(...prices), average, Math.max(...prices)].map(rounded) as SpotPrices;
}

/** EC2 gives six decimals; an average of six zones needs no more. */
function rounded(usd: number): number {
  return Number(usd.toFixed(6));
}
