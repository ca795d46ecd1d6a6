import { createColors } from "picocolors";
import { largestComponents } from "../cost-breakdown";
import { shortType } from "../resource-tree";
import { counted, fill, heading, table, WIDTH, wrap, type Paint } from "../text/layout";
import { dollars, hourly, monthly, moneyTable, month } from "../text/money";
import type { CostChange, Estimate, ResourceChange, Total } from "./estimate";
import {
  changedBy,
  DERIVED,
  reportOf,
  SIGNS,
  someOf,
  type CostReport,
  type Group,
  type ResourceRow,
} from "./report";

/** At most so many entries of a list are shown; the JSON has all. */
const MOST = 25;

/** For a terminal of 100 columns. */
export function costText(estimate: Estimate, colour: boolean): string {
  const paint = createColors(colour);
  const report = reportOf(estimate);
  const { total, change, changes, uses, unpriced, mayBill, derived } = report;
  const sections = [
    header(estimate, report, paint),
    ...(change && changes.length > 0 ? [changeSection(changes, change, paint)] : []),
    ...(report.table && report.table.length > 0 ? [resourceTable(report.table, total!, paint)] : []),
    ...(total && total.lines.length > 0 ? [bandSection(total, paint)] : []),
    ...groupSection("Depends on use, and is not in the sums (see --usage)", uses, paint),
    ...groupSection("No price for", unpriced, paint),
    ...groupSection("May bill, not seen from here", mayBill, paint),
    ...groupSection(`* ${DERIVED}`, derived, paint),
    report.notes
      .flatMap((note) => wrap(note, "  "))
      .map((line) => paint.dim(cut(line)))
      .join("\n"),
  ];
  return `${sections.join("\n\n")}\n`;
}

function header({ programs }: Estimate, { headline }: CostReport, paint: Paint): string {
  return [
    ...programs.map(({ input, region }) => {
      const isPlanned = input.kind === "preview" || input.kind === "event log";
      const of = isPlanned ? "the resources of a preview" : "the resources of a stack";
      const facts = `${counted(input.count, "resource")}, prices of ${region.name} (${region.origin})`;
      return `${cut(`${paint.bold(input.source)}: ${of}`)}\n${cut(facts)}`;
    }),
    "",
    ...headline.flatMap((sentence, index) =>
      wrap(sentence, "").map((line) => (index === 0 ? paint.bold(line) : line)),
    ),
  ].join("\n");
}

function changeSection(changes: ResourceChange[], { against }: CostChange, paint: Paint): string {
  const colours = { added: paint.green, removed: paint.red, replaced: paint.red, changed: paint.yellow };
  const lines = changes.map((each) => {
    const { kind, type, name, because } = each;
    const why = because.length > 0 ? `: ${because.join(", ")}` : "";
    const text = fill(`${SIGNS[kind]} ${shortType(type)} ${name}, ${kind}${why}`, 80);
    return `  ${colours[kind](text)}${fit(changedBy(each)).padStart(17)}`;
  });
  return [heading(`Against ${cut(against)}`, "US dollars a month", paint), ...capped(lines)].join("\n");
}

/** Each resource with what is billed for it; the months add up to the total. */
function resourceTable(rows: ResourceRow[], { total, atLeast, unknown }: Total, paint: Paint): string {
  const shown = rows.slice(0, MOST);
  const rest = rows.slice(MOST);
  const restMonth = rest.reduce((sum, { month: own }) => sum + Math.round(own * 100), 0) / 100;
  const columns = [
    { title: "resource, and what is billed", width: 47 },
    { title: "quantity", align: "right" as const, width: 12 },
    { title: " unit price", width: 25 },
    { title: "a month", align: "right" as const, width: 14 },
  ];
  const all = unknown ? "unknown" : dollars(month(total).expected);
  return [
    heading("Cost by resource", "US dollars of an expected month", paint),
    table(
      columns,
      [
        ...shown.flatMap((row) => resourceCells(row, paint)),
        ...(rest.length > 0
          ? [[`and ${counted(rest.length, "more resource")}`, "", "", dollars(restMonth)]]
          : []),
        [paint.bold(`${atLeast ? "at least, " : ""}all resources`), "", "", paint.bold(fit(all))],
      ],
      paint,
    ),
  ].join("\n");
}

function resourceCells({ name, type, lines, month: sum, atLeast }: ResourceRow, paint: Paint): string[][] {
  const known = lines.length > 0 || !atLeast;
  return [
    [
      paint.bold(fill(`${name} (${shortType(type)})`, 46).trimEnd()),
      "",
      atLeast && known ? " at least" : "",
      known ? fit(dollars(sum)) : "unknown",
    ],
    ...lines.map(({ item, quantity, price, month: own, derived }) => [
      fill(`  ${item}`, 46).trimEnd(),
      fit(quantity, 11),
      fill(` ${derived ? "* " : ""}${price}`, 24).trimEnd(),
      paint.dim(fit(dollars(own))),
    ]),
  ];
}

function bandSection(total: Total, paint: Paint): string {
  const atLeast = total.atLeast ? "at least, " : "";
  return [
    heading("Cost: US dollars an hour", "", paint),
    moneyTable(
      "component",
      largestComponents(
        total.lines,
        total.resources.map(({ resource }) => resource),
      ).map((each) => ({ name: each.name, amounts: each.cost, format: hourly })),
      [
        { name: `${atLeast}an hour`, amounts: total.total, format: hourly, bold: true },
        { name: `${atLeast}a month (730 h)`, amounts: month(total.total), format: monthly, bold: true },
      ],
      paint,
    ),
  ].join("\n");
}

function groupSection(title: string, groups: Group[], paint: Paint): string[] {
  if (groups.length === 0) return [];
  const lines = groups.map(({ what, names }) =>
    wrap(`${names.length} x ${what} (${someOf(names)})`, "  ")
      .map(cut)
      .join("\n"),
  );
  return [[`${paint.bold(title)}`, ...capped(lines)].join("\n")];
}

function capped(lines: string[]): string[] {
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), `  and ${more.toLocaleString("en-US")} more`] : lines;
}

function cut(line: string): string {
  return fill(line, WIDTH).trimEnd();
}

/** Cut to a column of amounts. */
function fit(text: string, width = 13): string {
  return fill(text, width).trim();
}
