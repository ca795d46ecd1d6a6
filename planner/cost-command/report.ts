import type { CostLine, Unpriced } from "../../policy-pack/pricing/cost";
import { HOURS_A_MONTH, type Money } from "../../policy-pack/pricing/money";
import { priceBookOf } from "../../policy-pack/pricing/price-book";
import { METERS } from "../../policy-pack/pricing/usage";
import { counted } from "../text/layout";
import { dollars, hourly, priceNote, signedDollars, unitPrice } from "../text/money";
import type { CostChange, Estimate, ResourceChange, ResourceCost, Total } from "./estimate";

/** What every form of the report shows, in words and amounts; none of them computes. */
export interface CostReport {
  /** The files. */
  title: string;
  /** What a reader reads first: total, change, or both. */
  headline: string[];
  /** Undefined where only the change is known. */
  table: ResourceRow[] | undefined;
  /** The end of the table. */
  total: Total | undefined;
  change: CostChange | undefined;
  /** Of the change: resources that bill, or may, and those that are replaced. */
  changes: ResourceChange[];
  /** What depends on use: what for, price, and whose. */
  uses: Group[];
  unpriced: Group[];
  mayBill: Group[];
  /** Prices that follow from a rule, by the rule. */
  derived: Group[];
  notes: string[];
}

/** A resource and what is billed for it. The cents of all lines add up to those of the total. */
export interface ResourceRow {
  urn: string;
  name: string;
  type: string;
  lines: LineRow[];
  /** US dollars. */
  month: number;
  /** Whether something of it has no price or an unknown use. */
  atLeast: boolean;
}

export interface LineRow {
  item: string;
  /** "3", or nothing where there is no one unit. */
  quantity: string;
  /** "$0.096 / node-hour" */
  price: string;
  /** US dollars of an expected month. */
  month: number;
  /** Whether the price follows from a rule. */
  derived: boolean;
}

/** Things of which the same can be said. */
export interface Group {
  what: string;
  /** Names of resources, or things of resources, each once. */
  names: string[];
}

/** What the mark * says of a line: its price wasn't seen for the region, or a size isn't in the file. */
export const DERIVED = "Price from a neighbouring rule, or a size that is assumed";

/** The report of an estimate. Pure. */
export function reportOf(estimate: Estimate): CostReport {
  const { programs, total } = estimate;
  const change = isNew(estimate) ? undefined : estimate.change;
  const several = programs.length > 1;
  const called = (urn: string, name: string) =>
    several ? `${urn.split("::")[0]!.split(":")[2]}/${name}` : name;
  const costs = total?.resources ?? (change?.resources ?? []).flatMap(({ after }) => after ?? []);
  const named = <T>(of: (cost: ResourceCost) => T[]) =>
    costs.flatMap((cost) =>
      of(cost).map((each) => ({ each, name: called(cost.resource.urn, cost.resource.name) })),
    );
  return {
    title: programs.map(({ input }) => input.source).join(", "),
    headline: [
      ...(total ? [totalSentence(total)] : []),
      ...(total && several
        ? programs.flatMap((program) =>
            program.total ? [`${program.input.source}: ${totalSentence(program.total)}`] : [],
          )
        : []),
      ...(change ? [changeSentence(change), countsSentence(change)] : []),
    ],
    table: total && rowsOf(total, called),
    total,
    change,
    changes: change?.resources.filter(isShown) ?? [],
    uses: grouped(
      named(({ unknownUse }) => unknownUse).map(({ each: { item, usd, meter }, name }) => ({
        what: `${item}: ${unitPrice(usd, METERS[meter])}`,
        name,
      })),
    ),
    unpriced: grouped(named(({ unpriced }) => unpriced).map(reasonOf)),
    mayBill: grouped(named(({ mayBill }) => mayBill).map(reasonOf)),
    derived: grouped(
      named(({ lines, unknownUse }) => [...lines, ...unknownUse]).flatMap(
        ({ each: { item, derived }, name }) =>
          derived === undefined ? [] : [{ what: derived, name: `${item} of ${name}` }],
      ),
    ),
    notes: notesOf(estimate),
  };
}

/** Whether there was nothing before: the change is the total. */
function isNew({ total, change }: Estimate): boolean {
  return (
    total !== undefined &&
    change?.before?.ceiling === 0 &&
    change.resources.every(({ kind }) => kind === "added")
  );
}

function reasonOf({ each, name }: { each: Unpriced; name: string }): { what: string; name: string } {
  return { what: `${each.type}: ${each.reason}`, name };
}

/** "At least $1,476.94 a month expected, $2.02 an hour; from $1,060.00 to $6,879.00 a month" */
function totalSentence({ total, atLeast, unknown, lines }: Total): string {
  if (unknown) return "The cost is unknown: nothing here that bills has a price and a known use.";
  if (lines.length === 0) return "$0.00 a month: nothing here bills.";
  const sum = `${atLeast ? "At least " : ""}${dollars(total.expected * HOURS_A_MONTH)} a month expected, $${hourly(total.expected)} an hour`;
  return `${sum}${rangeOf(total, dollars)}.`;
}

function changeSentence({ against, difference, incomplete, unknown }: CostChange): string {
  if (unknown)
    return `Change against ${against}: unknown, because nothing that changes has a price and a known use.`;
  const sum = `${signedDollars(difference.expected * HOURS_A_MONTH)} a month expected`;
  const lacks = incomplete ? "; something that changes has no price or an unknown use" : "";
  return `Change against ${against}: ${sum}${rangeOf(difference, signedDollars)}${lacks}.`;
}

/** Nothing where the ends of the band are the same. */
function rangeOf({ floor, ceiling }: Money, format: (usd: number) => string): string {
  const [from, to] = [floor, ceiling].map((usd) => format(usd * HOURS_A_MONTH));
  return from === to ? "" : `; from ${from} at the floor to ${to} at the ceiling`;
}

const KINDS = ["added", "removed", "replaced", "changed"] as const;

export const SIGNS: Record<ResourceChange["kind"], string> = {
  added: "+",
  removed: "-",
  replaced: "±",
  changed: "~",
};

/** "2 added, 1 removed, none replaced, 3 changed; 1 of them bills nothing" */
function countsSentence({ resources }: CostChange): string {
  const counts = KINDS.map((kind) => {
    const count = resources.filter((each) => each.kind === kind).length;
    return `${count === 0 ? "none" : count.toLocaleString("en-US")} ${kind}`;
  });
  const free = resources.filter(({ before, after }) => !before && !after).length;
  return `${counts.join(", ")}${free > 0 ? `; ${counted(free, "of them bills", "of them bill")} nothing` : ""}.`;
}

function isShown({ kind, before, after }: ResourceChange): boolean {
  return kind === "replaced" || before !== undefined || after !== undefined;
}

/** "+$210.24 a month", or unknown where nothing of it has a price. */
export function changedBy(change: ResourceChange): string {
  return isKnown(change) ? signedDollars(change.difference.expected * HOURS_A_MONTH) : "unknown";
}

/** Whether something of a changed resource has a price, or nothing of it bills. */
export function isKnown({ before, after }: ResourceChange): boolean {
  const sides = [before, after].filter((side) => side !== undefined);
  return sides.some(({ lines }) => lines.length > 0) || sides.every((side) => !lacks(side));
}

function lacks({ unknownUse, unpriced, mayBill }: ResourceCost): boolean {
  return unknownUse.length + unpriced.length + mayBill.length > 0;
}

function rowsOf({ resources }: Total, called: (urn: string, name: string) => string): ResourceRow[] {
  const months = cents(resources.flatMap(({ lines }) => lines.map(monthOf)));
  let next = 0;
  return resources.map((cost) => {
    const { urn, name, type } = cost.resource;
    const lines = cost.lines.map((line) => lineRow(line, months[next++]!));
    const month = lines.reduce((sum, line) => sum + Math.round(line.month * 100), 0) / 100;
    return { urn, name: called(urn, name), type, lines, month, atLeast: lacks(cost) };
  });
}

function monthOf({ cost }: CostLine): number {
  return cost.expected * HOURS_A_MONTH;
}

function lineRow({ item, rate, derived }: CostLine, month: number): LineRow {
  return {
    item,
    quantity: rate ? Number(rate.quantity.toPrecision(6)).toLocaleString("en-US") : "",
    price: rate ? unitPrice(rate.usd, rate.unit) : "",
    month,
    derived: derived !== undefined,
  };
}

/**
 * Amounts in whole cents whose sum is the rounded sum of the amounts: each is rounded down, and the cents that are then
 * missing go to those that lost most.
 */
export function cents(amounts: readonly number[]): number[] {
  const exact = amounts.map((amount) => amount * 100);
  const whole = exact.map((amount) => Math.floor(amount + 1e-6));
  const total = Math.round(exact.reduce((sum, amount) => sum + amount, 0));
  const missing = total - whole.reduce((sum, amount) => sum + amount, 0);
  const places = exact
    .map((amount, place) => ({ place, lost: amount - whole[place]! }))
    .sort((one, other) => other.lost - one.lost || one.place - other.place);
  for (const { place } of places.slice(0, Math.max(0, missing))) whole[place]! += 1;
  return whole.map((amount) => amount / 100);
}

/** The most frequent first. */
function grouped(entries: { what: string; name: string }[]): Group[] {
  const names = new Map<string, Set<string>>();
  for (const { what, name } of entries) {
    const known = names.get(what);
    if (known) known.add(name);
    else names.set(what, new Set([name]));
  }
  return [...names]
    .map(([what, set]) => ({ what, names: [...set] }))
    .sort((one, other) => other.names.length - one.names.length || (one.what < other.what ? -1 : 1));
}

/** "web, api and 3 more" */
export function someOf(names: readonly string[], most = 3): string {
  const more = names.length - most;
  if (more > 0) return `${names.slice(0, most).join(", ")} and ${more.toLocaleString("en-US")} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}

function notesOf({ programs, notes }: Estimate): string[] {
  const regions = new Set(programs.flatMap(({ regions: used }) => used.map(({ name }) => name)));
  const read = programs.reduce((sum, { input }) => sum + input.read, 0);
  return [
    ...programs.flatMap(({ input: { source, errors }, notes: own }) => [
      ...own,
      ...(errors > 0
        ? [`${source} ended with ${counted(errors, "error")}: the resources after that are missing.`]
        : []),
    ]),
    ...(read > 0
      ? [
          `${counted(read, "resource that the program only reads is", "resources that the program only reads are")} left out.`,
        ]
      : []),
    ...notes.map((note) => `${note}.`),
    "A month has 730 hours. Expected: every node group at its desired size, spot at the average price; floor and ceiling: its least and most nodes.",
    ...[...regions]
      .sort()
      .map((name) =>
        priceBookOf(name)
          ? priceNote(name)
          : `There are no prices for ${name}: everything in it is listed without one.`,
      ),
  ];
}
