import { listEntry } from "./recorded";

const PLACE = { regionCode: "us-west-2", location: "US West (Oregon)", locationType: "AWS Region" };

/** Entries of databases and caches in us-west-2, with those beside them that are billed otherwise. */
export const DATABASE_ENTRIES: readonly string[] = [
  database("PostgreSQL", "db.t4g.micro", "InstanceUsage", "0.0160000000"),
  database("PostgreSQL", "db.t4g.micro", "Multi-AZUsage", "0.0320000000", { deploymentOption: "Multi-AZ" }),
  database("MySQL", "db.t4g.micro", "InstanceUsage", "0.0161000000"),
  database("Aurora PostgreSQL", "db.r6g.large", "InstanceUsage", "0.2600000000", { storage: "EBS Only" }),
  database("Aurora PostgreSQL", "db.r6g.large", "InstanceUsageIOOptimized", "0.3380000000", {
    storage: "Aurora IO Optimization Mode",
  }),
  database("SQL Server", "db.m5.large", "InstanceUsage", "0.4000000000"),
  cache("Valkey", "cache.t3.micro", "NodeUsage", "0.0136000000"),
  cache("Valkey", "cache.t3.micro", "SyncDurability-NodeUsage", "0.0100000000"),
  cache("Redis", "cache.t3.micro", "NodeUsage", "0.0170000000"),
  cache("Redis", "cache.t3.micro", "ExtendedSupportYr1-NodeUsage", "0.0140000000"),
];

function database(
  databaseEngine: string,
  instanceType: string,
  usage: string,
  usd: string,
  more: Record<string, string> = {},
): string {
  const attributes = {
    servicecode: "AmazonRDS",
    ...PLACE,
    databaseEngine,
    instanceType,
    deploymentOption: "Single-AZ",
    licenseModel: "No license required",
    usagetype: `USW2-${usage}:${instanceType}`,
    ...more,
  };
  return listEntry("Database Instance", attributes, [["Hrs", usd]]);
}

function cache(cacheEngine: string, instanceType: string, usage: string, usd: string): string {
  const attributes = {
    servicecode: "AmazonElastiCache",
    ...PLACE,
    cacheEngine,
    instanceType,
    usagetype: `USW2-${usage}:${instanceType}`,
  };
  return listEntry("Cache Instance", attributes, [["Hrs", usd]]);
}
