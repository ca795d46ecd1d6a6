import type { SpotPriceChange } from "../../../planner/prices/parse-spot-history";

/** An entry of GetProducts' `PriceList`, as AWS sends it: JSON text. `overrides` are attributes of the product. */
export function priceListEntry(
  instanceType: string,
  usd: string,
  overrides: Record<string, string> = {},
): string {
  return JSON.stringify({
    product: {
      productFamily: "Compute Instance",
      attributes: {
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
      },
      sku: "2NK92W5SRKRY46GW",
    },
    serviceCode: "AmazonEC2",
    terms: {
      OnDemand: { "2NK92W5SRKRY46GW.JRTCKXETXF": term("JRTCKXETXF", "6YS6EN2CT7", "Hrs", usd) },
      Reserved: { "2NK92W5SRKRY46GW.NQ3QZPMQV9": term("NQ3QZPMQV9", "2TG2D8R56U", "Quantity", "912") },
    },
    version: "20261120184520",
    publicationDate: "2026-11-20T18:45:20Z",
  });
}

function term(offer: string, rate: string, unit: string, usd: string) {
  const rateCode = `2NK92W5SRKRY46GW.${offer}.${rate}`;
  return {
    priceDimensions: {
      [rateCode]: {
        unit,
        endRange: "Inf",
        description: `$${usd} per ${unit}`,
        appliesTo: [],
        rateCode,
        beginRange: "0",
        pricePerUnit: { USD: usd },
      },
    },
    sku: "2NK92W5SRKRY46GW",
    effectiveDate: "2026-11-01T00:00:00Z",
    offerTermCode: offer,
    termAttributes: {},
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
