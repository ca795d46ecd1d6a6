import type { InstanceTypeInfo } from "../../../planner/prices/parse-instance-types";
import type { ProductQuery } from "../../../planner/prices/parse-price-list";
import type { PriceSources } from "../../../planner/prices/refresh";
import { instanceEntry, spotChange } from "./recorded";
import { DATABASE_ENTRIES } from "./recorded-databases";
import { INSTANCE_TYPES } from "./recorded-instance-types";
import { SERVICE_ENTRIES } from "./recorded-services";

/** The price list of us-west-2. */
const LIST = [
  ...["Linux", "Windows"].flatMap((operatingSystem) => [
    instanceEntry("c6i.xlarge", operatingSystem === "Linux" ? "0.17" : "0.35", { operatingSystem }),
    instanceEntry("m5.large", operatingSystem === "Linux" ? "0.096" : "0.188", { operatingSystem }),
    instanceEntry("g5.xlarge", operatingSystem === "Linux" ? "1.006" : "1.19", { operatingSystem }),
  ]),
  ...Object.values(SERVICE_ENTRIES).flatMap(({ entries }) => entries),
  ...DATABASE_ENTRIES,
];

/** AWS: filters the list as GetProducts does, and answers one entry a page. */
export class RecordedAws implements PriceSources {
  readonly queries: ProductQuery[] = [];

  async *products(query: ProductQuery) {
    this.queries.push(query);
    for (const text of entriesFor(query)) yield [text];
  }

  async *spotHistory(region: string) {
    yield [spotChange(`${region}a`, "c6i.xlarge", "0.07")];
    yield [
      spotChange(`${region}b`, "c6i.xlarge", "0.09"),
      spotChange(`${region}-lax-1a`, "c6i.xlarge", "0.2"),
    ];
  }

  async *instanceTypes(): AsyncIterable<InstanceTypeInfo[]> {
    for (const info of INSTANCE_TYPES) yield [info];
  }
}

/** What GetProducts answers. */
export function entriesFor(query: ProductQuery): string[] {
  return LIST.filter((text) => isAskedFor(text, query));
}

function isAskedFor(text: string, { serviceCode, filters }: ProductQuery): boolean {
  const { product } = JSON.parse(text) as {
    product: { productFamily?: string; attributes: Record<string, string> };
  };
  const found: Record<string, string | undefined> = {
    ...product.attributes,
    productFamily: product.productFamily,
  };
  return (
    product.attributes["servicecode"] === serviceCode &&
    Object.entries(filters).every(([field, value]) => found[field] === value)
  );
}
