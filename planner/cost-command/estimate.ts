import { costOf, type Cost } from "../../policy-pack/pricing/cost";
import { NO_USAGE } from "../../policy-pack/pricing/money";
import type { CostInput } from "./input";
import { regionOf, type Region } from "./region";

/** What the resources of an input cost. */
export interface Estimate extends Cost {
  input: CostInput;
  region: Region;
}

/** Prices an input. Nobody knows its use or its load: what is billed by use is nothing. Throws UsageError. */
export function estimate(
  input: CostInput,
  { region: asked, today }: { region: string | undefined; today: string },
): Estimate {
  const region = regionOf(input, asked);
  return { ...costOf(input.view, { region: region.name, today, usage: NO_USAGE }), input, region };
}
