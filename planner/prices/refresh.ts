import type { PriceBook } from "../../policy-pack/pricing/price-book";
import { UsageError } from "../command";
import { mergePrices, type Merged, type RegionPrices } from "./merge";
import { parsePriceList } from "./parse-price-list";
import { parseSpotHistory, type SpotPriceChange } from "./parse-spot-history";

/** Where prices come from: AWS, or recorded answers in a test. */
export interface PriceSources {
  /** `PriceList` of GetProducts: all plain Linux instances of a region. */
  priceList(region: string): Promise<string[]>;
  /** What DescribeSpotPriceHistory answers for now. */
  spotHistory(region: string, types: readonly string[]): Promise<SpotPriceChange[]>;
}

/** AWS answered, but without the prices of any type. */
export class NoAnswer extends Error {}

/**
 * Asks for the prices of instance types in regions and merges them into the book.
 *
 * @param today YYYY-MM-DD
 * @throws UsageError if the price list has no such region, NoAnswer if no type has both prices
 */
export async function refreshed(
  book: PriceBook,
  regions: readonly string[],
  types: readonly string[],
  sources: PriceSources,
  today: string,
): Promise<Merged> {
  const answers = new Map<string, RegionPrices>();
  for (const region of regions) answers.set(region, await pricesOf(region, types, sources));
  return mergePrices(book, answers, types, today);
}

/** An empty answer would empty the book, so it is refused. */
async function pricesOf(
  region: string,
  types: readonly string[],
  sources: PriceSources,
): Promise<RegionPrices> {
  const list = await sources.priceList(region);
  if (list.length === 0) {
    throw new UsageError(`The AWS Price List has no Linux instances in a region "${region}".`);
  }
  const onDemand = parsePriceList(list, region, types);
  const spot = parseSpotHistory(await sources.spotHistory(region, types), region);
  if (!types.some((type) => onDemand.has(type) && spot.has(type))) {
    throw new NoAnswer(
      `AWS has no on-demand and spot prices in ${region} for the types of instance-catalog.json: nothing is written. ` +
        "Is the region enabled in this account?",
    );
  }
  return { onDemand, spot };
}
