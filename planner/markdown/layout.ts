import { SITUATIONS, type Money } from "../../policy-pack/pricing/money";

/** Titles of a table's columns, with how each is aligned below them: ":--" or "--:". */
export type Columns = [title: string, alignment: ":--" | "--:"][];

/** A table of at most so many bytes. The caller escapes the cells. */
export function table(columns: Columns, rows: string[][], bytes: number): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const head = [line(columns.map(([title]) => title)), line(columns.map(([, alignment]) => alignment))];
  return [...head, ...cut(rows.map(line), bytes)].join("\n");
}

/** A column of names and those of the band. */
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

/** A folded part. The empty lines make GitHub render the body as Markdown. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Of the line that says how many are left out. */
const MORE_BYTES = 40;

/** As many entries as fit into the bytes (UTF-8), and a line that counts the others. An entry may have several lines. */
export function cut(entries: string[], bytes: number): string[] {
  let left = bytes - MORE_BYTES;
  const shown = entries.findIndex((entry) => (left -= Buffer.byteLength(entry) + 1) < 0);
  if (shown === -1) return entries;
  return [...entries.slice(0, shown), "", `… and ${(entries.length - shown).toLocaleString("en-US")} more`];
}

/** Longer texts, such as a policy's JSON, are cut. */
const LONGEST = 300;

/** Characters with a meaning in Markdown or HTML, or that end a table's cell. */
const SPECIAL = /[&<>|`*_[\]\\~#$]/g;

/** Text that Markdown shows unchanged, in one line, cut after 300 characters. */
export function escape(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  return cut.replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}

/** A name or a value; in code, GitHub turns nothing into a mention or a reference. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** Unchanged lines in a code block whose fence is longer than any in the lines. */
export function fenced(lines: string[]): string[] {
  const runs = lines.join("\n").match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${fence}text`, ...lines, fence];
}
