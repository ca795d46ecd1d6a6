import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { NodeGroupSize } from "../../../sandbox/aws/auto-scaling";
import { changedLabels, nodesOf } from "../../../sandbox/kubernetes/nodes";

const gpu: NodeGroupSize = {
  name: "eks-staging-gpu-1",
  nodeGroupId: "cluster:staging-gpu-1",
  nodeGroupName: "staging-gpu-1",
  minSize: 0,
  maxSize: 3,
  desiredSize: 3,
  tags: {},
  instanceTypes: ["g4dn.xlarge"],
  capacityType: "ON_DEMAND",
  labels: { "node-pool": "gpu" },
  taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
  zones: ["us-east-1a", "us-east-1b"],
};

describe("nodes of an Auto Scaling group", () => {
  it("are as many as its desired size, and alternate between its zones", () => {
    const nodes = nodesOf(gpu);
    assert.deepEqual(
      nodes.map(({ metadata }) => [metadata.name, metadata.labels!["topology.kubernetes.io/zone"]]),
      [
        ["staging-gpu-1-0", "us-east-1a"],
        ["staging-gpu-1-1", "us-east-1b"],
        ["staging-gpu-1-2", "us-east-1a"],
      ],
    );
    assert.equal(new Set(nodes.map(({ spec }) => spec.providerID)).size, 3);
    assert.deepEqual(nodesOf({ ...gpu, desiredSize: 0 }), []);
  });

  it("have the group's labels, and its taints in Kubernetes' spelling", () => {
    const [node] = nodesOf(gpu);
    assert.equal(node!.metadata.labels!["node-pool"], "gpu");
    assert.deepEqual(node!.spec.taints, [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]);
  });

  it("get changed labels of the group, and keep those of the system", () => {
    const system = { "kubernetes.io/os": "linux", "beta.kubernetes.io/os": "linux" };
    const wanted = { "kubernetes.io/os": "linux", tier: "web", team: "one" };
    assert.deepEqual(changedLabels({ ...system, tier: "old", team: "one", gone: "yes" }, wanted), {
      tier: "web",
      gone: null,
    });
    assert.equal(changedLabels({ ...system, tier: "web", team: "one" }, wanted), undefined);
  });

  it("offer their GPUs, or as many slots as the tag for the autoscaler says", () => {
    const slots = (tags: Record<string, string>) =>
      nodesOf({ ...gpu, tags })[0]!.status.allocatable["nvidia.com/gpu"];
    assert.equal(slots({}), "1");
    assert.equal(slots({ "k8s.io/cluster-autoscaler/node-template/resources/nvidia.com/gpu": "2" }), "2");
    assert.equal(
      nodesOf({ ...gpu, instanceTypes: ["t3a.medium"] })[0]!.status.allocatable["nvidia.com/gpu"],
      undefined,
    );
  });

  it("have the allocatable resources of an EKS node", () => {
    const { capacity, allocatable } = nodesOf({ ...gpu, instanceTypes: ["t3a.medium"] })[0]!.status;
    assert.deepEqual(capacity, { cpu: "2", memory: "4Gi", pods: "17" });
    assert.deepEqual(allocatable, { cpu: "1930m", memory: "3246Mi", pods: "17" });
  });
});
