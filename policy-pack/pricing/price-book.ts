import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const usd = z.number().gt(0);

/** One instance type in one region, Linux, US dollars an hour. Spot figures span the region's zones. */
const instancePrices = z
  .strictObject({ onDemand: usd, spotMin: usd, spotMedian: usd, spotMax: usd })
  .refine(({ spotMin, spotMedian, spotMax }) => spotMin <= spotMedian && spotMedian <= spotMax, {
    error: "spotMin <= spotMedian <= spotMax",
  });

const servicePrice = z.strictObject({ usd, unit: z.string().min(1), source: z.string().min(1) });

const priceBook = z.strictObject({
  currency: z.literal("USD"),
  asOf: z.strictObject({ ec2: z.string().nullable(), services: z.string() }), // null: the source has no date
  ec2Source: z.string().min(1),
  ec2: z.record(z.string(), z.record(z.string(), instancePrices)),
  services: z.record(z.string(), z.record(z.string(), servicePrice)),
});

export type PriceBook = z.infer<typeof priceBook>;
export type InstancePrices = z.infer<typeof instancePrices>;
export type ServicePrice = z.infer<typeof servicePrice>;

/** The price book of this project. A test and each refresh check the file against the schema; checking takes longer than reading. */
export const PRICE_BOOK = JSON.parse(readFileSync(join(__dirname, "prices.json"), "utf8")) as PriceBook;

/** Reads a price book from JSON text. Throws if it is not what the schema says. */
export function parsePriceBook(text: string): PriceBook {
  const parsed = priceBook.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw new Error(`policy-pack/pricing/prices.json is broken:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

/** Prices of an instance type, if the book has them for the region. */
export function instancePricesOf(instanceType: string, region: string): InstancePrices | undefined {
  return PRICE_BOOK.ec2[instanceType]?.[region];
}

/** The price of something else, if the book has it for the region. */
export function servicePriceOf(name: string, region: string): ServicePrice | undefined {
  return PRICE_BOOK.services[region]?.[name];
}

/** The oldest date of a book, YYYY-MM or YYYY-MM-DD as in the book; a month counts as its first day. */
export function pricesAsOf({ asOf }: Pick<PriceBook, "asOf"> = PRICE_BOOK): string {
  const dates = Object.values(asOf).filter((date) => date !== null);
  return dates.sort()[0]!; // the services always have one
}
