import { PRICE_BOOK, type InstancePrices, type PriceBook } from "../../../policy-pack/pricing/price-book";
import type { RegionPrices } from "../../../planner/prices/merge";

/** Entry of the book whose four figures follow from one. */
export function entry(onDemand: number): InstancePrices {
  return { onDemand, spotMin: onDemand / 4, spotMedian: onDemand / 2, spotMax: onDemand };
}

/** AWS's answer for a region, from the entries that it should give. */
export function answer(entries: Record<string, InstancePrices>): RegionPrices {
  const list = Object.entries(entries);
  return {
    onDemand: new Map(list.map(([type, { onDemand }]) => [type, onDemand])),
    spot: new Map(
      list.map(([type, { spotMin, spotMedian, spotMax }]) => [type, { spotMin, spotMedian, spotMax }]),
    ),
  };
}

/** A book with these EC2 prices and the services of the shipped one. */
export function bookOf(ec2: PriceBook["ec2"]): PriceBook {
  return { ...PRICE_BOOK, asOf: { ...PRICE_BOOK.asOf, ec2: null }, ec2Source: "an older catalogue", ec2 };
}
