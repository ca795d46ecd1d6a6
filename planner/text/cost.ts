import type { StackView } from "../../policy-pack/stack-view";
import { costByComponent, distanceToCeiling, nightSentence, type StackCost } from "../cost";
import { hourly, monthly } from "./dollars";
import { driverLines } from "./drivers";
import { heading, wrap, type Paint } from "./layout";
import { moneyTable, month } from "./money-table";
import { PRICE_NOTE } from "./price-note";

/** The band: each component in the four situations, the totals, what drives them, and how far the ceiling is. */
export function costSection(cost: StackCost, stack: StackView, paint: Paint): string {
  return [
    heading("Cost: US dollars an hour", "", paint),
    bandTable(cost, stack, paint),
    "",
    ...ceilingLines(cost, paint),
    ...wrap(besideTheBand(cost), "  "),
    ...savingLines(cost),
    ...wrap(nightSentence(cost) ?? "", "  ").filter((line) => line.trim() !== ""),
    "",
    ...driverLines(cost.lines, stack, paint),
    "",
    ...wrap(priceNote(cost), "  ").map((line) => paint.dim(line)),
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
      `  ${paint.yellow(`at least ${most} at the maximum: whether that stays below ${ceiling} can't be told`)}`,
    ];
  }
  return verdict === "below"
    ? [`  ${paint.green(`${most} at most, $${hourly(usd)} below ${ceiling}`)}`]
    : [`  ${paint.red(`${most} at most, $${hourly(usd)} ABOVE ${ceiling}`)}`];
}

/** What the ceiling leaves out. */
export function besideTheBand({ total, update, hourlyCeilingUsd }: StackCost): string {
  const { nodes, usdPerHour } = update;
  const above = total.ceiling + usdPerHour - hourlyCeilingUsd;
  const room = above > 0 ? `, $${hourly(above)} above the ceiling` : ", still below the ceiling";
  return nodes === 0
    ? "A rolling update adds no nodes: every pool ends old ones first."
    : `Beside that: a rolling update of every pool at its maximum runs up to ${nodes} nodes more while it lasts, $${hourly(usdPerHour)} an hour${room}.`;
}

function savingLines({ total, allOnDemand }: StackCost): string[] {
  const saved = allOnDemand.expected - total.expected;
  if (saved <= 0) return [];
  const share = Math.round((saved / allOnDemand.expected) * 100);
  return [
    `  Spot saves $${hourly(saved)} of an expected hour, ${share} % of the same stack all on-demand ($${hourly(allOnDemand.expected)})`,
  ];
}

function priceNote({ unpriced }: StackCost): string {
  return (
    `${PRICE_NOTE} Spot: the median of today's medians is expected, the dearest maximum is the ceiling. ` +
    "What is billed by use follows the assumptions in cost.usage." +
    (unpriced.length > 0 ? ` ${unpriced.length} resources have no price.` : "")
  );
}
