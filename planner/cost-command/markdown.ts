import { shortType } from "../resource-tree";
import { code, cut, details, escape, table, type Columns } from "../markdown/layout";
import { dollars, month } from "../text/money";
import type { Estimate, ResourceChange, Total } from "./estimate";
import { changedBy, DERIVED, reportOf, SIGNS, someOf, type Group, type ResourceRow } from "./report";

/** Bytes of each part. Together they are fewer than the 65,536 characters that a comment on GitHub may have. */
const BYTES = { headline: 2_000, change: 14_000, resources: 20_000, group: 5_000, notes: 4_000 };

/** The cost as a comment on a pull request. */
export function costMarkdown(estimate: Estimate): string {
  const report = reportOf(estimate);
  const [first = "", ...others] = report.headline;
  const blocks = [
    "<!-- pulumi-cost -->", // a workflow finds the comment that it updates by this line
    `### Cost of ${cut([escape(report.title)], BYTES.headline).join("")}`,
    `**${escape(first)}**`,
    ...(others.length > 0 ? [others.map(escape).join(" ")] : []),
    ...(report.changes.length > 0 ? [changeTable(report.changes)] : []),
    ...(report.table && report.table.length > 0
      ? [details("Cost by resource", resourceTable(report.table, report.total!))]
      : []),
    ...group("Depends on use, and is not in the sums", report.uses),
    ...group("No price", report.unpriced),
    ...group("May bill, not seen from here", report.mayBill),
    ...group(`* ${DERIVED}`, report.derived),
    details(
      "Notes",
      cut(
        report.notes.map((note) => `- ${escape(note)}`),
        BYTES.notes,
      ).join("\n"),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function changeTable(changes: ResourceChange[]): string {
  const columns: Columns = [
    ["resource", ":--"],
    ["what happens", ":--"],
    ["US dollars a month", "--:"],
  ];
  const rows = changes.map((each) => {
    const { kind, type, name, because } = each;
    const why = because.length > 0 ? `: ${escape(because.join(", "))}` : "";
    return [
      `${escape(shortType(type))} ${code(name)}`,
      `${escape(SIGNS[kind])} ${kind}${why}`,
      changedBy(each),
    ];
  });
  return table(columns, rows, BYTES.change);
}

/** The last row is never cut away. */
function resourceTable(rows: ResourceRow[], { total, atLeast, unknown }: Total): string {
  const columns: Columns = [
    ["resource", ":--"],
    ["type", ":--"],
    ["billed for", ":--"],
    ["quantity", "--:"],
    ["unit price", ":--"],
    ["US dollars a month", "--:"],
  ];
  const all = unknown ? "unknown" : dollars(month(total).expected);
  const sum = ["", "", `**${atLeast ? "at least, " : ""}all resources**`, "", "", `**${escape(all)}**`];
  const lines = rows.flatMap(({ name, type, lines: own }) =>
    own.length > 0
      ? own.map(({ item, quantity, price, month: usd, derived }) => [
          code(name),
          escape(shortType(type)),
          escape(item),
          quantity,
          escape(`${derived ? "* " : ""}${price}`),
          escape(dollars(usd)),
        ])
      : [[code(name), escape(shortType(type)), "", "", "", "unknown"]],
  );
  return table(columns, [sum, ...lines], BYTES.resources);
}

function group(title: string, groups: Group[]): string[] {
  if (groups.length === 0) return [];
  const lines = groups.map(
    ({ what, names }) => `- ${names.length} x ${escape(what)} (${escape(someOf(names))})`,
  );
  return [details(escape(title), cut(lines, BYTES.group).join("\n"))];
}
