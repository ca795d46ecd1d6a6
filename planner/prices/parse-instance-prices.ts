import type { InstancePrices } from "../../policy-pack/pricing/price-book";
import { quotesOf, type ListPrice, type Product, type ProductQuery, type Quotes } from "./parse-price-list";

/** The figures of the price book that the price list has, each by instance type. */
export type ListFigure = Exclude<keyof InstancePrices, "spot" | "interruption">;
export type InstanceQuotes = Readonly<Record<ListFigure, Quotes>>;

/**
 * The attributes of an instance by the hour that is AWS's own offer. The same type is also sold with SQL Server in its
 * image, with the caller's own Windows licence, as an unused reservation and in capacity blocks. Sources:
 * github.com/aws/karpenter-provider-aws, pkg/providers/pricing; github.com/infracost/infracost,
 * internal/resources/aws/instance.go; the licence: github.com/vantage-sh/ec2instances.info, scraper/aws/ec2/sku_filter.go.
 */
const ON_DEMAND: Readonly<Record<string, string>> = {
  preInstalledSw: "NA",
  capacitystatus: "Used",
  licenseModel: "No License required",
  marketoption: "OnDemand",
};

/** Bare metal is priced as dedicated where it isn't as shared. Other types cost more on dedicated hardware. */
const SHARED = { tenancy: "Shared" };
const BARE_METAL = { tenancy: "Dedicated", productFamily: "Compute Instance (bare metal)" };

const SYSTEMS = ["Linux", "Windows"] as const;

const RESERVED = {
  reserved1Year: { offeringClass: "standard", years: 1 },
  convertible1Year: { offeringClass: "convertible", years: 1 },
  convertible3Years: { offeringClass: "convertible", years: 3 },
} as const;

/** What to ask the price list for, to have the prices of all instance types in a region. */
export function instanceQueries(region: string): ProductQuery[] {
  return SYSTEMS.flatMap((operatingSystem) =>
    [SHARED, BARE_METAL].map((hardware) => ({
      serviceCode: "AmazonEC2",
      filters: { ...ON_DEMAND, ...hardware, operatingSystem, regionCode: region },
    })),
  );
}

/** On-demand and reserved prices of all instance types in one region, US dollars an hour. Other products are ignored. */
export function parseInstances(products: readonly Product[], region: string): InstanceQuotes {
  return {
    onDemand: quotes("Linux", ({ onDemand }) => onDemand),
    windows: quotes("Windows", ({ onDemand }) => onDemand),
    reserved1Year: reserved("reserved1Year"),
    convertible1Year: reserved("convertible1Year"),
    convertible3Years: reserved("convertible3Years"),
  };

  function reserved(term: keyof typeof RESERVED): Quotes {
    return quotes("Linux", (product) =>
      product.reserved.filter(
        ({ years, offeringClass, purchaseOption }) =>
          purchaseOption === "No Upfront" &&
          years === RESERVED[term].years &&
          offeringClass === RESERVED[term].offeringClass,
      ),
    );
  }

  function quotes(operatingSystem: string, pricesOf: (product: Product) => readonly ListPrice[]): Quotes {
    const [shared, bareMetal] = [SHARED, BARE_METAL].map((hardware) =>
      quotesOf(
        products
          .filter((product) =>
            isProduct(product, { ...ON_DEMAND, ...hardware, operatingSystem, regionCode: region }),
          )
          .flatMap((product) =>
            pricesOf(product)
              .filter(({ unit }) => unit === "Hrs")
              .map(({ usd }) => [product.attributes["instancetype"] ?? "", usd] as const),
          ),
      ),
    ) as [Quotes, Quotes];
    return new Map([...bareMetal, ...shared]);
  }
}

function isProduct({ family, attributes }: Product, wanted: Readonly<Record<string, string>>): boolean {
  const found = (name: string) => (name === "productFamily" ? family : attributes[name.toLowerCase()]);
  return (
    found("instanceType") !== undefined &&
    Object.entries(wanted).every(([name, value]) => found(name) === value)
  );
}
