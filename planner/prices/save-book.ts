import { writeFileSync } from "node:fs";
import { parsePriceBook, type InstancePrices } from "../../policy-pack/pricing/price-book";
import type { Change, Merged } from "./merge";

/**
 * Writes a refreshed book, unless it is a dry run or no price changed: a new date alone is not a change.
 *
 * @returns a sentence that says what was done
 */
export function saveBook(path: string, { book, changes }: Merged, { dryRun }: { dryRun: boolean }): string {
  if (changes.length === 0) return "Nothing is written: every price is already in the book.";
  if (dryRun) return "Nothing is written: this was a dry run.";
  const text = sortedJson(book);
  parsePriceBook(text); // refuses what the program could not load
  writeFileSync(path, text);
  return `Written to ${path}.`;
}

/** JSON as prices.json has it: two spaces, keys sorted at every depth, a newline at the end. */
export function sortedJson(value: unknown): string {
  return `${JSON.stringify(value, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const FIGURES = ["onDemand", "spotMin", "spotMedian", "spotMax"] as const;

/** What a refresh changes, one figure a line, and what it does not refresh. */
export function changesText({ book, changes }: Merged): string {
  const services = [...new Set(Object.values(book.services).flatMap((prices) => Object.keys(prices)))];
  return [
    ...changes.flatMap(changeLines),
    summary(changes),
    `Not refreshed, as of ${book.asOf.services}: ${services.sort().join(", ")} (this command asks only for EC2 prices).`,
    "",
  ].join("\n");
}

function changeLines({ type, region, before, after }: Change): string[] {
  const name = `${type.padEnd(14)} ${region.padEnd(15)}`;
  if (!before) return after ? [`${name} new: ${figures(after)}`] : [];
  if (!after)
    return [`${name} removed: AWS has no on-demand or no spot price for it now; was ${figures(before)}`];
  return FIGURES.filter((figure) => before[figure] !== after[figure]).map(
    (figure) =>
      `${name} ${figure.padEnd(10)} ${before[figure]} -> ${after[figure]} (${percent(before[figure], after[figure])})`,
  );
}

function figures(prices: InstancePrices): string {
  return FIGURES.map((figure) => `${figure} ${prices[figure]}`).join(", ");
}

function percent(before: number, after: number): string {
  const change = (after / before - 1) * 100;
  return `${change > 0 ? "+" : ""}${change.toFixed(1)} %`;
}

function summary(changes: Change[]): string {
  const added = changes.filter(({ before }) => !before).length;
  const removed = changes.filter(({ after }) => !after).length;
  return `${changes.length - added - removed} entries changed, ${added} new, ${removed} removed.`;
}
