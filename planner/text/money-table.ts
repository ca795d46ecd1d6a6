import { HOURS_A_MONTH, money, SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import { fill, table, type Paint } from "./layout";

/** Components that have a line; more are counted. */
const MOST = 20;

export interface MoneyRow {
  name: string;
  amounts: Money;
  format: (usd: number) => string;
  bold?: true;
}

/** A row of four amounts for each component, as many as a screen takes, and the rows of the totals. */
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

/** An hour's dollars as a month's. */
export function month(hour: Money): Money {
  return money((situation) => hour[situation] * HOURS_A_MONTH);
}

function cells({ name, amounts, format, bold }: MoneyRow, paint: Paint): string[] {
  const shown = (text: string) => (bold ? paint.bold(text) : text);
  return [
    shown(fill(name, 31).trimEnd()),
    ...SITUATIONS.map((situation) => shown(format(amounts[situation]))),
  ];
}
