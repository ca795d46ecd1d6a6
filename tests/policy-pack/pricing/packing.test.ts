import assert from "node:assert/strict";
import * as fc from "fast-check";
import { pack, total, type PodGroup } from "../../../policy-pack/pricing/packing";
import { RESOURCE_KEYS, times, type Resources } from "../../../policy-pack/pricing/resources";

const CONFIG = { seed: 1, numRuns: 300 };
const NODE: Resources = { cpu: 3.72, memory: 6.4, gpu: 2, pods: 53 };

const pod: fc.Arbitrary<Resources> = fc.record({
  cpu: fc.integer({ min: 0, max: 5000 }).map((millicores) => millicores / 1000),
  memory: fc.integer({ min: 0, max: 8192 }).map((mebibytes) => mebibytes / 1024),
  gpu: fc.integer({ min: 0, max: 3 }),
  pods: fc.constant(1),
});

const groups: fc.Arbitrary<PodGroup[]> = fc
  .array(fc.record({ count: fc.integer({ min: 1, max: 30 }), each: pod }), { maxLength: 8 })
  .map((all) => all.map((group, index) => ({ name: `service-${index}`, ...group })));

const nodeCount = fc.integer({ min: 0, max: 12 });

describe("packing pods on nodes", () => {
  it("never uses more than the nodes have", () => {
    fc.assert(
      fc.property(groups, nodeCount, (asked, nodes) => {
        const { used } = pack(asked, NODE, nodes);
        for (const key of RESOURCE_KEYS) assert.ok(used[key] <= times(nodes, NODE)[key] + 1e-6, key);
      }),
      CONFIG,
    );
  });

  it("never puts on one node what doesn't fit there", () => {
    fc.assert(
      fc.property(groups, (asked) => {
        const { used } = pack(asked, NODE, 1);
        for (const key of RESOURCE_KEYS) assert.ok(used[key] <= NODE[key] + 1e-6, key);
      }),
      CONFIG,
    );
  });

  it("loses no pod: those with a place and those without are all that were asked", () => {
    fc.assert(
      fc.property(groups, nodeCount, (asked, nodes) => {
        const { used, left } = pack(asked, NODE, nodes);
        for (const key of RESOURCE_KEYS) near(used[key] + total(left)[key], total(asked)[key]);
        for (const group of left) {
          const before = asked.find(({ name }) => name === group.name)!;
          assert.ok(group.count > 0 && group.count <= before.count);
          assert.deepEqual({ ...group, count: before.count }, before);
        }
      }),
      CONFIG,
    );
  });

  it("finds a place for all pods on more nodes, where fewer had one for all", () => {
    fc.assert(
      fc.property(groups, nodeCount, fc.integer({ min: 1, max: 5 }), (asked, nodes, more) => {
        if (pack(asked, NODE, nodes).left.length > 0) return;
        assert.deepEqual(pack(asked, NODE, nodes + more).left, []);
      }),
      { ...CONFIG, numRuns: 2000 },
    );
  });

  it("leaves no more pods on more nodes", () => {
    fc.assert(
      fc.property(groups, nodeCount, (asked, nodes) => {
        const left = (count: number) => total(pack(asked, NODE, count).left).pods;
        assert.ok(
          left(nodes + 1) <= left(nodes),
          `${left(nodes + 1)} on ${nodes + 1}, ${left(nodes)} on ${nodes}`,
        );
      }),
      { ...CONFIG, numRuns: 2000 },
    );
  });

  it("leaves all pods where there is no node", () => {
    fc.assert(
      fc.property(groups, (asked) => {
        const { used, left } = pack(asked, NODE, 0);
        assert.deepEqual(used, { cpu: 0, memory: 0, gpu: 0, pods: 0 });
        assert.deepEqual(
          [...left].sort((one, other) => one.name.localeCompare(other.name)),
          asked,
        );
      }),
      CONFIG,
    );
  });

  it("leaves a pod only where no node could take it even if it were alone, or all are in use", () => {
    fc.assert(
      fc.property(
        pod,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (each, count, nodes) => {
          const perNode = Math.min(
            ...RESOURCE_KEYS.map((key) =>
              each[key] === 0 ? Infinity : Math.floor(NODE[key] / each[key] + 1e-9),
            ),
          );
          const { left } = pack([{ name: "alone", count, each }], NODE, nodes);
          assert.equal(total(left).pods, Math.max(0, count - nodes * perNode));
        },
      ),
      CONFIG,
    );
  });

  it("asks for the same groups in another order the same", () => {
    const one = { name: "one", count: 9, each: { cpu: 0.75, memory: 0.75, gpu: 0, pods: 1 } };
    const other = { name: "other", count: 9, each: { cpu: 0.5, memory: 1.5, gpu: 0, pods: 1 } };
    assert.deepEqual(pack([one, other], NODE, 3), pack([other, one], NODE, 3));
  });

  it("leaves the groups that it was given alone", () => {
    const asked = [{ name: "one", count: 99, each: { cpu: 1, memory: 1, gpu: 0, pods: 1 } }];
    const before = structuredClone(asked);
    pack(asked, NODE, 3);
    assert.deepEqual(asked, before);
  });

  it("keeps what a group has besides, for those that go on to another pool", () => {
    const asked = [{ name: "one", count: 5, each: { cpu: 3, memory: 1, gpu: 0, pods: 1 }, pools: ["spot"] }];
    assert.deepEqual(pack(asked, NODE, 3).left, [{ ...asked[0]!, count: 2 }]);
  });

  it("fills a node to the millicore in spite of binary fractions", () => {
    const tenth = { name: "tenth", count: 3, each: { cpu: 0.1, memory: 0.1, gpu: 0, pods: 1 } };
    assert.deepEqual(pack([tenth], { cpu: 0.3, memory: 0.3, gpu: 0, pods: 3 }, 1).left, []);
  });
});

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}
