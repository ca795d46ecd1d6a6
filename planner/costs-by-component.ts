import { sum, type Money } from "../policy-pack/pricing/money";

/** What a line of cost and a resource have in every source: a plan, its report, a preview. */
interface Line {
  urn: string;
  cost: Money;
}

interface Child {
  urn: string;
  name: string;
  parent?: string | null | undefined;
}

/**
 * Costs by the component at the top of each line's resource, or by the resource where that stands alone. Components of
 * one name are one.
 */
export function costsByComponent(lines: readonly Line[], resources: readonly Child[]): Map<string, Money> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const costs = new Map<string, Money[]>();
  for (const { urn, cost } of lines) {
    const name = topOf(urn, byUrn)?.name ?? urn;
    const known = costs.get(name);
    if (known) known.push(cost);
    else costs.set(name, [cost]);
  }
  return new Map([...costs].map(([name, amounts]) => [name, sum(amounts)]));
}

/** Parents that go in a circle, as only a broken file has them, end where the circle closes. */
function topOf(urn: string, byUrn: ReadonlyMap<string, Child>): Child | undefined {
  const passed = new Set<Child>();
  let top = byUrn.get(urn);
  for (let next = top; next && !passed.has(next); next = next.parent ? byUrn.get(next.parent) : undefined) {
    passed.add(next);
    top = next;
  }
  return top;
}
