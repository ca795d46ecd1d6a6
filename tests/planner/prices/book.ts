import type { RegionAnswer, RegionPrices } from "../../../planner/prices/merge";
import { parseDatabases } from "../../../planner/prices/parse-databases";
import type { Quotes } from "../../../planner/prices/parse-price-list";
import { parsePriceBook, type InstancePrices, type PriceBook } from "../../../policy-pack/pricing/price-book";

/** Entry of a book whose figures follow from one. */
export function entry(onDemand: number): InstancePrices {
  return {
    onDemand,
    spot: [onDemand / 4, onDemand / 2, onDemand],
    windows: onDemand * 2,
    reserved1Year: onDemand * 0.7,
    convertible1Year: onDemand * 0.8,
    convertible3Years: onDemand * 0.6,
  };
}

const NO_DATABASES = parseDatabases([], "us-west-2");

/** AWS's answer for a region: the instance types with the entries that it should give, the services' prices. */
export function answer(
  entries: Record<string, InstancePrices>,
  services: Record<string, number[]> = { "nat-gateway": [0.045] },
): RegionAnswer {
  const list = Object.entries(entries);
  const quotes = (figure: Exclude<keyof InstancePrices, "spot" | "interruption">): Quotes =>
    new Map(list.flatMap(([type, { [figure]: price }]) => (price === undefined ? [] : [[type, [price]]])));
  return {
    instances: {
      onDemand: quotes("onDemand"),
      windows: quotes("windows"),
      reserved1Year: quotes("reserved1Year"),
      convertible1Year: quotes("convertible1Year"),
      convertible3Years: quotes("convertible3Years"),
    },
    spot: new Map(list.flatMap(([type, { spot }]) => (spot ? [[type, spot]] : []))),
    services: new Map(Object.entries(services)),
    databases: NO_DATABASES,
    instanceTypes: new Map(),
  };
}

/** A book of us-west-2 with these EC2 prices, of an older source. */
export function bookOf(ec2: PriceBook["ec2"]): PriceBook {
  const book: PriceBook = {
    currency: "USD",
    region: "us-west-2",
    asOf: { onDemand: "2025-05-28", spot: null, services: "2026-01" },
    ec2Source: "an older catalogue",
    ec2,
    services: { "nat-gateway": { usd: 0.045, unit: "hour", source: "a page" } },
  };
  return parsePriceBook(JSON.stringify(book));
}

/** The same without database prices. */
export function pricesOf(ec2: PriceBook["ec2"]): RegionPrices {
  return { book: bookOf(ec2), databases: undefined };
}
