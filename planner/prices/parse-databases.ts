import type { DatabasePrices } from "../../policy-pack/pricing/price-book";
import { quotesOf, type Product, type ProductQuery, type Quotes } from "./parse-price-list";
import { usageWithoutRegion } from "./service-prices";

/** Hourly prices of database instances: by engine, by instance class. */
export type DatabaseQuotes = Readonly<Record<DatabaseService, Readonly<Record<string, Quotes>>>>;

export type DatabaseService = keyof Pick<DatabasePrices, "rds" | "elasticache">;

/**
 * The products of one service: the attribute that has the engine, its values, and the usage type of an instance-hour.
 * Others are billed on top or by another mode: Multi-AZUsage, InstanceUsageIOOptimized, ExtendedSupport, SyncDurability.
 * Sources: github.com/infracost/infracost, internal/resources/aws/{db_instance,rds_cluster_instance,elasticache_cluster}.go;
 * github.com/vantage-sh/ec2instances.info, scraper/aws/elasticache.go.
 */
const SERVICES = {
  rds: {
    serviceCode: "AmazonRDS",
    family: "Database Instance",
    engineAttribute: "databaseEngine",
    engines: ["Aurora MySQL", "Aurora PostgreSQL", "MariaDB", "MySQL", "PostgreSQL"],
    usage: "InstanceUsage",
    attributes: { deploymentOption: "Single-AZ" },
  },
  elasticache: {
    serviceCode: "AmazonElastiCache",
    family: "Cache Instance",
    engineAttribute: "cacheEngine",
    engines: ["Memcached", "Redis", "Valkey"],
    usage: "NodeUsage",
    attributes: { locationType: "AWS Region" },
  },
} as const;

/** What to ask the price list for, to have the prices of all databases in a region. */
export function databaseQueries(region: string): ProductQuery[] {
  return Object.values(SERVICES).flatMap(({ serviceCode, family, engineAttribute, engines, attributes }) =>
    engines.map((engine) => ({
      serviceCode,
      filters: { regionCode: region, productFamily: family, [engineAttribute]: engine, ...attributes },
    })),
  );
}

/** On-demand prices of the instances of databases and caches in one region, US dollars an hour. */
export function parseDatabases(products: readonly Product[], region: string): DatabaseQuotes {
  return { rds: quotesByEngine("rds"), elasticache: quotesByEngine("elasticache") };

  function quotesByEngine(service: DatabaseService): Record<string, Quotes> {
    return Object.fromEntries(SERVICES[service].engines.map((engine) => [engine, quotes(service, engine)]));
  }

  function quotes(service: DatabaseService, engine: string): Quotes {
    const { serviceCode, family, engineAttribute, usage, attributes } = SERVICES[service];
    const wanted = { servicecode: serviceCode, regionCode: region, [engineAttribute]: engine, ...attributes };
    return quotesOf(
      products
        .filter((product) => product.family === family)
        .filter(({ attributes: found }) =>
          Object.entries(wanted).every(([name, value]) => found[name.toLowerCase()] === value),
        )
        .flatMap(({ attributes: { instancetype = "", usagetype = "" }, onDemand }) => {
          const isInstanceHour = usageWithoutRegion(usagetype) === `${usage}:${instancetype}`;
          return isInstanceHour ? onDemand.map(({ usd }) => [instancetype, usd] as const) : [];
        }),
    );
  }
}
