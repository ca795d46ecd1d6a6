import { HOURS_A_MONTH, money, SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import type { PolicyReport } from "../base";
import type { Comparison, CostChanges, FitChange, InputChange, ResourceChanges } from "../comparison";
import { shortType } from "../resource-tree";
import { hourly, monthly } from "./dollars";
import { fill, heading, table, WIDTH, wrap, type Column, type Paint } from "./layout";

/** Lines of one list; a terminal holds the whole section. */
const MOST = 20;

/** What changes against the base: resources, dollars, rules and fit. */
export function comparisonSection(comparison: Comparison, paint: Paint): string {
  const { resources, cost, policies, capacity } = comparison;
  const parts = [
    resources ? resourceLines(resources, paint) : wrap(NOT_COMPARED, "  "),
    cost ? costLines(cost, paint) : [],
    ruleLines("Newly broken rules", policies.broken, paint.red),
    ruleLines("Rules no longer broken", policies.mended, paint.green),
    capacity.map((change) => fitLine(change, paint)),
  ];
  return [
    heading("Against the base", "", paint),
    parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n"),
  ].join("\n");
}

export const NOT_COMPARED =
  "One of the two plans makes nothing, because its pods don't fit: resources and dollars can't be compared.";

/** "2 resources added, 1 removed, none changed" */
export function countsOf({ added, removed, changed }: ResourceChanges): string {
  const count = (list: unknown[]) => (list.length === 0 ? "none" : list.length.toLocaleString("en-US"));
  const noun = added.length === 1 ? "resource" : "resources";
  return `${count(added)} ${noun} added, ${count(removed)} removed, ${count(changed)} changed`.replace(
    /^none/,
    "no",
  );
}

/** Dollars with a sign; nothing where they would show as zero. */
export function signed(usd: number, format: (usd: number) => string): string {
  const amount = format(Math.abs(usd));
  if (Number(amount) === 0) return format(0);
  return `${usd < 0 ? "-" : "+"}${amount}`;
}

/** An hour's dollars as a month's. */
export function month(hour: Money): Money {
  return money((situation) => hour[situation] * HOURS_A_MONTH);
}

/**
 * "10 -> 12", each side cut to a width. Of long values that start alike, the part is shown in which they begin to
 * differ.
 */
export function valuesOf({ before, after }: Pick<InputChange, "before" | "after">, width: number): string {
  const texts = [before, after].map((value) => (value === undefined ? "nothing" : JSON.stringify(value)));
  const [old, now] = texts as [string, string];
  const differs = [...old].findIndex((character, index) => character !== now[index]);
  const skip = old.length > width && now.length > width && differs > width / 2 ? differs - 4 : 0;
  const shown = (text: string) => fill(skip > 0 ? `…${text.slice(skip)}` : text, width).trimEnd();
  return `${shown(old)} -> ${shown(now)}`;
}

function resourceLines(resources: ResourceChanges, paint: Paint): string[] {
  const { added, removed, changed } = resources;
  const name = ({ type, name: own }: { type: string; name: string }) => `${shortType(type)} ${own}`;
  return [
    `  ${countsOf(resources)}`,
    ...capped(added.map((resource) => paint.green(line(`+ ${name(resource)}`)))),
    ...capped(removed.map((resource) => paint.red(line(`- ${name(resource)}`)))),
    ...capped(
      changed.flatMap((resource) =>
        resource.inputs.map((input) =>
          paint.yellow(line(`~ ${name(resource)}: ${input.path} ${valuesOf(input, 28)}`)),
        ),
      ),
    ),
  ];
}

function costLines(cost: CostChanges, paint: Paint): string[] {
  const { before, after } = cost.hourlyCeiling;
  return [
    ...(cost.components.length > 0 ? [costTable(cost, paint)] : ["  Every component costs what it did"]),
    ...(before === after
      ? []
      : [`  The ceiling of the settings goes from $${hourly(before)} to $${hourly(after)} an hour`]),
  ];
}

function costTable({ total, components }: CostChanges, paint: Paint): string {
  const right = "right" as const;
  const columns: Column[] = [
    { title: "US dollars an hour", width: 32 },
    { title: "floor", align: right, width: 14 },
    { title: "expected", align: right, width: 14 },
    { title: "ceiling", align: right, width: 14 },
    { title: "spot gone", align: right, width: 14 },
  ];
  const row = (name: string, amounts: Money, format: (usd: number) => string) => [
    name,
    ...SITUATIONS.map((situation) => format(amounts[situation])),
  ];
  const change = (usd: number) => signed(usd, hourly);
  const shown = components.slice(0, MOST);
  const rows = [
    ...shown.map(({ name, difference }) => row(fill(name, 31).trimEnd(), difference, change)),
    ...(components.length > MOST ? [[`and ${components.length - MOST} more`, "", "", "", ""]] : []),
    row("before", total.before, hourly),
    row("after", total.after, hourly),
    row(paint.bold("change an hour"), total.difference, (usd) => paint.bold(change(usd))),
    row(paint.bold("change a month (730 h)"), month(total.difference), (usd) =>
      paint.bold(signed(usd, monthly)),
    ),
  ];
  return table(columns, rows, paint);
}

function ruleLines(title: string, policies: PolicyReport[], colour: (text: string) => string): string[] {
  if (policies.length === 0) return [];
  const lines = policies.map(({ rule, level, message }) =>
    wrap(`${rule} (${level}): ${message}`, "    ").map(cutToWidth).join("\n"),
  );
  return [`  ${colour(title)}`, ...capped(lines, "    ")];
}

function fitLine({ scenario, pool, fits }: FitChange, paint: Paint): string {
  return fits
    ? paint.green(line(`${scenario}: ${pool} fits now`))
    : paint.red(line(`${scenario}: ${pool} no longer fits`));
}

function capped(lines: string[], indent = "  "): string[] {
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), `${indent}and ${more.toLocaleString("en-US")} more`] : lines;
}

function line(text: string): string {
  return cutToWidth(`  ${text}`);
}

/** Names and values without spaces can't be wrapped. */
function cutToWidth(text: string): string {
  return fill(text, WIDTH).trimEnd();
}
