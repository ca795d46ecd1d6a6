import { UsageError } from "../command";
import { NoAnswer } from "./failures";
import type { RegionAnswer } from "./merge";
import { databaseQueries, parseDatabases } from "./parse-databases";
import { instanceQueries, parseInstances } from "./parse-instance-prices";
import { parseInstanceTypes, type InstanceTypeInfo } from "./parse-instance-types";
import { readProduct, type Product, type ProductQuery } from "./parse-price-list";
import { parseSpotHistory, type SpotPriceChange } from "./parse-spot-history";
import { parseServices, serviceQueries } from "./service-prices";

/** Where prices come from: AWS, or recorded answers in a test. Answers come in pages, so that only what is read is kept. */
export interface PriceSources {
  /** Pages of GetProducts' `PriceList`. */
  products(query: ProductQuery): AsyncIterable<readonly string[]>;
  /** Pages of what DescribeSpotPriceHistory answers for now, for Linux instances of all types. */
  spotHistory(region: string): AsyncIterable<readonly SpotPriceChange[]>;
  /** Pages of what DescribeInstanceTypes answers for all types that the region has. */
  instanceTypes(region: string): AsyncIterable<readonly InstanceTypeInfo[]>;
}

/**
 * Asks for all prices of a region, and for the facts of its instance types.
 *
 * @throws UsageError if the price list has no such region, NoAnswer if no instance type has a price
 */
export async function askAws(region: string, sources: PriceSources): Promise<RegionAnswer> {
  const products = (queries: readonly ProductQuery[]) => productsOf(queries, sources);
  const instanceProducts = await products(instanceQueries(region));
  if (instanceProducts.length === 0) {
    throw new UsageError(`The AWS Price List has no instances in a region "${region}".`);
  }
  const instances = parseInstances(instanceProducts, region);
  if (instances.onDemand.size === 0) {
    throw new NoAnswer(`AWS has no on-demand prices of instances in ${region}: nothing is written.`);
  }
  return {
    instances,
    spot: parseSpotHistory(await all(sources.spotHistory(region)), region),
    services: parseServices(await products(serviceQueries(region)), region, instances),
    databases: parseDatabases(await products(databaseQueries(region)), region),
    instanceTypes: parseInstanceTypes(await all(sources.instanceTypes(region))),
  };
}

/** One query after the other: AWS allows few calls a second. */
async function productsOf(queries: readonly ProductQuery[], sources: PriceSources): Promise<Product[]> {
  const products: Product[] = [];
  for (const query of queries) {
    for await (const page of sources.products(query)) products.push(...page.map(readProduct));
  }
  return products;
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
