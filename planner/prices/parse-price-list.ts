/** The fields that are read of a price list entry. AWS sends each entry as JSON text. */
interface PriceListEntry {
  product?: { attributes?: Record<string, string> };
  terms?: { OnDemand?: Record<string, { priceDimensions?: Record<string, PriceDimension> }> };
}

interface PriceDimension {
  unit?: string;
  pricePerUnit?: Record<string, string>;
}

/**
 * The attributes of a plain Linux instance by the hour. The same type is also sold with other systems, on dedicated
 * hosts, with SQL Server in its image and as an unused reservation.
 * Keys: attributes of AmazonEC2, as `aws pricing describe-services --service-code AmazonEC2` lists them.
 */
export const LINUX_ON_SHARED_HARDWARE: Readonly<Record<string, string>> = {
  operatingSystem: "Linux",
  tenancy: "Shared",
  preInstalledSw: "NA",
  capacitystatus: "Used",
};

/** A price list that can't be read; the message says why. */
export class PriceListError extends Error {}

/**
 * On-demand prices of instance types in one region, US dollars an hour. Entries of other types, and of anything but
 * plain Linux in that region, are ignored.
 *
 * @param entries `PriceList` of GetProducts
 * @throws PriceListError if an entry isn't JSON or a type has two prices
 */
export function parsePriceList(
  entries: readonly string[],
  region: string,
  types: readonly string[],
): Map<string, number> {
  const prices = new Map<string, number>();
  for (const { product, terms } of entries.map(readEntry)) {
    const attributes = product?.attributes ?? {};
    const type = attributes["instanceType"];
    if (type === undefined || !types.includes(type) || !isPlainLinux(attributes, region)) continue;
    for (const price of hourlyPrices(terms)) {
      const before = prices.get(type) ?? price;
      if (before !== price) {
        throw new PriceListError(
          `The price list has two prices for ${type} in ${region}: ${before}, ${price}.`,
        );
      }
      prices.set(type, price);
    }
  }
  return prices;
}

function readEntry(text: string): PriceListEntry {
  try {
    return JSON.parse(text) as PriceListEntry;
  } catch {
    throw new PriceListError(`The price list has an entry that is not JSON: ${text.slice(0, 60)}`);
  }
}

function isPlainLinux(attributes: Record<string, string>, region: string): boolean {
  return (
    attributes["regionCode"] === region &&
    Object.entries(LINUX_ON_SHARED_HARDWARE).every(([key, value]) => attributes[key] === value)
  );
}

/** A price of 0 is for an hour that a reservation has already paid. */
function hourlyPrices(terms: PriceListEntry["terms"]): number[] {
  return Object.values(terms?.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions ?? {}))
    .filter(({ unit }) => unit === "Hrs")
    .map(({ pricePerUnit }) => Number(pricePerUnit?.["USD"]))
    .filter((price) => price > 0);
}
