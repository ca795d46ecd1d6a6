import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Instance-hours of databases and caches in one region, US dollars, on-demand in one zone: by engine and class. */
interface DatabasePrices {
  asOf: string;
  source: string;
  rds: Record<string, Record<string, number>>;
  elasticache: Record<string, Record<string, number>>;
}

const books = new Map<string, DatabasePrices | undefined>();

/** The price of an instance-hour, if the region's file has it. The file is read when a program has a database. */
export function databasePriceOf(
  service: "rds" | "elasticache",
  engine: string,
  instanceClass: string,
  region: string,
): { usd: number; source: string } | undefined {
  if (!books.has(region)) books.set(region, readBook(region));
  const book = books.get(region);
  const ofEngine = book && Object.hasOwn(book[service], engine) ? book[service][engine] : undefined;
  return book && ofEngine && Object.hasOwn(ofEngine, instanceClass)
    ? { usd: ofEngine[instanceClass]!, source: `${book.source}, ${book.asOf}` }
    : undefined;
}

function readBook(region: string): DatabasePrices | undefined {
  const path = join(__dirname, "databases", `${region}.json`);
  const isName = /^[a-z0-9-]+$/.test(region); // and so no path out of the folder
  return isName && existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as DatabasePrices) : undefined;
}
