import { costOfProgram, type ProgramCost } from "../../policy-pack/pricing/cost";
import { unknownUsage } from "../../policy-pack/pricing/usage";
import { roundedJson } from "../rounding";
import type { CostInput } from "./input";
import { regionOf, type Region } from "./region";

/** What the resources of an input cost. */
export interface Estimate extends ProgramCost {
  input: CostInput;
  region: Region;
}

/**
 * Prices an input. Its use is unknown, so what is billed by use counts as nothing.
 *
 * @throws UsageError
 */
export function estimate(
  input: CostInput,
  { region: asked, today }: { region: string | undefined; today: string },
): Estimate {
  const region = regionOf(input, asked);
  return { ...costOfProgram(input.view, { region: region.name, today, usage: unknownUsage }), input, region };
}

/** The version of the JSON's shape; it rises when a field is removed or changes its meaning. */
const SCHEMA = 1;

/** The cost as data, in the shape of the cost in a plan's JSON. The totals are lower bounds where `atLeast` is true. */
export function costJson({ input, region, total, lines, unpriced }: Estimate): string {
  const report = {
    schema: SCHEMA,
    source: input.kind,
    region: region.name,
    cost: {
      currency: "USD",
      atLeast: unpriced.length > 0 || input.errors > 0,
      perHour: total,
      lines: lines.map(({ urn, item, cost, source }) => ({ urn, item, ...cost, source })),
      unpriced,
    },
  };
  return roundedJson(report);
}
