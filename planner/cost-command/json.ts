import { roundedJson } from "../rounded-json";
import type { Estimate } from "./estimate";

/** The version of the JSON's shape; it rises when a field goes or changes its meaning. */
const SCHEMA = 1;

/** The cost as data, in the shape that a plan's JSON has it. The totals are lower bounds where `atLeast` is true. */
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
