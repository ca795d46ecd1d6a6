import type { CostLine } from "../../policy-pack/pricing/cost";
import { HOURS_A_MONTH, money, SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import { priceBookOf } from "../../policy-pack/pricing/price-book";
import type { StackView } from "../../policy-pack/stack-view";
import { largestLines } from "../cost-breakdown";
import { fill, table, type Paint } from "./layout";

/** At most so many components have a line; the others are counted. */
const MOST = 20;

const DRIVERS = 5;

/** The dates of a region's prices, as a sentence. */
export function priceNote(region: string): string {
  const { onDemand, spot, services } = priceBookOf(region)!.asOf;
  const spotDate = spot === null ? "no spot prices" : `spot as of ${spot}`;
  return `Prices: EC2 as of ${onDemand}, ${spotDate}, other services as of ${services} (policy-pack/pricing/prices/${region}.json).`;
}

/** Which lines have a price that the book derives from others; undefined if none has. */
export function derivedNote(lines: readonly CostLine[]): string | undefined {
  const items = lines.filter(({ derived }) => derived !== undefined).map(({ item }) => item.split(",")[0]!);
  if (items.length === 0) return undefined;
  return `From a neighbouring rule, because no price of the region was found: ${[...new Set(items)].join(", ")}.`;
}

/** Dollars an hour: with cents, below a dollar with one digit more. */
export function hourly(usd: number): string {
  return usd >= 0.995 || usd === 0 ? usd.toFixed(2) : usd.toFixed(3);
}

/** Dollars a month, whole. */
export function monthly(usd: number): string {
  return Math.round(usd).toLocaleString("en-US");
}

/** What a unit costs, by the thousand or million where one costs next to nothing: "$0.048 / GB", "$0.40 / million requests". */
export function unitPrice(usd: number, unit: string): string {
  const [scale, many] =
    usd === 0 || usd >= 1e-3 ? [1, ""] : usd >= 1e-5 ? [1e3, "thousand "] : [1e6, "million "];
  const [whole, decimals = ""] = String(Number((usd * scale).toPrecision(6))).split(".");
  return `$${whole}.${decimals.padEnd(2, "0")} / ${many}${unit}`;
}

/** Dollars and cents: "$1,476.94", "-$3.00". */
export function dollars(usd: number): string {
  const text = Math.abs(usd).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${usd < 0 && /[1-9]/.test(text) ? "-" : ""}$${text}`;
}

/** The same with a sign where it isn't nothing. */
export function signedDollars(usd: number): string {
  const text = dollars(usd);
  return text.startsWith("-") || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** Dollars with a sign; without one where they are shown as zero. */
export function signed(usd: number, format: (usd: number) => string): string {
  const amount = format(Math.abs(usd));
  if (Number(amount) === 0) return format(0);
  return `${usd < 0 ? "-" : "+"}${amount}`;
}

/** Dollars an hour as dollars a month. */
export function month(hour: Money): Money {
  return money((situation) => hour[situation] * HOURS_A_MONTH);
}

export interface MoneyRow {
  name: string;
  amounts: Money;
  format: (usd: number) => string;
  bold?: true;
}

/** A row of four amounts for each component, as many as a screen has room for, and the rows of the totals. */
export function moneyTable(title: string, components: MoneyRow[], totals: MoneyRow[], paint: Paint): string {
  const amount = (name: string) => ({ title: name, align: "right" as const, width: 14 });
  const columns = [{ title, width: 32 }, ...["floor", "expected", "ceiling", "spot gone"].map(amount)];
  const more = components.length - MOST;
  const rows = [
    ...components.slice(0, MOST).map((row) => cells(row, paint)),
    ...(more > 0 ? [[`and ${more} more`, "", "", "", ""]] : []),
    ...totals.map((row) => cells(row, paint)),
  ];
  return table(columns, rows, paint);
}

function cells({ name, amounts, format, bold }: MoneyRow, paint: Paint): string[] {
  const shown = (text: string) => (bold ? paint.bold(text) : text);
  return [
    shown(fill(name, 31).trimEnd()),
    ...SITUATIONS.map((situation) => shown(format(amounts[situation]))),
  ];
}

/** The lines that cost most at the ceiling, under a title. */
export function costDrivers(lines: readonly CostLine[], stack: StackView, paint: Paint): string[] {
  return [
    `  ${paint.bold(`Top ${DRIVERS} at the ceiling`)}`,
    ...largestLines(lines, DRIVERS).map(
      ({ urn, item, cost }) =>
        `  ${fill(`${stack.get(urn)!.name}: ${item}`, 76)}${hourly(cost.ceiling).padStart(14)}`,
    ),
  ];
}
