import { writeFileSync } from "node:fs";
import { parsePriceBook } from "../../policy-pack/pricing/price-book";
import type { Merged } from "./merge";
import { sortedJson } from "./sorted-json";

/**
 * Writes a refreshed book, unless it is a dry run or no price changed: a new date alone is no change.
 *
 * @returns what was done, in a sentence
 */
export function saveBook(path: string, { book, changes }: Merged, { dryRun }: { dryRun: boolean }): string {
  if (changes.length === 0) return "Nothing is written: every price stands in the book already.";
  if (dryRun) return "Nothing is written: this was a dry run.";
  const text = sortedJson(book);
  parsePriceBook(text); // what the program would refuse to load must not be written
  writeFileSync(path, text);
  return `Written to ${path}.`;
}
