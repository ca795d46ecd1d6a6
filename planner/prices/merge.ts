import type { InstancePrices, PriceBook } from "../../policy-pack/pricing/price-book";
import type { SpotPrices } from "./parse-spot-history";
import { sourceOf } from "./source-note";

/** What AWS answered for one region, by instance type. */
export interface RegionPrices {
  onDemand: ReadonlyMap<string, number>;
  spot: ReadonlyMap<string, SpotPrices>;
}

/** One entry of the price book that is not what it was; `before` is missing for a new one, `after` for one that is gone. */
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
 * The price book with the answers for some regions in place of what it had for them. An entry needs an on-demand and a
 * spot price: a type that lacks one of them in a region is left out there. Other regions, other types and the prices
 * of other services stay. The book that is given is not changed.
 *
 * @param types the instance types that were asked for
 * @param day YYYY-MM-DD, the day of the answers
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
