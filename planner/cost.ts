import type { PoolSettings } from "../components/nodes/node-pool.settings";
import { surgeOf } from "../components/nodes/rolling-update";
import { costOf, type Cost, type CostOptions } from "../policy-pack/pricing/cost";
import type { Money, UsageAssumptions, UsageBand } from "../policy-pack/pricing/money";
import { StackView } from "../policy-pack/stack-view";
import { largestComponents, type ComponentCost } from "./cost-breakdown";
import { expectedNodes, nightNodes, type ExpectedNodes } from "../stacks/expected-nodes";
import type { StackSettings } from "../stacks/settings";

/** What a stack costs, and what that is compared with. US dollars an hour. */
export interface StackCost extends Cost {
  /** Of the prices. */
  region: string;
  /** The ceiling of the settings. */
  hourlyCeilingUsd: number;
  /** The total if every spot pool were on-demand. */
  allOnDemand: Money;
  /** What rolling updates of all pools at once add at the maximum, while they run. Not part of the band. */
  update: UpdateCost;
  /** Absent without a schedule. */
  night?: Night;
}

export interface UpdateCost {
  nodes: number;
  usdPerHour: number;
}

/** An hour in which the namespaces with a schedule are at zero. */
export interface Night {
  usdPerHour: number;
  nodes: Record<string, number>;
  /** In a usual working hour. */
  usualNodes: Record<string, number>;
}

/** How far the maximum is from the ceiling. */
export interface Distance {
  /** "unknown" where something has no price. */
  verdict: "below" | "above" | "unknown";
  /** US dollars an hour between the two. */
  usd: number;
}

/** Without a price for everything the sum is a lower bound: it can show that the ceiling is exceeded, but not that it is kept. */
export function distanceToCeiling({ total, hourlyCeilingUsd, unpriced }: StackCost): Distance {
  const left = hourlyCeilingUsd - total.ceiling;
  if (left < 0) return { verdict: "above", usd: -left };
  return { verdict: unpriced.length > 0 ? "unknown" : "below", usd: left };
}

/** Prices a planned stack. */
export function stackCost(stack: StackView, settings: StackSettings, today: string): StackCost {
  const options = {
    region: settings.region,
    today,
    usage: settings.cost.usage,
    nodes: nodesByUrn(stack, settings),
  };
  const cost = costOf(stack, options);
  return {
    ...cost,
    region: settings.region,
    hourlyCeilingUsd: settings.cost.hourlyCeilingUsd,
    allOnDemand: costOf(onDemand(stack), options).total,
    update: updateCost(cost, stack, settings.pools),
    ...nightOf(stack, settings, options),
  };
}

function updateCost({ lines }: Cost, stack: StackView, pools: Record<string, PoolSettings>): UpdateCost {
  let [nodes, usdPerHour] = [0, 0];
  for (const { urn, name } of stack.ofType("aws:eks/nodeGroup:NodeGroup")) {
    const pool = pools[name];
    if (!pool) continue;
    const ceiling = lines.filter((line) => line.urn === urn).reduce((sum, { cost }) => sum + cost.ceiling, 0);
    nodes += surgeOf(pool);
    usdPerHour += (ceiling / pool.maxSize) * surgeOf(pool);
  }
  return { nodes, usdPerHour };
}

/** Priced as the usual hour, with the night's nodes, and with the use of the floor. */
function nightOf(stack: StackView, settings: StackSettings, options: CostOptions): { night?: Night } {
  const nodes = nightNodes(settings);
  if (!nodes) return {};
  const usual = expectedNodes(settings);
  const groups = stack.ofType("aws:eks/nodeGroup:NodeGroup").filter(({ name }) => name in nodes);
  const { total } = costOf(stack, {
    ...options,
    usage: atFloor(options.usage),
    nodes: new Map(groups.map(({ urn, name }) => [urn, { expected: nodes[name]!, spotGone: nodes[name]! }])),
  });
  return {
    night: {
      usdPerHour: total.expected,
      nodes,
      usualNodes: Object.fromEntries(Object.entries(usual).map(([name, { expected }]) => [name, expected])),
    },
  };
}

function atFloor(usage: UsageAssumptions): UsageAssumptions {
  return Object.fromEntries(
    Object.entries(usage).flatMap(([name, band]: [string, UsageBand | undefined]) =>
      band ? [[name, { ...band, expected: band.floor }]] : [],
    ),
  ) as unknown as UsageAssumptions;
}

/** Costs by component, the largest ceiling first; components that cost nothing are left out. */
export function costByComponent({ lines }: Cost, stack: StackView): ComponentCost[] {
  return largestComponents(lines, stack.resources);
}

/** Nodes of a usual working hour, by the URN of the pool's node group. */
export function nodesByUrn(stack: StackView, settings: StackSettings): Map<string, ExpectedNodes> {
  const byPool = expectedNodes(settings);
  const groups = stack.ofType("aws:eks/nodeGroup:NodeGroup").filter(({ name }) => byPool[name]);
  return new Map(groups.map(({ urn, name }) => [urn, byPool[name]!]));
}

function onDemand(stack: StackView): StackView {
  return new StackView(
    stack.resources.map((resource) =>
      resource.props["capacityType"] === "SPOT"
        ? { ...resource, props: { ...resource.props, capacityType: "ON_DEMAND" } }
        : resource,
    ),
  );
}
