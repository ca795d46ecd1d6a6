import { sum, type Money } from "../policy-pack/pricing/money";

/** What a line of cost and a resource have in every source: a plan, its report, a preview. */
interface Line {
  urn: string;
  cost: Money;
}

interface Resource {
  urn: string;
  name: string;
  parent?: string | null | undefined;
}

/** Cost of a component without a parent, or of a resource without one. */
export interface ComponentCost {
  name: string;
  cost: Money;
}

/**
 * Costs by the component at the top of each line's resource, or by the resource itself where it has no parent.
 * Components of the same name are added up.
 */
export function costsByComponent(lines: readonly Line[], resources: readonly Resource[]): Map<string, Money> {
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

/** The same, the largest ceiling first; components that cost nothing are left out. */
export function largestComponents(lines: readonly Line[], resources: readonly Resource[]): ComponentCost[] {
  return [...costsByComponent(lines, resources)]
    .map(([name, cost]) => ({ name, cost }))
    .filter(({ cost }) => cost.ceiling > 0)
    .sort((one, other) => other.cost.ceiling - one.cost.ceiling || (one.name < other.name ? -1 : 1));
}

/** The lines with the largest ceiling, largest first. */
export function largestLines<T extends Line>(lines: readonly T[], count: number): T[] {
  return [...lines].sort((one, other) => other.cost.ceiling - one.cost.ceiling).slice(0, count);
}

/** Parents in a circle, which only a broken file has, end where the circle closes. */
function topOf(urn: string, byUrn: ReadonlyMap<string, Resource>): Resource | undefined {
  const passed = new Set<Resource>();
  let top = byUrn.get(urn);
  for (let next = top; next && !passed.has(next); next = next.parent ? byUrn.get(next.parent) : undefined) {
    passed.add(next);
    top = next;
  }
  return top;
}
