import type { StackView } from "../../policy-pack/stack-view";
import { costByComponent, distanceToCeiling, type StackCost } from "../cost";
import { heading, wrap, type Paint } from "./layout";
import { costDrivers, derivedNote, hourly, monthly, moneyTable, month, priceNote } from "./money";

/** The band: each component in the four situations, the totals, the distance to the ceiling, and the largest lines. */
export function costSection(cost: StackCost, stack: StackView, paint: Paint): string {
  return [
    heading("Cost: US dollars an hour", "", paint),
    bandTable(cost, stack, paint),
    "",
    ...ceilingLines(cost, paint),
    ...wrap(rollingUpdateSentence(cost), "  "),
    ...savingLines(cost),
    ...wrap(nightSentence(cost) ?? "", "  ").filter((line) => line.trim() !== ""),
    "",
    ...costDrivers(cost.lines, stack, paint),
    "",
    ...wrap(note(cost), "  ").map((line) => paint.dim(line)),
  ].join("\n");
}

function bandTable(cost: StackCost, stack: StackView, paint: Paint): string {
  const atLeast = cost.unpriced.length > 0 ? "at least, " : "";
  return moneyTable(
    "component",
    costByComponent(cost, stack).map((each) => ({ name: each.name, amounts: each.cost, format: hourly })),
    [
      { name: `${atLeast}an hour`, amounts: cost.total, format: hourly, bold: true },
      { name: `${atLeast}a month (730 h)`, amounts: month(cost.total), format: monthly, bold: true },
    ],
    paint,
  );
}

function ceilingLines(cost: StackCost, paint: Paint): string[] {
  const { verdict, usd } = distanceToCeiling(cost);
  const most = `$${hourly(cost.total.ceiling)}`;
  const ceiling = `the ceiling of $${hourly(cost.hourlyCeilingUsd)} an hour`;
  if (verdict === "unknown") {
    return [
      `  ${paint.yellow(`at least ${most} at the maximum; without a price for everything it is unknown whether that stays below ${ceiling}`)}`,
    ];
  }
  return verdict === "below"
    ? [`  ${paint.green(`${most} at most, $${hourly(usd)} below ${ceiling}`)}`]
    : [`  ${paint.red(`${most} at most, $${hourly(usd)} ABOVE ${ceiling}`)}`];
}

/** What a rolling update adds to the band. */
export function rollingUpdateSentence({ total, update, hourlyCeilingUsd }: StackCost): string {
  const { nodes, usdPerHour } = update;
  if (nodes === 0) return "A rolling update adds no nodes: every pool ends old ones first.";
  const above = total.ceiling + usdPerHour - hourlyCeilingUsd;
  const sum = above > 0 ? `$${hourly(above)} above the ceiling` : "still below the ceiling";
  return `Not included: a rolling update of every pool at its maximum adds up to ${nodes} nodes and $${hourly(usdPerHour)} an hour while it runs, ${sum} in total.`;
}

/** What an hour costs while the namespaces with a schedule are at zero; absent without a schedule. */
export function nightSentence({ night, total }: StackCost): string | undefined {
  if (!night) return undefined;
  const { usdPerHour, nodes, usualNodes } = night;
  const changed = Object.keys(nodes)
    .filter((pool) => nodes[pool] !== usualNodes[pool])
    .map((pool) => `${pool} ${nodes[pool]} instead of ${usualNodes[pool]}`);
  return `At night $${hourly(usdPerHour)} an hour, $${hourly(total.expected - usdPerHour)} less than in a usual hour, ${changed.length > 0 ? `nodes: ${changed.join(", ")}` : "with the same nodes"}`;
}

function savingLines({ total, allOnDemand }: StackCost): string[] {
  const saved = allOnDemand.expected - total.expected;
  if (saved <= 0) return [];
  const share = Math.round((saved / allOnDemand.expected) * 100);
  return [
    `  Spot saves $${hourly(saved)} of an expected hour, ${share} % of the same stack all on-demand ($${hourly(allOnDemand.expected)})`,
  ];
}

function note({ region, lines, unpriced }: StackCost): string {
  return [
    priceNote(region),
    "Spot: the median of the types' averages is expected, the dearest maximum is the ceiling.",
    "What is billed by use follows the assumptions in cost.usage.",
    ...[derivedNote(lines) ?? []].flat(),
    ...(unpriced.length > 0 ? [`${unpriced.length} resources have no price.`] : []),
  ].join(" ");
}
