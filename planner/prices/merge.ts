import type { InstanceFacts } from "../../policy-pack/pricing/instance-facts";
import type { DatabasePrices, InstancePrices, PriceBook } from "../../policy-pack/pricing/price-book";
import type { DatabaseQuotes, DatabaseService } from "./parse-databases";
import type { InstanceQuotes, ListFigure } from "./parse-instance-prices";
import type { Quotes } from "./parse-price-list";
import type { SpotPrices } from "./parse-spot-history";
import { LISTED_SERVICES, UNLISTED_SERVICES } from "./service-prices";

/** What AWS answers for one region. */
export interface RegionAnswer {
  instances: InstanceQuotes;
  spot: ReadonlyMap<string, SpotPrices>;
  services: Quotes;
  databases: DatabaseQuotes;
  instanceTypes: ReadonlyMap<string, InstanceFacts>;
}

/** The files of one region. */
export interface RegionPrices {
  book: PriceBook;
  /** Undefined where neither the project nor AWS has prices of databases. */
  databases: DatabasePrices | undefined;
}

/** A figure that differs; `before` is undefined for a new one. Equal figures: the old one was derived. */
export interface Change {
  /** Where in the files: "ec2", "services", "rds MySQL". */
  section: string;
  name: string;
  figure: string;
  before: number | undefined;
  after: number;
}

/** A figure that stays, because AWS doesn't have exactly one price for it. */
export interface Kept {
  section: string;
  name: string;
  figure: string;
  /** The prices that AWS has: none, or several. */
  found: readonly number[];
}

export interface Merged extends RegionPrices {
  changes: Change[];
  kept: Kept[];
}

/**
 * Copies of a region's files with new prices. What AWS has no price for stays as it is.
 *
 * @param day YYYY-MM-DD, the day of the new prices
 */
export function mergePrices({ book, databases }: RegionPrices, answer: RegionAnswer, day: string): Merged {
  const ec2 = new Comparison();
  const services = new Comparison();
  const ofDatabases = new Comparison();
  const merged = {
    book: {
      ...book,
      ec2: mergeInstances(book.ec2, answer, ec2),
      services: mergeServices(book.services, answer.services, day, services),
      ec2Source: sourceOf("AWS Price List and EC2 spot price history", book.ec2Source, ec2, day),
      asOf: {
        onDemand: day,
        spot: answer.spot.size > 0 ? day : book.asOf.spot,
        services: services.kept.length === 0 ? day : book.asOf.services, // the oldest of their days
      },
    },
    databases: mergeDatabases(databases, answer.databases, book.region, day, ofDatabases),
  };
  const comparisons = [ec2, services, ofDatabases];
  return {
    ...merged,
    changes: comparisons.flatMap(({ changes }) => changes),
    kept: comparisons.flatMap(({ kept }) => kept),
  };
}

/** Decides between old and new figures, and notes what differs and what stays. */
class Comparison {
  readonly changes: Change[] = [];
  readonly kept: Kept[] = [];

  /** The new figure if AWS has exactly one, else the old one, if any. */
  better(section: string, name: string, figure: string, old: number | undefined, found: readonly number[]) {
    const [after] = found;
    if (after !== undefined && found.length === 1) {
      if (after !== old) this.changes.push({ section, name, figure, before: old, after });
      return after;
    }
    if (old !== undefined || found.length > 1) this.kept.push({ section, name, figure, found });
    return old;
  }
}

function mergeInstances(
  before: PriceBook["ec2"],
  { instances, spot }: RegionAnswer,
  comparison: Comparison,
): PriceBook["ec2"] {
  const ec2: PriceBook["ec2"] = {};
  for (const type of new Set([...Object.keys(before), ...instances.onDemand.keys()])) {
    const old: Partial<InstancePrices> = before[type] ?? {};
    const { onDemand, ...others } = { ...old, ...listed(type, old), ...spotOf(type, old) };
    if (onDemand !== undefined) ec2[type] = { onDemand, ...others };
  }
  return ec2;

  function listed(type: string, old: Partial<InstancePrices>): Partial<InstancePrices> {
    const figures = Object.entries(instances) as [ListFigure, Quotes][];
    return Object.fromEntries(
      figures.flatMap(([figure, quotes]) => {
        const price = comparison.better("ec2", type, figure, old[figure], quotes.get(type) ?? []);
        return price === undefined ? [] : [[figure, price]];
      }),
    );
  }

  function spotOf(type: string, old: Partial<InstancePrices>): Pick<InstancePrices, "spot"> {
    const prices = spot.get(type);
    const figures = ["minimum", "average", "maximum"].map((figure, at) =>
      comparison.better("ec2", type, `spot ${figure}`, old.spot?.[at], prices ? [prices[at]!] : []),
    );
    return figures.every((figure) => figure !== undefined) ? { spot: figures as SpotPrices } : {};
  }
}

function mergeServices(
  before: PriceBook["services"],
  quotes: Quotes,
  day: string,
  comparison: Comparison,
): PriceBook["services"] {
  const services: PriceBook["services"] = { ...before };
  for (const name of new Set([...Object.keys(before), ...Object.keys(LISTED_SERVICES)])) {
    if (Object.hasOwn(UNLISTED_SERVICES, name)) continue;
    const old = before[name];
    const found = quotes.get(name) ?? [];
    const usd = comparison.better("services", name, "usd", old?.usd, found);
    if (usd === undefined || found.length !== 1) continue;
    if (old?.derived !== undefined && old.usd === usd) {
      comparison.changes.push({ section: "services", name, figure: "usd", before: usd, after: usd });
    }
    services[name] = { usd, unit: LISTED_SERVICES[name]!.unit, source: `AWS Price List, ${day}` };
  }
  return services;
}

function mergeDatabases(
  before: DatabasePrices | undefined,
  quotes: DatabaseQuotes,
  region: string,
  day: string,
  comparison: Comparison,
): DatabasePrices | undefined {
  const merged = { rds: mergeEngines("rds"), elasticache: mergeEngines("elasticache") };
  const hasQuotes = Object.values(quotes).some((engines) =>
    Object.values(engines).some(({ size }) => size > 0),
  );
  if (!hasQuotes) return before;
  const source = sourceOf("AWS Price List", before?.source, comparison, day);
  return { currency: "USD", region, asOf: day, source, ...merged };

  function mergeEngines(service: DatabaseService): Record<string, Record<string, number>> {
    const engines = new Set([...Object.keys(before?.[service] ?? {}), ...Object.keys(quotes[service])]);
    return Object.fromEntries([...engines].map((engine) => [engine, mergeClasses(service, engine)]));
  }

  function mergeClasses(service: DatabaseService, engine: string): Record<string, number> {
    const old = before?.[service][engine] ?? {};
    const found: Quotes = quotes[service][engine] ?? new Map<string, number[]>();
    const classes = new Set([...Object.keys(old), ...found.keys()]);
    return Object.fromEntries(
      [...classes].flatMap((name) => {
        const section = `${service} ${engine}`;
        const usd = comparison.better(section, name, "usd", old[name], found.get(name) ?? []);
        return usd === undefined ? [] : [[name, usd]];
      }),
    );
  }
}

const SEPARATOR = "; otherwise ";

/** The sources of a file's prices: the older one is named while a price from it is left. */
function sourceOf(now: string, before: string | undefined, { kept }: Comparison, day: string): string {
  const older = before?.split(SEPARATOR).at(-1);
  return `${now}, ${day}${kept.length > 0 && older !== undefined ? `${SEPARATOR}${older}` : ""}`;
}

/** The content of instance-catalog.json. */
export interface InstanceCatalog {
  asOf: string;
  source: string;
  instanceTypes: Record<string, InstanceFacts>;
}

const ADDED = "; types that this lacks: ec2:DescribeInstanceTypes";

/** The catalog with the facts of types that it lacks. Facts of a type don't change, so that those of others stay. */
export function mergeCatalog(
  catalog: InstanceCatalog,
  instanceTypes: ReadonlyMap<string, InstanceFacts>,
): { catalog: InstanceCatalog; added: string[] } {
  const added = [...instanceTypes.keys()]
    .filter((type) => !Object.hasOwn(catalog.instanceTypes, type))
    .sort();
  if (added.length === 0) return { catalog, added };
  const source = catalog.source.endsWith(ADDED) ? catalog.source : `${catalog.source}${ADDED}`;
  const gpus = Object.values(catalog.instanceTypes).flatMap(({ gpu }) => gpu ?? []);
  const news = Object.fromEntries(
    added.map((type) => [type, withNominalMemory(instanceTypes.get(type)!, gpus)]),
  );
  return { catalog: { ...catalog, source, instanceTypes: { ...catalog.instanceTypes, ...news } }, added };
}

/** EC2 reports what the driver sees of a GPU's memory, up to a tenth less than its name plate, which the catalog has. */
function withNominalMemory(facts: InstanceFacts, known: readonly { name: string; memoryGiB: number }[]) {
  const { gpu } = facts;
  const nominal = known.find(
    ({ name, memoryGiB }) =>
      gpu?.name === name && gpu.memoryGiB <= memoryGiB && gpu.memoryGiB >= 0.9 * memoryGiB,
  );
  return gpu && nominal ? { ...facts, gpu: { ...gpu, memoryGiB: nominal.memoryGiB } } : facts;
}
