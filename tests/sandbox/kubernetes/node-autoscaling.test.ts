import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { NodeGroupSize } from "../../../sandbox/aws/auto-scaling";
import { inOrder, wouldTake } from "../../../sandbox/kubernetes/node-autoscaling";

function group(pool: string, more: Partial<NodeGroupSize> = {}): NodeGroupSize {
  return {
    name: `eks-${pool}`,
    nodeGroupId: `cluster:${pool}`,
    nodeGroupName: pool,
    minSize: 0,
    maxSize: 3,
    desiredSize: 0,
    tags: {},
    instanceTypes: ["t3a.large"],
    capacityType: "ON_DEMAND",
    labels: { "node-pool": pool },
    taints: [],
    zones: ["us-east-1a"],
    ...more,
  };
}

const gpu = group("gpu", {
  instanceTypes: ["g4dn.xlarge"],
  taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
});
const spot = group("spot", { capacityType: "SPOT" });
const pod = { containers: [{}] };

describe("the stand-in of Cluster Autoscaler", () => {
  it("tries spot first and groups behind a taint last", () => {
    assert.deepEqual(
      inOrder([gpu, group("application"), spot]).map(({ nodeGroupName }) => nodeGroupName),
      ["spot", "application", "gpu"],
    );
  });

  it("sees a taint, and who tolerates it", () => {
    const tolerations = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }];
    assert.equal(wouldTake(gpu, pod), false);
    assert.equal(wouldTake(gpu, { ...pod, tolerations }), true);
    assert.equal(wouldTake(gpu, { ...pod, tolerations: [{ key: "nvidia.com/gpu", value: "false" }] }), false);
  });

  it("sees the labels that a pod selects or shuns", () => {
    const shuns = [{ key: "eks.amazonaws.com/capacityType", operator: "NotIn", values: ["SPOT"] }];
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: shuns }] },
      },
    };
    assert.equal(wouldTake(spot, { ...pod, affinity }), false);
    assert.equal(wouldTake(group("application"), { ...pod, affinity }), true);
    assert.equal(wouldTake(spot, { ...pod, nodeSelector: { "node-pool": "gpu" } }), false);
  });

  it("counts GPUs", () => {
    const wants = { containers: [{ resources: { requests: { "nvidia.com/gpu": "1" } } }] };
    assert.equal(wouldTake(spot, wants), false);
  });
});
