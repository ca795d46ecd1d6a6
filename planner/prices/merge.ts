import type { InstancePrices, PriceBook } from "../../policy-pack/pricing/price-book";
import type { SpotPrices } from "./parse-spot-history";

/** Prices from AWS for one region, by instance type. */
export interface RegionPrices {
  onDemand: ReadonlyMap<string, number>;
  spot: ReadonlyMap<string, SpotPrices>;
}

/** A changed entry of the price book; `before` is undefined for a new one, `after` for a removed one. */
export interface Change {
  type: string;
  region: string;
  before: InstancePrices | undefined;
  after: InstancePrices | undefined;
}

export interface Merged {
  book: PriceBook;
  changes: Change[];
}

/**
 * A copy of the price book with new prices for some regions. An entry needs an on-demand and a spot price: a type that
 * lacks one of them in a region is left out there. Other regions, other types and the prices of other services stay.
 *
 * @param types the refreshed instance types
 * @param day YYYY-MM-DD, the day of the new prices
 */
export function mergePrices(
  book: PriceBook,
  answers: ReadonlyMap<string, RegionPrices>,
  types: readonly string[],
  day: string,
): Merged {
  const ec2 = structuredClone(book.ec2);
  const changes: Change[] = [];
  for (const type of [...types].sort()) {
    for (const region of [...answers.keys()].sort()) {
      const before = ec2[type]?.[region];
      const after = instancePrices(type, answers.get(region)!);
      if (!samePrices(before, after)) changes.push({ type, region, before, after });
      ec2[type] = withEntry(ec2[type] ?? {}, region, after);
    }
    if (Object.keys(ec2[type] ?? {}).length === 0) delete ec2[type];
  }
  return { book: { ...book, asOf: { ...book.asOf, ec2: day }, ec2Source: sources(), ec2 }, changes };

  function sources(): string {
    const kept = new Set(Object.values(ec2).flatMap((regions) => Object.keys(regions)));
    return sourceOf(book.ec2Source, [...kept], [...answers.keys()], day);
  }
}

function instancePrices(type: string, { onDemand, spot }: RegionPrices): InstancePrices | undefined {
  const hour = onDemand.get(type);
  const span = spot.get(type);
  return hour === undefined || span === undefined ? undefined : { onDemand: hour, ...span };
}

function withEntry(
  regions: Record<string, InstancePrices>,
  region: string,
  prices: InstancePrices | undefined,
): Record<string, InstancePrices> {
  const others = Object.entries(regions).filter(([name]) => name !== region);
  return Object.fromEntries(prices ? [...others, [region, prices]] : others);
}

function samePrices(one: InstancePrices | undefined, other: InstancePrices | undefined): boolean {
  if (!one || !other) return one === other;
  return (["onDemand", "spotMin", "spotMedian", "spotMax"] as const).every((key) => one[key] === other[key]);
}

const OWN_NOTE = /^AWS Price List and EC2 spot price history of (\d{4}-\d{2}-\d{2}) for ([a-z0-9 -]+)$/;
const SEPARATOR = "; otherwise ";

/**
 * The sources of the book's EC2 prices, newest first. A call refreshes only some regions, so an older source is named
 * while a region of the book has prices from it.
 *
 * @param before the note in the old book
 * @param kept all regions of the new book
 * @param refreshed regions with prices of this day
 * @param day YYYY-MM-DD
 */
export function sourceOf(before: string, kept: string[], refreshed: string[], day: string): string {
  const notes = [note(day, refreshed)];
  let open = kept.filter((region) => !refreshed.includes(region));
  for (const older of before.split(SEPARATOR)) {
    if (open.length === 0) break;
    const own = OWN_NOTE.exec(older);
    const regions = own ? open.filter((region) => own[2]!.split(" ").includes(region)) : open;
    if (regions.length > 0) notes.push(own ? note(own[1]!, regions) : older);
    open = open.filter((region) => !regions.includes(region));
  }
  return notes.join(SEPARATOR);
}

function note(day: string, regions: string[]): string {
  return `AWS Price List and EC2 spot price history of ${day} for ${[...regions].sort().join(" ")}`;
}
