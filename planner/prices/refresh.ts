import type { PriceBook } from "../../policy-pack/pricing/price-book";
import { UsageError } from "../command";
import { NoAnswer } from "./failures";
import { mergeBook, type Merged } from "./merge";
import { parseInstances, SHARED_HARDWARE, SYSTEMS } from "./parse-instances";
import { readProduct, type Product } from "./parse-price-list";
import { parseSpotHistory, type SpotPriceChange } from "./parse-spot-history";

/** Products of one AWS service, narrowed by attributes of the price list. */
export interface ProductQuery {
  serviceCode: string;
  filters: Readonly<Record<string, string>>;
}

/** Where prices come from: AWS, or recorded answers in a test. Answers come in pages, so that only what is read is kept. */
export interface PriceSources {
  /** Pages of GetProducts' `PriceList`. */
  products(query: ProductQuery): AsyncIterable<readonly string[]>;
  /** Pages of what DescribeSpotPriceHistory answers for now, for Linux instances of all types. */
  spotHistory(region: string): AsyncIterable<readonly SpotPriceChange[]>;
}

/**
 * Asks for the prices of a region and merges them into its book.
 *
 * @param today YYYY-MM-DD
 * @throws UsageError if the price list has no such region, NoAnswer if no type has a price
 */
export async function refreshed(
  book: PriceBook,
  sources: PriceSources,
  today: string,
): Promise<Merged<PriceBook>> {
  const { region } = book;
  const instances = parseInstances(await instanceProducts(region, sources), region);
  if (instances.onDemand.size === 0) {
    throw new NoAnswer(`AWS has no on-demand prices of instances in ${region}: nothing is written.`);
  }
  const spot = parseSpotHistory(await all(sources.spotHistory(region)), region);
  return mergeBook(book, { instances, spot }, today);
}

async function instanceProducts(region: string, sources: PriceSources): Promise<Product[]> {
  const products: Product[] = [];
  for (const operatingSystem of SYSTEMS) {
    const filters = { ...SHARED_HARDWARE, operatingSystem, regionCode: region };
    products.push(...(await readAll(sources.products({ serviceCode: "AmazonEC2", filters }))));
  }
  if (products.length === 0)
    throw new UsageError(`The AWS Price List has no instances in a region "${region}".`);
  return products;
}

async function readAll(pages: AsyncIterable<readonly string[]>): Promise<Product[]> {
  const products: Product[] = [];
  for await (const page of pages) products.push(...page.map(readProduct));
  return products;
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
