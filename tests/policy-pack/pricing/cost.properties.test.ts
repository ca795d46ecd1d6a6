import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cost } from "../../../policy-pack/pricing/cost";
import { knownInstanceTypes } from "../../../policy-pack/pricing/instance-facts";
import { instancePricesOf } from "../../../policy-pack/pricing/price-book";
import { SITUATIONS, type UsageBand } from "../../../policy-pack/pricing/money";
import { UNKNOWN, type ResourceView } from "../../../policy-pack/stack-view";
import { NODE_GROUP, nodeGroup, priced, resource } from "./small-stack";

const amount = fc.double({ min: 0, max: 1000, noNaN: true });
const ordered = <Value>(values: fc.Arbitrary<Value>) =>
  fc.tuple(values, values, values).map((three) => three.sort((one, other) => Number(one) - Number(other)));

const usageBand: fc.Arbitrary<UsageBand> = ordered(amount).map(([floor, expected, ceiling]) => ({
  floor: floor!,
  expected: expected!,
  ceiling: ceiling!,
}));
const usage = fc.record({
  natGigabytesPerHour: usageBand,
  loadBalancerUnits: usageBand,
  logGigabytesPerHour: usageBand,
});

const pool = fc
  .record({
    sizes: ordered(fc.nat(450)),
    instanceTypes: fc.uniqueArray(fc.constantFrom(...knownInstanceTypes), { maxLength: 6 }),
    capacityType: fc.constantFrom("SPOT", "ON_DEMAND"),
    diskSize: fc.oneof(fc.integer({ min: 1, max: 16384 }), fc.constantFrom(UNKNOWN, "large", true)),
  })
  .map(({ sizes: [min, desired, max], ...props }) => nodeGroup([min, desired, max], props));

const other = fc.constantFrom(
  resource("aws:ec2/natGateway:NatGateway", "nat"),
  resource("aws:ec2/eip:Eip", "nat"),
  resource("aws:eks/cluster:Cluster", "cluster", { version: "1.35" }),
  resource("aws:lb/loadBalancer:LoadBalancer", "public", { subnets: ["a", "b"] }),
  resource("aws:cloudwatch/logGroup:LogGroup", "logs", { retentionInDays: 30 }),
  resource("aws:sagemaker/endpoint:Endpoint", "without-a-price"),
);

/** Any number of pools and other resources, each with a URN of its own. */
const stack = fc
  .array(fc.oneof(pool, other), { maxLength: 12 })
  .map((resources) => resources.map((each, index) => ({ ...each, urn: `${each.urn}-${index}` })));

describe("the cost of any stack", () => {
  it("goes up from floor over expected to ceiling when the sizes and the assumptions do", () => {
    fc.assert(
      fc.property(stack, usage, (resources, assumed) => {
        const { lines, total } = priced(resources, { usage: assumed });
        for (const { floor, expected, ceiling } of [...lines.map(({ cost }) => cost), total]) {
          assert.ok(floor <= expected + 1e-9 && expected <= ceiling + 1e-9);
        }
      }),
    );
  });

  it("is the sum of its lines, in every situation", () => {
    fc.assert(
      fc.property(stack, usage, (resources, assumed) => {
        const { lines, total } = priced(resources, { usage: assumed });
        for (const situation of SITUATIONS) {
          const sum = lines.reduce((dollars, { cost }) => dollars + cost[situation], 0);
          assert.ok(Math.abs(total[situation] - sum) < 1e-6);
        }
      }),
    );
  });

  it("has twice the node lines, and twice the dollars for nodes, when every resource is there twice", () => {
    fc.assert(
      fc.property(stack, (resources) => {
        const twice = [...resources, ...resources.map((each) => ({ ...each, urn: `${each.urn}-again` }))];
        const [once, doubled] = [nodeLines(resources), nodeLines(twice)];
        assert.equal(doubled.length, 2 * once.length);
        for (const situation of SITUATIONS) {
          const difference = dollars(doubled, situation) - 2 * dollars(once, situation);
          assert.ok(Math.abs(difference) < 1e-6);
        }
      }),
    );
  });

  it("has lines or a reason for every resource, but for what is counted at the first of its type", () => {
    fc.assert(
      fc.property(stack, (resources) => {
        const { lines, unpriced } = priced(resources);
        const logGroups = resources.filter(({ name }) => name === "logs");
        for (const each of resources) {
          const found = [...lines, ...unpriced].some(({ urn }) => urn === each.urn);
          assert.equal(found, !(logGroups.indexOf(each) > 0), each.urn);
        }
      }),
    );
  });

  it("has two results for every node group: its nodes, and its volumes or why they have no price", () => {
    fc.assert(
      fc.property(pool, (group) => {
        const { lines: all, unpriced } = priced([group]);
        const lines = all.filter(({ item }) => !item.startsWith("CPU credits")); // burstable types have a third
        const withPrice = [!hasNoSpotPrice(group), typeof group.props["diskSize"] === "number"];
        const count = withPrice.filter(Boolean).length;
        assert.deepEqual([lines.length, unpriced.length], [count, 2 - count]);
      }),
    );
  });

  it("doesn't depend on the order of the resources", () => {
    fc.assert(
      fc.property(stack, (resources) => {
        const [forwards, backwards] = [priced(resources), priced([...resources].reverse())];
        for (const situation of SITUATIONS) {
          assert.ok(Math.abs(forwards.total[situation] - backwards.total[situation]) < 1e-6);
        }
      }),
    );
  });
});

function hasNoSpotPrice({ props }: ResourceView): boolean {
  const types = props["instanceTypes"] as string[];
  return props["capacityType"] === "SPOT" && types.some((type) => !instancePricesOf(type, "us-east-1")!.spot);
}

function nodeLines(resources: ResourceView[]): Cost["lines"] {
  return priced(resources).lines.filter(({ urn }) => urn.includes(NODE_GROUP));
}

function dollars(lines: Cost["lines"], situation: (typeof SITUATIONS)[number]): number {
  return lines.reduce((sum, { cost }) => sum + cost[situation], 0);
}
