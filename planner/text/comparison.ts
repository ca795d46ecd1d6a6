import type { PolicyReport } from "../base";
import type { ChangedResource, Comparison, CostChanges, FitChange, ResourceChanges } from "../comparison";
import type { InputChange } from "../input-changes";
import { shortType } from "../resource-tree";
import { fill, heading, WIDTH, wrap, type Paint } from "./layout";
import { hourly, monthly, moneyTable, month, signed } from "./money";

/** Lines of one list, so that the whole section fits on a terminal. */
const MOST = 20;

/** What changes against the base: resources, dollars, rules and fit. */
export function comparisonSection(comparison: Comparison, paint: Paint): string {
  const { resources, cost, policies, capacity } = comparison;
  const parts = [
    resources ? resourceLines(resources, paint) : wrap(NOT_COMPARED, "  "),
    cost ? costLines(cost, resources, paint) : [],
    ruleLines("Newly broken rules", policies.broken, paint.red),
    ruleLines("Rules no longer broken", policies.fixed, paint.green),
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
  "One of the two plans creates nothing, because its pods don't fit: resources and dollars can't be compared.";

/** "2 resources added, 1 removed, none replaced, 3 changed" */
export function countsOf({ added, removed, replaced, changed }: ResourceChanges): string {
  const count = (list: unknown[]) => (list.length === 0 ? "none" : list.length.toLocaleString("en-US"));
  const noun = added.length === 1 ? "resource" : "resources";
  const others = `${count(removed)} removed, ${count(replaced)} replaced, ${count(changed)} changed`;
  return `${count(added)} ${noun} added, ${others}`.replace(/^none/, "no");
}

/** What a reader must not miss: changes that stop `up`, and pools of which every node is replaced. */
export function warningsOf({ refused, nodes, retagged }: ResourceChanges): string[] {
  return [
    ...refused.flatMap(({ type, name, because }) =>
      because.map((reason) => `${shortType(type)} ${name}: ${reason}`),
    ),
    ...nodes.map(({ name, text }) => `Node group ${name}: ${text}`),
    ...(retagged ? ["Tags: every taggable AWS resource gets the new ones, in place"] : []),
  ];
}

/** "10 -> 12", each side cut to a width. Of long values that start alike, it shows where they begin to differ. */
export function valuesOf({ before, after }: Pick<InputChange, "before" | "after">, width: number): string {
  const texts = [before, after].map((value) => (value === undefined ? "nothing" : JSON.stringify(value)));
  const [old, now] = texts as [string, string];
  const differs = [...old].findIndex((character, index) => character !== now[index]);
  const skip = old.length > width && now.length > width && differs > width / 2 ? differs - 4 : 0;
  const shown = (text: string) => fill(skip > 0 ? `…${text.slice(skip)}` : text, width).trimEnd();
  return `${shown(old)} -> ${shown(now)}`;
}

function resourceLines(resources: ResourceChanges, paint: Paint): string[] {
  const { added, removed, replaced, changed } = resources;
  const name = ({ type, name: own }: { type: string; name: string }) => `${shortType(type)} ${own}`;
  return [
    `  ${countsOf(resources)}`,
    ...warningsOf(resources).flatMap((warning) => wrap(`! ${warning}`, "  ").map((each) => paint.red(each))),
    ...capped(added.map((resource) => paint.green(line(`+ ${name(resource)}`)))),
    ...capped(removed.map((resource) => paint.red(line(`- ${name(resource)}`)))),
    ...capped(
      replaced.map((resource) => paint.red(line(`± ${name(resource)}: ${replacedBecause(resource)}`))),
    ),
    ...capped(
      changed.flatMap((resource) =>
        [...resource.inputs.map((input) => `${input.path} ${valuesOf(input, 28)}`), ...resource.because].map(
          (change) => paint.yellow(line(`~ ${name(resource)}: ${change}`)),
        ),
      ),
    ),
  ];
}

/** For each reason the values where they differ in the plans, otherwise the reason. */
export function replacedBecause({ inputs, because }: ChangedResource, width = 28): string {
  return because
    .map((reason) => {
      const input = inputs.find(({ path }) => path === reason);
      return input ? `${reason} ${valuesOf(input, width)}` : reason;
    })
    .join(", ");
}

function costLines(cost: CostChanges, resources: ResourceChanges | undefined, paint: Paint): string[] {
  const { before, after } = cost.hourlyCeiling;
  return [
    ...(cost.components.length > 0 ? [costTable(cost, paint)] : ["  No component's cost changes"]),
    ...costDuringChange(resources).map((text) => `  ${text}`),
    ...(before === after
      ? []
      : [`  The ceiling of the settings goes from $${hourly(before)} to $${hourly(after)} an hour`]),
  ];
}

/** The band doesn't include that old and new resources both cost while a change is made. */
export function costDuringChange(resources: ResourceChanges | undefined): string[] {
  const nodes = (resources?.nodes ?? []).reduce((sum, { nodesMeanwhile }) => sum + nodesMeanwhile, 0);
  if (nodes > 0) return [`During the change, up to ${nodes} more nodes run and cost.`];
  return resources && resources.replaced.length > 0
    ? ["During the change, old and new resources may both cost."]
    : [];
}

function costTable({ total, components }: CostChanges, paint: Paint): string {
  const change = (usd: number) => signed(usd, hourly);
  const monthlyChange = (usd: number) => signed(usd, monthly);
  return moneyTable(
    "US dollars an hour",
    components.map(({ name, difference }) => ({ name, amounts: difference, format: change })),
    [
      { name: "before", amounts: total.before, format: hourly },
      { name: "after", amounts: total.after, format: hourly },
      { name: "change an hour", amounts: total.difference, format: change, bold: true },
      { name: "change a month (730 h)", amounts: month(total.difference), format: monthlyChange, bold: true },
    ],
    paint,
  );
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

/** Cut, because names and values without spaces can't be wrapped. */
function cutToWidth(text: string): string {
  return fill(text, WIDTH).trimEnd();
}
