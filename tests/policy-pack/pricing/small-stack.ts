import assert from "node:assert/strict";
import {
  costOf,
  costOfProgram,
  type Cost,
  type CostOptions,
  type ProgramCost,
} from "../../../policy-pack/pricing/cost";
import { SITUATIONS, type Money } from "../../../policy-pack/pricing/money";
import { unknownUsage, type Usage } from "../../../policy-pack/pricing/usage";
import { StackView, type ResourceView } from "../../../policy-pack/stack-view";

export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** Assumptions in which every figure of every band is another. */
export const USAGE: CostOptions["usage"] = {
  natGigabytesPerHour: { floor: 1, expected: 10, ceiling: 100 },
  loadBalancerUnits: { floor: 2, expected: 20, ceiling: 200 },
  logGigabytesPerHour: { floor: 3, expected: 30, ceiling: 300 },
};

/** A resource with a name of its own in its type. */
export function resource(
  type: string,
  name: string,
  props: Record<string, unknown> = {},
  more: Partial<ResourceView> = {},
): ResourceView {
  const urn = `urn:pulumi:test::project::${type}::${name}`;
  return { urn, type, name, props, parent: undefined, dependsOn: [], ignoreChanges: [], ...more };
}

/** A node group with the sizes min, desired and max. */
export function nodeGroup(
  [minSize, desiredSize, maxSize]: [unknown, unknown, unknown],
  props: Record<string, unknown> = {},
  more: Partial<ResourceView> = {},
): ResourceView {
  return resource(NODE_GROUP, "pool", { scalingConfig: { minSize, desiredSize, maxSize }, ...props }, more);
}

/** Prices resources in us-east-1 on a day on which Kubernetes 1.35 is in standard support. */
export function priced(resources: ResourceView[], options: Partial<CostOptions> = {}): Cost {
  const usual = { region: "us-east-1", today: "2026-11-24", usage: USAGE };
  return costOf(new StackView(resources), { ...usual, ...options });
}

/** Prices resources of any program on the same day; nothing of its use is known. */
export function pricedProgram(
  resources: ResourceView[],
  { usage = unknownUsage, region = "us-east-1" }: { usage?: Usage; region?: string } = {},
): ProgramCost {
  return costOfProgram(new StackView(resources), { region, today: "2026-11-24", usage });
}

/** The rest of what {@link assertProgram} expects; what isn't named must be empty. */
interface ExpectedRest {
  /** Dollars for one unit, by meter. */
  use?: Record<string, number>;
  unpriced?: RegExp[];
  mayBill?: RegExp[];
}

/** Checks everything that the cost of a program has: dollars a month by item, in order, and the rest. */
export function assertProgram(
  cost: ProgramCost,
  monthly: [item: string, usd: number][],
  rest: ExpectedRest = {},
): void {
  compareLines(
    cost,
    monthly.map(([item, usd]) => [item, usd / 730]),
  );
  const { use = {}, unpriced = [], mayBill = [] } = rest;
  const round = (usd: number) => Number(usd.toPrecision(12));
  assert.deepEqual(Object.fromEntries(cost.unknownUse.map(({ meter, usd }) => [meter, round(usd)])), use);
  for (const [found, expected] of [
    [cost.unpriced, unpriced],
    [cost.mayBill, mayBill],
  ] as const) {
    const reasons = found.map(({ reason }) => reason);
    assert.equal(reasons.length, expected.length, reasons.join("; ") || "nothing");
    expected.forEach((reason, index) => assert.match(reasons[index]!, reason));
  }
}

/**
 * Checks all lines of a cost, in order: the item, and the dollars an hour, either one amount for every situation or
 * those of floor, expected, ceiling and without spot.
 */
export function assertLines(cost: Cost, expected: ExpectedLine[]): void {
  assert.deepEqual(cost.unpriced, []);
  compareLines(cost, expected);
}

/** Checks all lines of a cost as {@link assertLines} does, and why one more part has none. */
export function assertPartlyPriced(cost: Cost, expected: ExpectedLine[], reason: RegExp): void {
  compareLines(cost, expected);
  assertOneReason(cost, reason);
}

type ExpectedLine = [item: string, usd: number | readonly number[]];

function compareLines(cost: Cost, expected: ExpectedLine[]): void {
  assert.deepEqual(
    cost.lines.map(({ item }) => item),
    expected.map(([item]) => item),
  );
  cost.lines.forEach((line, index) => {
    const [item, usd] = expected[index]!;
    assertMoney(line.cost, typeof usd === "number" ? SITUATIONS.map(() => usd) : usd, item);
  });
}

/** Checks the amounts of floor, expected, ceiling and without spot, to a billionth of a dollar. */
export function assertMoney(cost: Money, usd: readonly number[], what: string): void {
  SITUATIONS.forEach((situation, index) => {
    const found = cost[situation];
    assert.ok(
      Math.abs(found - usd[index]!) < 1e-9,
      `${what}, ${situation}: ${found} in place of ${usd[index]}`,
    );
  });
}

/** Checks that there is no line, and why there is none. */
export function assertUnpriced(cost: Cost, reason: RegExp): void {
  assert.deepEqual(cost.lines, []);
  assertOneReason(cost, reason);
}

function assertOneReason(cost: Cost, reason: RegExp): void {
  assert.equal(cost.unpriced.length, 1);
  assert.match(cost.unpriced[0]!.reason, reason);
}
