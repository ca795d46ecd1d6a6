import { writeFileSync } from "node:fs";
import { InputError } from "../command";
import type { Change, Kept, Merged } from "./merge";
import { UNLISTED_SERVICES } from "./service-prices";

/** A plan reads the file of its region each time. */
const LARGEST_BYTES = 300_000;

/** A file to write, and the check of its text: it throws on what the program could not load. */
export interface PriceFile {
  path: string;
  content: object;
  check: (text: string) => unknown;
}

/** Checks all files, and writes them unless it is a dry run. */
export function saveFiles(files: readonly PriceFile[], { dryRun }: { dryRun: boolean }): void {
  const texts = files.map(({ path, content, check }) => {
    const text = bookText(content);
    checked(path, text, check);
    if (Buffer.byteLength(text) > LARGEST_BYTES) {
      throw new InputError(`${path} would have more than ${LARGEST_BYTES} bytes: nothing is written.`);
    }
    return { path, text };
  });
  if (!dryRun) for (const { path, text } of texts) writeFileSync(path, text);
}

/** What `parse` makes of a file's text; an error that names the file if it refuses the text. */
export function checked<T>(path: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text);
  } catch (error) {
    throw new InputError(`${path} can't be used: ${(error as Error).message}`);
  }
}

/** JSON as the files of prices have it: one entry a line, keys sorted at every depth, a newline at the end. */
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
export function changesText({ book, changes, kept }: Pick<Merged, "book" | "changes" | "kept">): string {
  const isNew = ({ before }: Change) => before === undefined;
  const byHand = Object.entries(UNLISTED_SERVICES).filter(([name]) => name in book.services);
  return [
    `${book.region}:`,
    ...byEntry(changes).map(changeLine),
    `${changes.filter((change) => !isNew(change)).length} figures changed, ${changes.filter(isNew).length} new.`,
    ...keptLines(kept),
    ...(kept.some(({ section }) => section === "services")
      ? [`The services' date stays ${book.asOf.services}: check those that are kept, then set it by hand.`]
      : []),
    ...byHand.map(([name, why]) => `Not refreshed: services ${name}: ${why}`),
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
  if (before === after) return `${figure} ${after} (was derived, is confirmed)`;
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

/** The instance types that are new to the catalog, and what their facts lack. */
export function catalogText({ added }: { added: readonly string[] }): string {
  if (added.length === 0) return "";
  const burstable = added.filter((type) => /^t\d/.test(type));
  return [
    `New in instance-catalog.json: ${added.join(", ")}`,
    ...(burstable.length > 0
      ? [`Add baselineVcpu of these by hand, because EC2's API doesn't have it: ${burstable.join(", ")}`]
      : []),
    "",
  ].join("\n");
}
