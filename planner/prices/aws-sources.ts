import { EC2Client, paginateDescribeSpotPriceHistory, type _InstanceType } from "@aws-sdk/client-ec2";
import { FilterType, paginateGetProducts, PricingClient } from "@aws-sdk/client-pricing";
import { LINUX_ON_SHARED_HARDWARE } from "./parse-price-list";
import type { SpotPriceChange } from "./parse-spot-history";
import type { PriceSources } from "./refresh";

/** Only a few regions serve the price list, which has the prices of all regions. */
const PRICE_LIST_REGION = "us-east-1";

/** AWS itself, with the credentials of the environment. */
export const awsSources: PriceSources = {
  async priceList(region) {
    const client = new PricingClient({ region: PRICE_LIST_REGION });
    const filters = Object.entries({ ...LINUX_ON_SHARED_HARDWARE, regionCode: region });
    const entries: string[] = [];
    for await (const page of paginateGetProducts(
      { client },
      {
        ServiceCode: "AmazonEC2",
        Filters: filters.map(([Field, Value]) => ({ Type: FilterType.TERM_MATCH, Field, Value })),
      },
    )) {
      entries.push(...(page.PriceList ?? []).map(String));
    }
    return entries;
  },

  async spotHistory(region, types) {
    const client = new EC2Client({ region });
    const changes: SpotPriceChange[] = [];
    for await (const page of paginateDescribeSpotPriceHistory(
      { client },
      {
        InstanceTypes: [...types] as _InstanceType[],
        ProductDescriptions: ["Linux/UNIX"],
        StartTime: new Date(), // from now on: the current price of each zone
      },
    )) {
      changes.push(...(page.SpotPriceHistory ?? []));
    }
    return changes;
  },
};
