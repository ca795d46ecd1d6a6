import {
  EC2Client,
  paginateDescribeInstanceTypes,
  paginateDescribeSpotPriceHistory,
} from "@aws-sdk/client-ec2";
import { FilterType, paginateGetProducts, PricingClient } from "@aws-sdk/client-pricing";
import type { PriceSources } from "./refresh";

/** Only a few regions serve the price list, which has the prices of all regions. */
const PRICE_LIST_REGION = "us-east-1";

/** GetProducts allows few calls a second, and a refresh makes hundreds. */
const MAX_ATTEMPTS = 10;

/** AWS itself, with the credentials of the environment. */
export const awsSources: PriceSources = {
  async *products({ serviceCode, filters }) {
    const client = new PricingClient({ region: PRICE_LIST_REGION, maxAttempts: MAX_ATTEMPTS });
    const query = {
      ServiceCode: serviceCode,
      Filters: Object.entries(filters).map(([Field, Value]) => ({
        Type: FilterType.TERM_MATCH,
        Field,
        Value,
      })),
    };
    for await (const page of paginateGetProducts({ client }, query)) {
      yield (page.PriceList ?? []).map(String);
    }
  },

  async *spotHistory(region) {
    const query = {
      ProductDescriptions: ["Linux/UNIX"],
      StartTime: new Date(), // from now on: the current price of each zone
    };
    const client = new EC2Client({ region, maxAttempts: MAX_ATTEMPTS });
    for await (const page of paginateDescribeSpotPriceHistory({ client }, query)) {
      yield page.SpotPriceHistory ?? [];
    }
  },

  async *instanceTypes(region) {
    const client = new EC2Client({ region, maxAttempts: MAX_ATTEMPTS });
    for await (const page of paginateDescribeInstanceTypes({ client }, {})) yield page.InstanceTypes ?? [];
  },
};
