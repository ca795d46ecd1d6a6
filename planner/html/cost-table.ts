import { HOURS_A_MONTH, SITUATIONS, type Money } from "../../policy-pack/pricing/money";
import { PRICE_BOOK } from "../../policy-pack/pricing/price-book";
import type { StackView } from "../../policy-pack/stack-view";
import { costByComponent, type StackCost } from "../cost";
import { hourly, monthly } from "../text/dollars";
import { exactUsd } from "./exact-usd";
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
    priceNote(),
  ]);
}

function hourCells(amounts: Money): Markup[] {
  return SITUATIONS.map(
    (situation) =>
      markup`<td class="number" data-situation="${situation}" data-usd-per-hour="${exactUsd(amounts[situation])}">${hourly(amounts[situation])}</td>`,
  );
}

function monthCells(amounts: Money): Markup[] {
  return SITUATIONS.map((situation) => {
    const usd = amounts[situation] * HOURS_A_MONTH;
    return markup`<td class="number" data-situation="${situation}" data-usd-per-month="${exactUsd(usd)}">${monthly(usd)}</td>`;
  });
}

function unpricedList({ unpriced }: StackCost, stack: StackView): Markup | undefined {
  if (unpriced.length === 0) return undefined;
  return markup`<p class="bad">Without a price:</p>
<ul>${unpriced.map(({ urn, type, reason }) => markup`<li>${stack.get(urn)?.name ?? urn} (<code>${type}</code>): ${reason}</li>`)}</ul>
`;
}

function priceNote(): Markup {
  const { ec2, services } = PRICE_BOOK.asOf;
  return markup`<p class="muted">Prices: EC2 from ${ec2 ?? "a catalogue without a date"}, other services as of ${services}. Spot: the median of today’s medians is expected, the dearest maximum is the ceiling. What is billed by use follows the assumptions in <code>cost.usage</code>.</p>
`;
}
