import assert from "node:assert/strict";
import { deployment } from "../../../components/workload/deployment";
import { shippedService, shippedStack } from "../shipped";

function strategyOf(service: string): unknown {
  const { pools } = shippedStack("production");
  return deployment(shippedService("production", service), "registry.example/it:1.0.0", pools).spec[
    "strategy"
  ];
}

describe("a rolling update of a service", () => {
  it("ends an old pod with a GPU before it starts a new one: there may be no other GPU", () => {
    assert.deepEqual(strategyOf("torchserve"), { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
  });

  it("has the default strategy of Kubernetes for a service without GPUs", () => {
    assert.equal(strategyOf("frontend"), undefined);
  });
});
