import { PRODUCTION } from "./clusters/production";
import { STAGING } from "./clusters/staging";
import { repeated } from "./expected/from-tables";
import { PRODUCTION_COST, PRODUCTION_PRICES_PER_GIBIBYTE } from "./expected/production-cost";
import { PRODUCTION_NODES } from "./expected/production-nodes";
import { PRODUCTION_PODS } from "./expected/production-pods";
import { PRODUCTION_SERVICES } from "./expected/production-services";
import type { Sample } from "./expected/sample";
import { STAGING_NODES_AND_COST, STAGING_PRICES_PER_GIBIBYTE } from "./expected/staging-nodes-and-cost";
import { STAGING_SERVICES } from "./expected/staging-services";
import type { StackName } from "./round-stack";

/** What each recorded series is in the last minute of a world, by its name; computed by hand from the world's tables. */
export const EXPECTED_RULES: Record<StackName, Record<string, Sample[]>> = {
  production: {
    ...repeated(PRODUCTION),
    ...PRODUCTION_NODES,
    ...PRODUCTION_PODS,
    ...PRODUCTION_COST,
    ...PRODUCTION_SERVICES,
    "node_resource:usd_per_hour:price": PRODUCTION_PRICES_PER_GIBIBYTE,
  },
  staging: {
    ...repeated(STAGING),
    ...STAGING_NODES_AND_COST,
    ...STAGING_SERVICES,
    "node_resource:usd_per_hour:price": STAGING_PRICES_PER_GIBIBYTE,
  },
};

/** Records that are not compared as they are, but by a query: the cost of a byte an hour is too small to compare. */
export const ASKED_BY: Record<string, string> = {
  "node_resource:usd_per_hour:price": `node_resource:usd_per_hour:price{resource!="memory"}
or node_resource:usd_per_hour:price{resource="memory"} * 2 ^ 30`,
};
