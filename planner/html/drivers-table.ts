import type { StackView } from "../../policy-pack/stack-view";
import type { StackCost } from "../cost";
import { hourly } from "../text/dollars";
import { exactUsd } from "./exact-usd";
import { markup, type Markup } from "./markup";
import { table, tableBody } from "./table";

const DRIVERS = 5;

/** The dearest lines at the ceiling. */
export function driversTable({ lines, total }: StackCost, stack: StackView): Markup {
  const dearest = [...lines].sort((one, other) => other.cost.ceiling - one.cost.ceiling).slice(0, DRIVERS);
  return table(
    `The ${dearest.length} dearest lines at the ceiling, US dollars an hour`,
    [
      { text: "resource" },
      { text: "what for" },
      { text: "ceiling", number: true },
      { text: "share", number: true },
    ],
    [
      tableBody(
        dearest.map(
          ({ urn, item, cost: { ceiling } }) =>
            markup`<tr data-urn="${urn}"><th scope="row">${stack.get(urn)!.name}</th><td class="words">${item}</td><td class="number" data-usd-per-hour="${exactUsd(ceiling)}">${hourly(ceiling)}</td><td class="number">${Math.round((ceiling / total.ceiling) * 100)} %</td></tr>\n`,
        ),
      ),
    ],
  );
}
