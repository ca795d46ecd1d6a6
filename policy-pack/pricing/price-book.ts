import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const usd = z.number().gt(0);

const day = z.iso.date();

/** One instance type in one region, US dollars an hour; Linux where nothing else is said, without upfront payment. */
const instancePrices = z.strictObject({
  onDemand: usd,
  /** Cheapest, average and dearest over the region's zones; absent where the source has none. */
  spot: z
    .tuple([usd, usd, usd])
    .refine(([min, average, max]) => min <= average && average <= max, {
      error: "minimum <= average <= maximum",
    })
    .optional(),
  /** How often spot nodes of the type were interrupted in a month: the Spot Instance Advisor's band. */
  interruption: z.enum(["<5%", "5-10%", "10-15%", "15-20%", ">20%"]).optional(),
  /** On-demand under Windows, its licence included. */
  windows: usd.optional(),
  reserved1Year: usd.optional(),
  convertible1Year: usd.optional(),
  convertible3Years: usd.optional(),
});

const servicePrice = z.strictObject({
  usd,
  unit: z.string().min(1),
  source: z.string().min(1),
  /** Why the price is assumed: it was not seen for this region, but follows from the rule that this text states. */
  derived: z.string().min(1).optional(),
});

/** The prices of one region. */
const priceBook = z.strictObject({
  currency: z.literal("USD"),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** The days of the prices; of services at least the month. Null: the source has no spot prices for the region. */
  asOf: z.strictObject({
    onDemand: day,
    spot: day.nullable(),
    services: z.union([day, z.string().regex(/^\d{4}-\d{2}$/)]),
  }),
  ec2Source: z.string().min(1),
  ec2: z.record(z.string(), instancePrices),
  services: z.record(z.string(), servicePrice),
});

const pricesByClass = z.record(z.string(), usd);

/** On-demand prices of database instances in one region, US dollars an hour in one zone: by engine, by instance class. */
const databasePrices = z.strictObject({
  currency: z.literal("USD"),
  region: z.string(),
  asOf: day,
  source: z.string().min(1),
  rds: z.record(z.string(), pricesByClass),
  elasticache: z.record(z.string(), pricesByClass),
});

export type PriceBook = z.infer<typeof priceBook>;
export type DatabasePrices = z.infer<typeof databasePrices>;
export type InstancePrices = z.infer<typeof instancePrices>;
export type ServicePrice = z.infer<typeof servicePrice>;

/** One file a region, so that a command reads only the regions that it prices. */
export const PRICES_FOLDER = join(__dirname, "prices");

/** One file a region as well; read only where a program has a database. */
export const DATABASES_FOLDER = join(__dirname, "databases");

const books = new Map<string, PriceBook | undefined>();

/**
 * The prices of a region; undefined if the project has none. A test and each refresh check the files against the schema:
 * checking takes longer than reading.
 */
export function priceBookOf(region: string): PriceBook | undefined {
  if (!books.has(region)) books.set(region, readBook(region));
  return books.get(region);
}

function readBook(region: string): PriceBook | undefined {
  const path = join(PRICES_FOLDER, `${region}.json`);
  const isName = /^[a-z0-9-]+$/.test(region); // and so no path out of the folder
  return isName && existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as PriceBook) : undefined;
}

/** The regions that have prices, sorted. */
export function pricedRegions(): string[] {
  return readdirSync(PRICES_FOLDER)
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

/** Reads a price book from JSON text. Throws if it is not what the schema says. */
export function parsePriceBook(text: string): PriceBook {
  return parsed(priceBook, text, "prices");
}

/** The same for a file of database prices. */
export function parseDatabasePrices(text: string): DatabasePrices {
  return parsed(databasePrices, text, "databases");
}

function parsed<T>(schema: z.ZodType<T>, text: string, folder: string): T {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) {
    throw new Error(`A file of policy-pack/pricing/${folder} is broken:\n${z.prettifyError(result.error)}`);
  }
  return result.data;
}

/** Prices of an instance type, if the book of the region has them. */
export function instancePricesOf(instanceType: string, region: string): InstancePrices | undefined {
  return own(priceBookOf(region)?.ec2, instanceType);
}

/** The price of something else, if the book of the region has it. */
export function servicePriceOf(name: string, region: string): ServicePrice | undefined {
  return own(priceBookOf(region)?.services, name);
}

function own<T>(record: Record<string, T> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * The oldest date of a region's list prices, YYYY-MM or YYYY-MM-DD as in the book; a month counts as its first day. Spot
 * prices change by the hour, and have no date up to which they are fresh.
 */
export function pricesAsOf({ asOf }: Pick<PriceBook, "asOf">): string {
  return [asOf.onDemand, asOf.services].sort()[0]!;
}
