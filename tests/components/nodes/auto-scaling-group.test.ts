import assert from "node:assert/strict";
import * as fc from "fast-check";
import { discoveryTags, nodeLabels, scaleFromZeroTags } from "../../../components/nodes/auto-scaling-group";
import { smallestNode } from "../../../components/nodes/node-pool.settings";
import { cores, gibibytes } from "../../../components/kubernetes/quantity";
import { instanceFacts } from "../../../policy-pack/pricing/instance-facts";
import { STACKS } from "../../recordings";
import { randomPool } from "./random-pool";
import { shippedStack } from "../shipped";

const TEMPLATE = "k8s.io/cluster-autoscaler/node-template";

describe("the discovery tags of an Auto Scaling group", () => {
  it("are the two that Cluster Autoscaler looks for; the cluster's has the value that its IAM policy requires", () => {
    assert.deepEqual(discoveryTags("betterprompts-production"), {
      "k8s.io/cluster-autoscaler/enabled": "true",
      "k8s.io/cluster-autoscaler/betterprompts-production": "owned",
    });
  });
});

describe("the scale-from-zero tags of an Auto Scaling group", () => {
  it("have the empty gpu pool's taint and GPU slots, so that a pending GPU pod can start a node", () => {
    const gpu = shippedStack("production").pools["gpu"]!;
    const tags = scaleFromZeroTags(gpu, nodeLabels("gpu", gpu));
    assert.equal(tags[`${TEMPLATE}/taint/nvidia.com/gpu`], "true:NoSchedule");
    assert.equal(tags[`${TEMPLATE}/resources/nvidia.com/gpu`], "2");
    assert.equal(tags[`${TEMPLATE}/label/node-pool`], "gpu");
  });

  for (const stack of STACKS) {
    it(`name every label, taint and resource of every pool of ${stack}, and nothing else`, () => {
      for (const [name, pool] of Object.entries(shippedStack(stack).pools)) {
        const labels = nodeLabels(name, pool);
        const tags = scaleFromZeroTags(pool, labels);
        const expected = [
          ...Object.keys(labels).map((key) => `label/${key}`),
          ...pool.taints.map(({ key }) => `taint/${key}`),
          ...["cpu", "memory", "pods", "ephemeral-storage"].map((key) => `resources/${key}`),
          ...(name === "gpu" ? ["resources/nvidia.com/gpu"] : []),
        ];
        assert.deepEqual(Object.keys(tags).sort(), expected.map((key) => `${TEMPLATE}/${key}`).sort());
        for (const [key, value] of Object.entries(labels)) {
          assert.equal(tags[`${TEMPLATE}/label/${key}`], value);
        }
      }
    });
  }

  it("name every label and taint of any pool once, with the values of the node", () => {
    forEveryPool((pool, tags) => {
      for (const [key, value] of Object.entries(pool.labels)) {
        assert.equal(tags[`${TEMPLATE}/label/${key}`], value);
      }
      for (const { key, value, effect } of pool.taints) {
        assert.equal(tags[`${TEMPLATE}/taint/${key}`], `${value}:${effect}`);
      }
    });
  });

  it("are within AWS's limits: keys of 128 characters, values of 256 and never empty", () => {
    forEveryPool((_pool, tags) => {
      for (const [key, value] of Object.entries(tags)) {
        assert.ok(key.length <= 128, key);
        assert.ok(value.length > 0 && value.length <= 256, `${key}: ${value}`);
      }
    });
  });

  it("have no more resources than the smallest of the pool's types", () => {
    forEveryPool((pool, tags) => {
      const node = smallestNode(pool);
      assert.ok(Math.abs(cores(tags[`${TEMPLATE}/resources/cpu`]!) - node.cpu) <= 0.0005);
      assert.ok(Math.abs(gibibytes(tags[`${TEMPLATE}/resources/memory`]!) - node.memory) <= 0.5 / 1024);
      assert.equal(tags[`${TEMPLATE}/resources/pods`], String(node.pods));
      assert.equal(tags[`${TEMPLATE}/resources/ephemeral-storage`], pool.rootVolume);
    });
  });

  it("have GPU slots exactly for types with GPUs: the number of GPUs times the slots of each", () => {
    forEveryPool((pool, tags) => {
      const gpus = instanceFacts(pool.instanceTypes[0]!).gpu?.count;
      assert.equal(
        tags[`${TEMPLATE}/resources/nvidia.com/gpu`],
        gpus === undefined ? undefined : String(gpus * pool.slotsPerGpu),
      );
    });
  });
});

function forEveryPool(
  property: (pool: Parameters<typeof scaleFromZeroTags>[0], tags: Record<string, string>) => void,
): void {
  fc.assert(
    fc.property(randomPool, (pool) => property(pool, scaleFromZeroTags(pool, pool.labels))),
    { seed: 1, numRuns: 300 },
  );
}
