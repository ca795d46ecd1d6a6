import { writeFileSync } from "node:fs";
import { parsePriceBook, type PriceBook } from "../../policy-pack/pricing/price-book";
import type { Change, Kept, Merged } from "./merge";

/** A plan reads the file of its region each time. */
const LARGEST_BYTES = 300_000;

/**
 * Writes a refreshed book, unless it is a dry run or no price changed: a new date alone is not a change.
 *
 * @returns a sentence that says what was done
 */
export function saveBook(
  path: string,
  { book, changes }: Merged<PriceBook>,
  { dryRun }: { dryRun: boolean },
): string {
  if (changes.length === 0) return "Nothing is written: every price is already in the book.";
  const text = bookText(book);
  parsePriceBook(text); // refuses what the program could not load
  if (Buffer.byteLength(text) > LARGEST_BYTES) {
    throw new Error(`${path} would have more than ${LARGEST_BYTES} bytes.`);
  }
  if (dryRun) return "Nothing is written: this was a dry run.";
  writeFileSync(path, text);
  return `Written to ${path}.`;
}

/** JSON as the price files have it: one entry a line, keys sorted at every depth, a newline at the end. */
export function bookText(book: object): string {
  return `${block(book, 0)}\n`;
}

const EXPANDED = 2; // the file's sections, and the entries of each

function block(value: unknown, depth: number): string {
  if (!isObject(value) || depth >= EXPANDED) return inline(value);
  const indent = "  ".repeat(depth);
  const lines = sortedEntries(value).map(
    ([key, inner]) => `${indent}  ${JSON.stringify(key)}: ${block(inner, depth + 1)}`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${sortedEntries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${inline(inner)}`)
    .join(", ")}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortedEntries(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** What a refresh changes, one entry a line, and what stays as it was. */
export function changesText({ changes, kept }: Pick<Merged<unknown>, "changes" | "kept">): string {
  const isNew = ({ before }: Change) => before === undefined;
  return [
    ...byEntry(changes).map(changeLine),
    `${changes.filter((change) => !isNew(change)).length} figures changed, ${changes.filter(isNew).length} new.`,
    ...keptLines(kept),
    "",
  ].join("\n");
}

function byEntry(changes: readonly Change[]): Change[][] {
  return [...grouped(changes, ({ section, name }) => `${section} ${name}`).values()];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function changeLine(changes: Change[]): string {
  return `${changes[0]!.section} ${changes[0]!.name}: ${changes.map(changeText).join(", ")}`;
}

function changeText({ figure, before, after }: Change): string {
  if (before === undefined) return `${figure} ${after} (new)`;
  return `${figure} ${before} -> ${after} (${percent(before, after)})`;
}

function percent(before: number, after: number): string {
  const change = (after / before - 1) * 100;
  return `${change > 0 ? "+" : ""}${change.toFixed(1)} %`;
}

function keptLines(kept: readonly Kept[]): string[] {
  const missing = grouped(
    kept.filter(({ found }) => found.length === 0),
    ({ section, figure }) => `${section} ${figure}`,
  );
  const several = kept.filter(({ found }) => found.length > 1);
  return [
    ...[...missing].map(
      ([figure, entries]) =>
        `Kept, because AWS has no price now: ${figure} of ${entries.map(({ name }) => name).join(", ")}`,
    ),
    ...several.map(
      ({ section, name, figure, found }) =>
        `Kept, because AWS has ${found.length} prices: ${section} ${figure} of ${name} (${found.join(", ")})`,
    ),
  ];
}
