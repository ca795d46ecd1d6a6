import Table from "cli-table3";
import type { createColors } from "picocolors";

/** Columns of the text report. */
export const WIDTH = 100;

export type Paint = ReturnType<typeof createColors>;

/** A section's title, and a text at the right margin. */
export function heading(title: string, right: string, paint: Paint): string {
  const line = fill(title, WIDTH - right.length) + right;
  return paint.bold(paint.underline(paint.isColorSupported ? line : line.trimEnd()));
}

export interface Column {
  title: string;
  align?: "right";
  width?: number;
}

/** Rows under dim titles, without rules, indented by two columns. */
export function table(columns: Column[], rows: string[][], paint: Paint): string {
  const lines = new Table({
    head: columns.map(({ title }) => paint.dim(title)),
    colAligns: columns.map(({ align }) => align ?? "left"),
    colWidths: columns.map(({ width }) => width ?? null),
    chars: NO_LINES,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
  });
  lines.push(...rows);
  return lines
    .toString()
    .split("\n")
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}

/** The text, cut or followed by spaces to the width. */
export function fill(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

/** "1 rule", "2 rules" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** Lines of at most the report's width; all but the first are indented further. */
export function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.length + word.length > WIDTH && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = `${indent}  `;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((part) => [part, ""]),
);
