import type { SpotPriceChange } from "../../../planner/prices/parse-spot-history";

const SKU = "2NK92W5SRKRY46GW";

/** A price of an entry: the unit, the price in US dollars, and of tiers the first and the last unit. */
export type Tier = readonly [unit: string, usd: string, from?: string, to?: string];

/** An entry of GetProducts' `PriceList`, as AWS sends it: JSON text. */
export function listEntry(
  productFamily: string | undefined,
  attributes: Record<string, string>,
  tiers: readonly Tier[],
  reserved: Record<string, object> = {},
): string {
  return JSON.stringify({
    product: { ...(productFamily !== undefined && { productFamily }), attributes, sku: SKU },
    serviceCode: attributes["servicecode"],
    terms: {
      OnDemand: { [`${SKU}.JRTCKXETXF`]: term("JRTCKXETXF", tiers) },
      ...(Object.keys(reserved).length > 0 && { Reserved: reserved }),
    },
    version: "20261120184520",
    publicationDate: "2026-11-20T18:45:20Z",
  });
}

/** The entry of an instance type in us-west-2 with its reserved terms. `overrides` are attributes of the product. */
export function instanceEntry(
  instanceType: string,
  usd: string,
  overrides: Record<string, string> = {},
  family = "Compute Instance",
): string {
  const attributes = {
    instanceType,
    regionCode: "us-west-2",
    location: "US West (Oregon)",
    locationType: "AWS Region",
    marketoption: "OnDemand",
    operatingSystem: "Linux",
    tenancy: "Shared",
    preInstalledSw: "NA",
    capacitystatus: "Used",
    licenseModel: "No License required",
    operation: "RunInstances",
    usagetype: `USW2-BoxUsage:${instanceType}`,
    servicecode: "AmazonEC2",
    vcpu: "4",
    memory: "8 GiB",
    ...overrides,
  };
  return listEntry(family, attributes, [["Hrs", usd]], RESERVED);
}

const RESERVED = Object.fromEntries(
  (
    [
      [
        "NQ3QZPMQV9",
        "3yr",
        "standard",
        "All Upfront",
        [
          ["Quantity", "1855"],
          ["Hrs", "0.0000000000"],
        ],
      ],
      [
        "HU7G6KETJZ",
        "1yr",
        "standard",
        "Partial Upfront",
        [
          ["Quantity", "447"],
          ["Hrs", "0.0510000000"],
        ],
      ],
      ["4NA7Y494T4", "1yr", "standard", "No Upfront", [["Hrs", "0.1070400000"]]],
      ["BPH4J8HBKS", "3yr", "standard", "No Upfront", [["Hrs", "0.0734200000"]]],
      ["7NE97W5U4E", "1yr", "convertible", "No Upfront", [["Hrs", "0.1229600000"]]],
      ["Z2E3P23VKM", "3yr", "convertible", "No Upfront", [["Hrs", "0.0844400000"]]],
    ] as [string, string, string, string, Tier[]][]
  ).map(([offer, LeaseContractLength, OfferingClass, PurchaseOption, tiers]) => [
    `${SKU}.${offer}`,
    term(offer, tiers, { LeaseContractLength, OfferingClass, PurchaseOption }),
  ]),
);

function term(offer: string, tiers: readonly Tier[], termAttributes: Record<string, string> = {}) {
  return {
    priceDimensions: Object.fromEntries(
      tiers.map(([unit, usd, from = "0", to = "Inf"], at) => {
        const rateCode = `${SKU}.${offer}.6YS6EN2CT${at}`;
        const dimension = {
          unit,
          endRange: to,
          description: `$${usd} per ${unit}`,
          appliesTo: [],
          rateCode,
          beginRange: from,
          pricePerUnit: { USD: usd },
        };
        return [rateCode, dimension];
      }),
    ),
    sku: SKU,
    effectiveDate: "2026-11-01T00:00:00Z",
    offerTermCode: offer,
    termAttributes,
  };
}

/** An entry of DescribeSpotPriceHistory's `SpotPriceHistory`. */
export function spotChange(
  AvailabilityZone: string,
  InstanceType: string,
  SpotPrice: string,
  time = "2026-11-24T06:00:00Z",
): SpotPriceChange & { ProductDescription: string } {
  return {
    AvailabilityZone,
    InstanceType,
    ProductDescription: "Linux/UNIX",
    SpotPrice,
    Timestamp: new Date(time),
  };
}
