import { SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import { cut } from "./cut";

/** Titles of a table's columns, with how each is aligned below them: ":--" or "--:". */
export type Columns = [title: string, alignment: ":--" | "--:"][];

/** A table of at most so many bytes. Cells are escaped by the caller. */
export function table(columns: Columns, rows: string[][], bytes: number): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const head = [line(columns.map(([title]) => title)), line(columns.map(([, alignment]) => alignment))];
  return [...head, ...cut(rows.map(line), bytes)].join("\n");
}

/** The columns of the band, after one of names. */
export function bandColumns(title: string): Columns {
  return [
    [title, ":--"],
    ["floor", "--:"],
    ["expected", "--:"],
    ["ceiling", "--:"],
    ["spot gone", "--:"],
  ];
}

/** A row below {@link bandColumns}. */
export function bandRow(name: string, amounts: Money, format: (usd: number) => string): string[] {
  return [name, ...SITUATIONS.map((situation) => format(amounts[situation]))];
}

/** Something that a reader opens. The empty lines let Markdown be Markdown within HTML. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
