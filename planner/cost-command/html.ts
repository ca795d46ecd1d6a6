import { markup, type Markup } from "../html/markup";
import { page, section } from "../html/page";
import { table, tableBody, tableGroup } from "../html/table";
import { rounded } from "../rounding";
import { dollars, hourly, month } from "../text/money";
import type { Estimate, ResourceChange, Total } from "./estimate";
import { changedBy, DERIVED, reportOf, SIGNS, type CostReport, type Group, type ResourceRow } from "./report";

/** The cost as one HTML file without scripts and requests. Exact dollars are in `data-usd-per-month`. */
export function costHtml(estimate: Estimate): string {
  const report = reportOf(estimate);
  const { total } = report;
  return page(`${report.title}: cost`, [
    header(report),
    ...(report.changes.length > 0 ? [section("change", "Change", changeTable(report.changes))] : []),
    ...(report.table && report.table.length > 0
      ? [section("resources", "Cost by resource", resourceTable(report.table, total!))]
      : []),
    ...group("use", "Depends on use, and is not in the sums", report.uses),
    ...group("unpriced", "No price", report.unpriced),
    ...group("may-bill", "May bill, not seen from here", report.mayBill),
    ...group("derived", `* ${DERIVED}`, report.derived),
    section("notes", "Notes", list(report.notes.map((note) => markup`<li>${note}</li>`))),
  ]).text;
}

function header({ title, headline, total }: CostReport): Markup {
  const atLeast = total?.atLeast ? markup`<small>at least</small> ` : undefined;
  const figures =
    total && total.lines.length > 0
      ? markup`<dl class="figures">
<div class="big"><dt>expected, a month</dt><dd>${atLeast}<span data-usd-per-month="${rounded(month(total.total).expected)}">${dollars(month(total.total).expected)}</span></dd></div>
<div class="big"><dt>expected, an hour</dt><dd>${atLeast}<span>$${hourly(total.total.expected)}</span></dd></div>
<div><dt>floor to ceiling, a month</dt><dd>${dollars(month(total.total).floor)} to ${dollars(month(total.total).ceiling)}</dd></div>
</dl>`
      : undefined;
  return markup`<header>
<p class="eyebrow">What a Pulumi program costs</p>
<h1>${title}</h1>
${figures}
${(figures ? headline.slice(1) : headline).map((sentence) => markup`<p>${sentence}</p>\n`)}
</header>
`;
}

function changeTable(changes: ResourceChange[]): Markup {
  return table(
    "Changed resources, US dollars of an expected month",
    [{ text: "resource" }, { text: "a month", number: true }, { text: "what happens" }],
    [
      tableBody(
        changes.map(
          (each) =>
            markup`<tr data-urn="${each.urn}" data-kind="${each.kind}"><th scope="row">${each.name}<br><span class="muted">${each.type}</span></th><td class="number" data-usd-per-month="${rounded(month(each.difference).expected)}">${changedBy(each)}</td><td class="words">${SIGNS[each.kind]} ${each.kind}${each.because.length > 0 ? `: ${each.because.join(", ")}` : ""}</td></tr>\n`,
        ),
      ),
    ],
  );
}

function resourceTable(rows: ResourceRow[], total: Total): Markup {
  const all = month(total.total).expected;
  return table(
    "US dollars of an expected month",
    [
      { text: "billed for" },
      { text: "a month", number: true }, // before the quantity, so that a phone shows it
      { text: "quantity", number: true },
      { text: "unit price" },
    ],
    rows.map((row) =>
      tableGroup(`${row.name} (${row.type})`, 4, [
        ...row.lines.map(
          ({ item, quantity, price, month: usd, derived }) =>
            markup`<tr data-urn="${row.urn}"><th scope="row" class="words">${item}</th><td class="number" data-usd-per-month="${rounded(usd)}">${dollars(usd)}</td><td class="number">${quantity}</td><td class="words">${derived ? "* " : ""}${price}</td></tr>\n`,
        ),
        ...(row.atLeast
          ? [
              markup`<tr data-urn="${row.urn}"><th scope="row" class="words">not in the sum, see below</th><td class="number">unknown</td><td></td><td></td></tr>\n`,
            ]
          : []),
      ]),
    ),
    [
      markup`<tr data-total="month"><th scope="row">${total.atLeast ? "at least, " : ""}all resources</th><td class="number" data-usd-per-month="${rounded(all)}">${total.unknown ? "unknown" : dollars(all)}</td><td></td><td></td></tr>\n`,
    ],
  );
}

function group(id: string, title: string, groups: Group[]): Markup[] {
  if (groups.length === 0) return [];
  return [
    section(
      id,
      title,
      list(
        groups.map(({ what, names }) =>
          names.length > 3
            ? markup`<li>${what}<details><summary>${names.length} resources</summary>${names.join(", ")}</details></li>`
            : markup`<li>${what} <span class="muted">(${names.join(", ")})</span></li>`,
        ),
      ),
    ),
  ];
}

function list(entries: Markup[]): Markup {
  return markup`<ul>${entries}</ul>\n`;
}
