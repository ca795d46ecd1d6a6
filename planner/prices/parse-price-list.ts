import { PriceListError } from "./failures";

/** Products of one AWS service, narrowed by attributes of the price list. */
export interface ProductQuery {
  serviceCode: string;
  filters: Readonly<Record<string, string>>;
}

/** A product of the AWS Price List, without what isn't read here. */
export interface Product {
  family: string;
  /** By lower-case name: services spell them differently, such as usagetype and usageType. */
  attributes: Readonly<Record<string, string>>;
  onDemand: readonly ListPrice[];
  reserved: readonly ReservedPrice[];
}

export interface ListPrice {
  usd: number;
  unit: string;
  /** First unit of the tier: 0 is the first tier. */
  from: number;
}

export interface ReservedPrice extends ListPrice {
  years: number;
  offeringClass: string; // "standard", "convertible"
  purchaseOption: string; // "No Upfront", ...
}

/** Prices of one name. Several: what describes the name fits products of different prices. */
export type Quotes = ReadonlyMap<string, readonly number[]>;

/** Prices by name, each different price of a name once. */
export function quotesOf(prices: Iterable<readonly [name: string, usd: number]>): Quotes {
  const quotes = new Map<string, number[]>();
  for (const [name, usd] of prices) {
    const before = quotes.get(name) ?? [];
    if (!before.includes(usd)) quotes.set(name, [...before, usd]);
  }
  return quotes;
}

/** The fields that are read of an entry of GetProducts' `PriceList`. AWS sends each entry as JSON text. */
interface Entry {
  product?: { productFamily?: string; attributes?: Record<string, string> };
  terms?: { OnDemand?: Record<string, Term>; Reserved?: Record<string, Term> };
}

interface Term {
  priceDimensions?: Record<
    string,
    { unit?: string; beginRange?: string; pricePerUnit?: Record<string, string> }
  >;
  termAttributes?: Record<string, string>;
}

/** @throws PriceListError if the entry isn't JSON */
export function readProduct(text: string): Product {
  const { product, terms } = readEntry(text);
  const attributes = Object.entries(product?.attributes ?? {});
  return {
    family: product?.productFamily ?? "",
    attributes: Object.fromEntries(attributes.map(([name, value]) => [name.toLowerCase(), value])),
    onDemand: Object.values(terms?.OnDemand ?? {}).flatMap(pricesOf),
    reserved: Object.values(terms?.Reserved ?? {}).flatMap(reservedPricesOf),
  };
}

function readEntry(text: string): Entry {
  try {
    return JSON.parse(text) as Entry;
  } catch {
    throw new PriceListError(`The price list has an entry that is not JSON: ${text.slice(0, 60)}`);
  }
}

/** A price of 0 is for what a reservation or a free tier has already paid. */
function pricesOf({ priceDimensions = {} }: Term): ListPrice[] {
  return Object.values(priceDimensions)
    .map(({ unit = "", beginRange = "0", pricePerUnit }) => ({
      usd: Number(pricePerUnit?.["USD"]),
      unit,
      from: Number(beginRange),
    }))
    .filter(({ usd }) => usd > 0);
}

function reservedPricesOf(term: Term): ReservedPrice[] {
  const { LeaseContractLength = "", OfferingClass = "", PurchaseOption = "" } = term.termAttributes ?? {};
  return pricesOf(term).map((price) => ({
    ...price,
    years: Number.parseInt(LeaseContractLength, 10),
    offeringClass: OfferingClass,
    purchaseOption: PurchaseOption,
  }));
}
