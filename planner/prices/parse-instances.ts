import type { InstancePrices } from "../../policy-pack/pricing/price-book";
import { quotesOf, type Product, type ProductQuery, type Quotes } from "./parse-price-list";

/** The figures of the price book that the price list has, each by instance type. */
export type ListFigure = Exclude<keyof InstancePrices, "spot" | "interruption">;
export type InstanceQuotes = Readonly<Record<ListFigure, Quotes>>;

/**
 * The attributes of an instance by the hour that is AWS's own offer. The same type is also sold on dedicated hosts, with
 * SQL Server in its image, with the caller's own Windows licence, as an unused reservation and in capacity blocks.
 * Source: github.com/infracost/infracost, internal/resources/aws/instance.go; the licence:
 * github.com/vantage-sh/ec2instances.info, scraper/aws/ec2/sku_filter.go.
 */
const SHARED_HARDWARE: Readonly<Record<string, string>> = {
  tenancy: "Shared",
  preInstalledSw: "NA",
  capacitystatus: "Used",
  licenseModel: "No License required",
  marketoption: "OnDemand",
};

const SYSTEMS = ["Linux", "Windows"] as const;

const RESERVED = {
  reserved1Year: { offeringClass: "standard", years: 1 },
  convertible1Year: { offeringClass: "convertible", years: 1 },
  convertible3Years: { offeringClass: "convertible", years: 3 },
} as const;

/** What to ask the price list for, to have the prices of all instance types in a region. */
export function instanceQueries(region: string): ProductQuery[] {
  return SYSTEMS.map((operatingSystem) => ({
    serviceCode: "AmazonEC2",
    filters: { ...SHARED_HARDWARE, operatingSystem, regionCode: region },
  }));
}

/** On-demand and reserved prices of all instance types in one region, US dollars an hour. Other products are ignored. */
export function parseInstances(products: readonly Product[], region: string): InstanceQuotes {
  const [linux, windows] = SYSTEMS.map((system) =>
    products.filter(({ attributes }) => isSharedInstance(attributes, region, system)),
  ) as [Product[], Product[]];
  const reserved = (term: keyof typeof RESERVED) =>
    quotes(linux, (product) =>
      product.reserved.filter(
        ({ years, offeringClass, purchaseOption }) =>
          purchaseOption === "No Upfront" &&
          years === RESERVED[term].years &&
          offeringClass === RESERVED[term].offeringClass,
      ),
    );
  return {
    onDemand: quotes(linux, ({ onDemand }) => onDemand),
    windows: quotes(windows, ({ onDemand }) => onDemand),
    reserved1Year: reserved("reserved1Year"),
    convertible1Year: reserved("convertible1Year"),
    convertible3Years: reserved("convertible3Years"),
  };
}

function isSharedInstance(
  attributes: Product["attributes"],
  region: string,
  system: (typeof SYSTEMS)[number],
): boolean {
  const wanted = { ...SHARED_HARDWARE, operatingSystem: system, regionCode: region };
  return (
    attributes["instancetype"] !== undefined &&
    Object.entries(wanted).every(([name, value]) => attributes[name.toLowerCase()] === value)
  );
}

function quotes(products: readonly Product[], pricesOf: (product: Product) => Product["onDemand"]): Quotes {
  return quotesOf(
    products.flatMap((product) =>
      pricesOf(product)
        .filter(({ unit }) => unit === "Hrs")
        .map(({ usd }) => [product.attributes["instancetype"]!, usd] as const),
    ),
  );
}
