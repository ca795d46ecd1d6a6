import assert from "node:assert/strict";
import * as fc from "fast-check";
import { expanderPriorities } from "../../../components/controllers/cluster-autoscaler";
import type { PoolSettings } from "../../../components/nodes/node-pool.settings";
import { STACKS } from "../../recordings";
import { randomPool } from "../nodes/random-pool";
import { shippedStack } from "../shipped";

describe("the priorities of the expander", () => {
  it("are spot, then on-demand, then what is behind a taint", () => {
    assert.deepEqual(ranking("production", shippedStack("production").pools), {
      spot: 100,
      application: 50,
      system: 10,
      gpu: 10,
    });
  });

  it("put a tainted spot pool last: few pods may run there", () => {
    const { application, gpu } = shippedStack("production").pools;
    const pools = { application: application!, "gpu-spot": { ...gpu!, capacity: "spot" as const } };
    assert.deepEqual(ranking("production", pools), { application: 50, "gpu-spot": 10 });
  });

  for (const stack of [...STACKS, "spot", "gpu", "application-spot"]) {
    it(`match the groups of their own pool alone in a stack called ${stack}`, () => {
      assertApart(stack, Object.keys(shippedStack("production").pools), shippedStack("production").pools);
    });
  }

  it("match the groups of their own pool alone if the name of one pool is the start of another's", () => {
    const { application, spot } = shippedStack("production").pools;
    const pools = { spot: spot!, "spot-arm": application!, app: application!, "app-large": spot! };
    assertApart("production", Object.keys(pools), pools);
  });

  it("match the groups of their own pool alone for any names of pools", () => {
    const name = fc.stringMatching(/^[ab]([-ab]{0,4}[ab])?$/); // short, so that one is often the start of another
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ab]([-ab]{0,2}[ab])?$/),
        fc.uniqueArray(fc.tuple(name, randomPool), { minLength: 2, maxLength: 5, selector: ([key]) => key }),
        (stack, entries) =>
          assertApart(
            stack,
            entries.map(([key]) => key),
            Object.fromEntries(entries),
          ),
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it("don't match the groups of other stacks", () => {
    const patterns = Object.values(expanderPriorities("production", shippedStack("production").pools)).flat();
    for (const group of [
      groupName("staging", "spot"),
      groupName("pre-production", "spot"),
      "production-spot",
    ]) {
      assert.ok(
        patterns.every((pattern) => !new RegExp(pattern).test(group)),
        group,
      );
    }
  });
});

/** A name as EKS gives it: `eks-`, the node group's name with the suffix of its prefix, a UUID. */
function groupName(stack: string, pool: string): string {
  return `eks-${stack}-${pool}-20261125001122334400000001-d8c7f1a2-93b4-4c1d-8e5f-0a1b2c3d4e5f`;
}

/** The highest priority whose pattern matches, by pool, as the expander uses it. */
function ranking(stack: string, pools: Record<string, PoolSettings>): Record<string, number> {
  const priorities = Object.entries(expanderPriorities(stack, pools));
  return Object.fromEntries(
    Object.keys(pools).map((pool) => [
      pool,
      Math.max(
        ...priorities
          .filter(([, patterns]) => patterns.some((each) => new RegExp(each).test(groupName(stack, pool))))
          .map(([priority]) => Number(priority)),
      ),
    ]),
  );
}

/** Asserts that each pool has one pattern, which matches its own groups and no other pool's. */
function assertApart(stack: string, names: string[], pools: Record<string, PoolSettings>): void {
  const patterns = Object.values(expanderPriorities(stack, pools)).flat();
  assert.equal(patterns.length, names.length);
  for (const name of names) {
    const [own, ...more] = Object.values(expanderPriorities(stack, { [name]: pools[name]! })).flat();
    assert.deepEqual(more, []);
    assert.ok(patterns.includes(own!));
    assert.deepEqual(
      names.filter((other) => new RegExp(own!).test(groupName(stack, other))),
      [name],
    );
  }
}
