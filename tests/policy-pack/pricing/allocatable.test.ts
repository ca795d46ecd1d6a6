import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allocatable, maxPods } from "../../../policy-pack/pricing/allocatable";
import { instanceFacts, knownInstanceTypes } from "../../../policy-pack/pricing/instance-facts";

const TYPES = fc.constantFrom(...knownInstanceTypes);

describe("the pods that fit on a node", () => {
  // amazon-vpc-cni-k8s, misc/eni-max-pods.txt
  for (const [type, pods] of [
    ["t3a.medium", 17],
    ["t3.medium", 17],
    ["t3.large", 35],
    ["c5.xlarge", 58],
    ["g4dn.xlarge", 29],
  ] as const) {
    it(`are ${pods} on ${type}`, () => {
      assert.equal(maxPods(type), pods);
      assert.equal(allocatable(type).pods, pods);
    });
  }
});

describe("the CPU that a node leaves to pods", () => {
  for (const [type, vcpu, reserved] of [
    ["t3.medium", 2, 0.07],
    ["t3.xlarge", 4, 0.08],
    ["t3.2xlarge", 8, 0.09],
  ] as const) {
    it(`is all but ${reserved * 1000} millicores of ${vcpu} vCPU`, () => {
      assert.equal(instanceFacts(type).vcpu, vcpu);
      near(allocatable(type).cpu, vcpu - reserved);
    });
  }
});

describe("the memory that a node leaves to pods", () => {
  it("is what capacity, the kubelet's reserve and its eviction threshold leave of a t3.medium", () => {
    // 4096 MiB x 0.925 = 3788.8; less 255 + 11 x 17 = 442 for the kubelet; less 100 before it evicts.
    near(allocatable("t3.medium").memory * 1024, 3246.8);
  });

  it("is less by its firmware on Graviton", () => {
    // m7g.large, 8192 MiB x 0.925 - 64 = 7513.6; less 255 + 11 x 29 = 574; less 100.
    near(allocatable("m7g.large").memory * 1024, 6839.6);
  });
});

describe("the GPU slots that a node has", () => {
  it("are its GPUs times the pods that share one", () => {
    assert.equal(allocatable("g4dn.xlarge").gpu, 1);
    assert.equal(allocatable("g4dn.xlarge", 2).gpu, 2);
    assert.equal(allocatable("t3.large", 2).gpu, 0);
  });

  it("change nothing else", () => {
    assert.deepEqual({ ...allocatable("g4dn.xlarge", 4), gpu: 1 }, allocatable("g4dn.xlarge"));
  });
});

describe("what any known node leaves to pods", () => {
  it("is more than nothing and less than what the type is sold with", () => {
    fc.assert(
      fc.property(TYPES, fc.integer({ min: 1, max: 8 }), (type, slots) => {
        const facts = instanceFacts(type);
        const left = allocatable(type, slots);
        assert.ok(left.cpu > 0 && left.cpu < facts.vcpu);
        assert.ok(left.memory > 0 && left.memory < facts.memoryGiB);
        assert.ok(Number.isInteger(left.pods) && left.pods > 2);
        assert.equal(left.gpu, (facts.gpu?.count ?? 0) * slots);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("is an error for an unknown type", () => {
    assert.throws(() => allocatable("t9.nano"), /"t9\.nano" is not in policy-pack\/pricing\//);
    assert.throws(() => maxPods("t9.nano"), /"t9\.nano"/);
  });
});

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}
