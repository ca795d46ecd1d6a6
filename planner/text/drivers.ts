import type { CostLine } from "../../policy-pack/pricing/cost";
import type { StackView } from "../../policy-pack/stack-view";
import { hourly } from "./dollars";
import { fill, type Paint } from "./layout";

const DRIVERS = 5;

/** The lines that cost most at the ceiling, under their title. */
export function driverLines(lines: readonly CostLine[], stack: StackView, paint: Paint): string[] {
  const dearest = [...lines].sort((one, other) => other.cost.ceiling - one.cost.ceiling).slice(0, DRIVERS);
  return [
    `  ${paint.bold(`Top ${DRIVERS} at the ceiling`)}`,
    ...dearest.map(
      ({ urn, item, cost }) =>
        `  ${fill(`${stack.get(urn)!.name}: ${item}`, 76)}${hourly(cost.ceiling).padStart(14)}`,
    ),
  ];
}
