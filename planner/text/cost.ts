import { HOURS_A_MONTH, SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import { PRICE_BOOK } from "../../policy-pack/pricing/price-book";
import type { StackView } from "../../policy-pack/stack-view";
import { costByComponent, type StackCost } from "../cost";
import { hourly, monthly } from "./dollars";
import { fill, heading, table, wrap, type Column, type Paint } from "./layout";

const DRIVERS = 5;

/** The band: each component in the four situations, the totals, what drives them, and how far the ceiling is. */
export function costSection(cost: StackCost, stack: StackView, paint: Paint): string {
  return [
    heading("Cost: US dollars an hour", "", paint),
    bandTable(cost, stack, paint),
    "",
    ...ceilingLines(cost, paint),
    ...savingLines(cost),
    "",
    `  ${paint.bold(`Top ${DRIVERS} at the ceiling`)}`,
    ...drivers(cost, stack),
    "",
    ...wrap(priceNote(cost), "  ").map((line) => paint.dim(line)),
  ].join("\n");
}

function bandTable(cost: StackCost, stack: StackView, paint: Paint): string {
  const right = "right" as const;
  const columns: Column[] = [
    { title: "component", width: 32 },
    { title: "floor", align: right, width: 14 },
    { title: "expected", align: right, width: 14 },
    { title: "ceiling", align: right, width: 14 },
    { title: "spot gone", align: right, width: 14 },
  ];
  const row = (name: string, amounts: Money, format: (usd: number) => string) => [
    name,
    ...SITUATIONS.map((situation) => format(amounts[situation])),
  ];
  const month = Object.fromEntries(
    SITUATIONS.map((situation) => [situation, cost.total[situation] * HOURS_A_MONTH]),
  ) as unknown as Money;
  const atLeast = cost.unpriced.length > 0 ? "at least, " : "";
  return table(
    columns,
    [
      ...costByComponent(cost, stack).map(({ name, cost: amounts }) => row(name, amounts, hourly)),
      row(paint.bold(`${atLeast}an hour`), cost.total, (usd) => paint.bold(hourly(usd))),
      row(paint.bold(`${atLeast}a month (730 h)`), month, (usd) => paint.bold(monthly(usd))),
    ],
    paint,
  );
}

function ceilingLines({ total, hourlyCeilingUsd }: StackCost, paint: Paint): string[] {
  const left = hourlyCeilingUsd - total.ceiling;
  const text =
    left >= 0
      ? `$${hourly(total.ceiling)} at most, $${hourly(left)} below the ceiling of $${hourly(hourlyCeilingUsd)} an hour`
      : `$${hourly(total.ceiling)} at most, $${hourly(-left)} ABOVE the ceiling of $${hourly(hourlyCeilingUsd)} an hour`;
  return [`  ${left >= 0 ? paint.green(text) : paint.red(text)}`];
}

function savingLines({ total, allOnDemand }: StackCost): string[] {
  const saved = allOnDemand.expected - total.expected;
  if (saved <= 0) return [];
  const share = Math.round((saved / allOnDemand.expected) * 100);
  return [
    `  Spot saves $${hourly(saved)} of an expected hour, ${share} % of the same stack all on-demand ($${hourly(allOnDemand.expected)})`,
  ];
}

function drivers({ lines }: StackCost, stack: StackView): string[] {
  return [...lines]
    .sort((one, other) => other.cost.ceiling - one.cost.ceiling)
    .slice(0, DRIVERS)
    .map(
      ({ urn, item, cost }) =>
        `  ${fill(`${stack.get(urn)!.name}: ${item}`, 76)}${hourly(cost.ceiling).padStart(14)}`,
    );
}

function priceNote({ unpriced }: StackCost): string {
  const { ec2, services } = PRICE_BOOK.asOf;
  const date = ec2 === null ? "a catalogue without a date" : ec2;
  return (
    `Prices: EC2 from ${date}, other services as of ${services} (policy-pack/pricing/prices.json). ` +
    "Spot: the median of today's medians is expected, the dearest maximum is the ceiling. " +
    "What is billed by use follows the assumptions in cost.usage." +
    (unpriced.length > 0 ? ` ${unpriced.length} resources have no price.` : "")
  );
}
