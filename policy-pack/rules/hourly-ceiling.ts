import type { Cost } from "../pricing/cost";
import { called, NO_PARAMETERS, stackCost, stackRule, type Finding } from "../rule";
import type { StackView } from "../stack-view";

export const hourlyCeiling = stackRule({
  id: "hourly-ceiling",
  level: "mandatory",
  requires: "An hour with every pool at its maximum costs no more than the ceiling.",
  reason:
    "Autoscalers may take every pool to its maximum, and even then an hour must stay inside the budget.",
  fix: "Lower a pool's maximum or choose cheaper instance types; a higher betterprompts:cost.hourlyCeilingUsd needs the budget's owner.",
  parameters: NO_PARAMETERS,
  reads: ["hourlyCeilingUsd", "region", "today", "usage"],
  check(stack, _, context) {
    const { ceilingUsd } = context;
    if (ceilingUsd === undefined) return [{ message: `no ceiling is configured: ${WHERE}` }];
    const cost = stackCost(stack, context);
    if (!cost) return [{ message: "no region is configured, so nothing has a price" }];
    if (cost.total.ceiling > ceilingUsd + HALF_A_HUNDREDTH_CENT) {
      return [{ message: tooMuch(stack, cost, ceilingUsd) }];
    }
    return undecidedParts(stack, cost, ceilingUsd);
  },
});

const WHERE = "set betterprompts:cost.hourlyCeilingUsd of the stack, or hourlyCeilingUsd of this policy";

/** Sums of prices carry rounding errors; nothing that matters costs this little. */
const HALF_A_HUNDREDTH_CENT = 0.00005;

function tooMuch(stack: StackView, cost: Cost, ceilingUsd: number): string {
  const total = `$${cost.total.ceiling.toFixed(2)}`;
  return `at its maximum the stack costs ${total} an hour, the ceiling is $${ceilingUsd.toFixed(2)}; most of it: ${drivers(stack, cost)}`;
}

/** The three resources that cost most at the maximum. */
function drivers(stack: StackView, { lines }: Cost): string {
  const amounts = new Map<string, number>();
  for (const { urn, cost } of lines) amounts.set(urn, (amounts.get(urn) ?? 0) + cost.ceiling);
  return [...amounts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 3)
    .map(([urn, usd]) => `${called(stack.get(urn)!)} $${usd.toFixed(2)}`)
    .join(", ");
}

/** Below the ceiling, but not with everything counted. */
function undecidedParts(stack: StackView, cost: Cost, ceilingUsd: number): Finding[] {
  return cost.unpriced
    .filter(({ reason }) => reason.includes("unknown until up"))
    .map(({ urn, reason }) => ({
      urn,
      message: `${called(stack.get(urn)!)} is not in the $${cost.total.ceiling.toFixed(2)} of $${ceilingUsd.toFixed(2)} an hour: ${reason}`,
      undecided: true,
    }));
}
