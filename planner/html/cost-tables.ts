import { HOURS_A_MONTH, SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import type { StackView } from "../../policy-pack/stack-view";
import { costByComponent, type StackCost } from "../cost";
import { largestLines } from "../cost-breakdown";
import { derivedNote, hourly, monthly, priceNote } from "../text/money";
import { rounded } from "../rounding";
import { joined, markup, type Markup } from "./markup";
import { table, tableBody } from "./table";

const HEADINGS = [
  { text: "component" },
  ...["floor", "expected", "ceiling", "spot gone"].map((text) => ({ text, number: true })),
];

/** Every component in the four situations, and the totals. */
export function costTable(cost: StackCost, stack: StackView): Markup {
  const atLeast = cost.unpriced.length > 0 ? "at least, " : "";
  return joined([
    table(
      "US dollars an hour",
      HEADINGS,
      [
        tableBody(
          costByComponent(cost, stack).map(
            ({ name, cost: amounts }) =>
              markup`<tr data-component="${name}"><th scope="row">${name}</th>${hourCells(amounts)}</tr>\n`,
          ),
        ),
      ],
      [
        markup`<tr data-total="hour"><th scope="row">${atLeast}an hour</th>${hourCells(cost.total)}</tr>\n`,
        markup`<tr data-total="month"><th scope="row">${atLeast}a month (${HOURS_A_MONTH} h)</th>${monthCells(cost.total)}</tr>\n`,
      ],
    ),
    unpricedList(cost, stack),
    note(cost),
  ]);
}

function hourCells(amounts: Money): Markup[] {
  return SITUATIONS.map(
    (situation) =>
      markup`<td class="number" data-situation="${situation}" data-usd-per-hour="${rounded(amounts[situation])}">${hourly(amounts[situation])}</td>`,
  );
}

function monthCells(amounts: Money): Markup[] {
  return SITUATIONS.map((situation) => {
    const usd = amounts[situation] * HOURS_A_MONTH;
    return markup`<td class="number" data-situation="${situation}" data-usd-per-month="${rounded(usd)}">${monthly(usd)}</td>`;
  });
}

function unpricedList({ unpriced }: StackCost, stack: StackView): Markup | undefined {
  if (unpriced.length === 0) return undefined;
  return markup`<p class="bad">Without a price:</p>
<ul>${unpriced.map(({ urn, type, reason }) => markup`<li>${stack.get(urn)?.name ?? urn} (<code>${type}</code>): ${reason}</li>`)}</ul>
`;
}

function note({ region, lines }: StackCost): Markup {
  const derived = derivedNote(lines);
  return markup`<p class="muted">${priceNote(region)} Spot: the median of the types’ averages is expected, the dearest maximum is the ceiling. What is billed by use follows the assumptions in <code>cost.usage</code>.${derived === undefined ? "" : ` ${derived}`}</p>
`;
}

const DRIVERS = 5;

/** The lines that cost most at the ceiling. */
export function driversTable({ lines, total }: StackCost, stack: StackView): Markup {
  const largest = largestLines(lines, DRIVERS);
  return table(
    `The ${largest.length} largest lines at the ceiling, US dollars an hour`,
    [
      { text: "resource" },
      { text: "what for" },
      { text: "ceiling", number: true },
      { text: "share", number: true },
    ],
    [
      tableBody(
        largest.map(
          ({ urn, item, cost: { ceiling } }) =>
            markup`<tr data-urn="${urn}"><th scope="row">${stack.get(urn)!.name}</th><td class="words">${item}</td><td class="number" data-usd-per-hour="${rounded(ceiling)}">${hourly(ceiling)}</td><td class="number">${Math.round((ceiling / total.ceiling) * 100)} %</td></tr>\n`,
        ),
      ),
    ],
  );
}
