import type { InstancePrices, PriceBook } from "../../policy-pack/pricing/price-book";
import type { InstanceQuotes, ListFigure } from "./parse-instances";
import type { SpotPrices } from "./parse-spot-history";

/** Prices from AWS for one region. */
export interface RegionAnswer {
  instances: InstanceQuotes;
  spot: ReadonlyMap<string, SpotPrices>;
}

/** A figure of the price book that differs; `before` is undefined for a new one. */
export interface Change {
  /** Where in the book: "ec2", "services". */
  section: string;
  name: string;
  figure: string;
  before: number | undefined;
  after: number;
}

/** A figure of the price book that stays, because AWS doesn't have exactly one price for it. */
export interface Kept {
  section: string;
  name: string;
  figure: string;
  /** The prices that AWS has: none, or several. */
  found: readonly number[];
}

export interface Merged<T> {
  book: T;
  changes: Change[];
  kept: Kept[];
}

/**
 * A copy of a region's price book with new prices. What AWS has no price for stays as it is.
 *
 * @param day YYYY-MM-DD, the day of the new prices
 */
export function mergeBook(book: PriceBook, answer: RegionAnswer, day: string): Merged<PriceBook> {
  const { ec2, changes, kept } = mergeInstances(book.ec2, answer);
  return {
    book: {
      ...book,
      asOf: { ...book.asOf, onDemand: day, spot: answer.spot.size > 0 ? day : book.asOf.spot },
      ec2Source: ec2SourceOf(book.ec2Source, kept.length > 0, day),
      ec2,
    },
    changes,
    kept,
  };
}

function mergeInstances(before: PriceBook["ec2"], { instances, spot }: RegionAnswer) {
  const ec2: PriceBook["ec2"] = {};
  const changes: Change[] = [];
  const kept: Kept[] = [];
  for (const type of new Set([...Object.keys(before), ...instances.onDemand.keys()])) {
    const old: Partial<InstancePrices> = before[type] ?? {};
    const entry = { ...old, ...listed(type, old), ...spotOf(type, old) };
    if (entry.onDemand !== undefined) ec2[type] = { ...entry, onDemand: entry.onDemand };
  }
  return { ec2, changes, kept };

  function listed(type: string, old: Partial<InstancePrices>): Partial<InstancePrices> {
    const figures = Object.entries(instances) as [ListFigure, InstanceQuotes[ListFigure]][];
    return Object.fromEntries(
      figures.flatMap(([figure, quotes]) => {
        const found = quotes.get(type) ?? [];
        const price = found.length === 1 ? found[0] : undefined;
        note(type, figure, old[figure], price, found);
        return price === undefined ? [] : [[figure, price]];
      }),
    );
  }

  function spotOf(type: string, old: Partial<InstancePrices>): Pick<InstancePrices, "spot"> {
    const prices = spot.get(type);
    ["spot minimum", "spot average", "spot maximum"].forEach((figure, at) =>
      note(type, figure, old.spot?.[at], prices?.[at], []),
    );
    return prices ? { spot: prices } : {};
  }

  function note(
    name: string,
    figure: string,
    old: number | undefined,
    price: number | undefined,
    found: readonly number[],
  ): void {
    const section = "ec2";
    if (price !== undefined) {
      if (price !== old) changes.push({ section, name, figure, before: old, after: price });
    } else if (old !== undefined || found.length > 1) {
      kept.push({ section, name, figure, found });
    }
  }
}

const SEPARATOR = "; otherwise ";

/** The sources of a book's EC2 prices: the older one is named while a price from it is left. */
export function ec2SourceOf(before: string, hasKept: boolean, day: string): string {
  const now = `AWS Price List and EC2 spot price history, ${day}`;
  const older = before.split(SEPARATOR).at(-1)!;
  return hasKept ? `${now}${SEPARATOR}${older}` : now;
}
