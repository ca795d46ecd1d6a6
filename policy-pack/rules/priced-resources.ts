import { called, NO_PARAMETERS, stackCost, stackRule } from "../rule";

export const pricedResources = stackRule({
  id: "priced-resources",
  level: "mandatory",
  requires: "Every resource has a price, or is known to be free.",
  reason: "A resource without a price counts as zero in every sum, so the ceiling would not limit it.",
  fix: "Use a type and region that policy-pack/pricing/prices has, or add the price or a pricer.",
  parameters: NO_PARAMETERS,
  reads: ["region", "today", "usage"],
  check(stack, _, context) {
    const cost = stackCost(stack, context);
    if (!cost) return [{ message: "no region is configured, so nothing has a price" }];
    return cost.unpriced.map(({ urn, reason }) => ({
      urn,
      message: `${called(stack.get(urn)!)} has no price: ${reason}`,
      ...(reason.includes("unknown until up") ? { undecided: true } : {}),
    }));
  },
});
