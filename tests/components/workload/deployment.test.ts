import assert from "node:assert/strict";
import { deployment } from "../../../components/workload/deployment";
import { shippedService, shippedStack } from "../shipped";

function strategyOf(service: string): unknown {
  const { pools } = shippedStack("production");
  return deployment(shippedService("production", service), "registry.example/it:1.0.0", pools).spec[
    "strategy"
  ];
}

describe("a new version of a service", () => {
  it("takes the place of a pod with a GPU, where no other may be to be had", () => {
    assert.deepEqual(strategyOf("torchserve"), { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
  });

  it("comes beside the pods that need none, as Kubernetes does it by default", () => {
    assert.equal(strategyOf("frontend"), undefined);
  });
});
