import { costOf, type Cost } from "./pricing/cost";
import type { RuleContext } from "./rule";
import type { StackView } from "./stack-view";

const known = new WeakMap<StackView, { context: RuleContext; cost: Cost }>();

/** What a stack costs; undefined without a region. Several rules ask: it is computed once. */
export function stackCost(stack: StackView, context: RuleContext): Cost | undefined {
  const { region, today, usage, nodes } = context;
  if (region === undefined) return undefined;
  const before = known.get(stack);
  if (before?.context === context) return before.cost;
  const cost = costOf(stack, { region, today, usage, ...(nodes ? { nodes } : {}) });
  known.set(stack, { context, cost });
  return cost;
}
