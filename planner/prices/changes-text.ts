import type { InstancePrices } from "../../policy-pack/pricing/price-book";
import type { Change, Merged } from "./merge";

const FIGURES = ["onDemand", "spotMin", "spotMedian", "spotMax"] as const;

/** What a refresh changes, one figure a line, and what it leaves alone. */
export function changesText({ book, changes }: Merged): string {
  const services = [...new Set(Object.values(book.services).flatMap((prices) => Object.keys(prices)))];
  return [
    ...changes.flatMap(changeLines),
    summary(changes),
    `Left alone, as of ${book.asOf.services}: ${services.sort().join(", ")} (no API call here asks for them).`,
    "",
  ].join("\n");
}

function changeLines({ type, region, before, after }: Change): string[] {
  const name = `${type.padEnd(14)} ${region.padEnd(15)}`;
  if (!before) return after ? [`${name} new: ${figures(after)}`] : [];
  if (!after)
    return [`${name} gone: AWS has no on-demand or no spot price for it now; was ${figures(before)}`];
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
  const fresh = changes.filter(({ before }) => !before).length;
  const gone = changes.filter(({ after }) => !after).length;
  return `${changes.length - fresh - gone} entries changed, ${fresh} new, ${gone} gone.`;
}
