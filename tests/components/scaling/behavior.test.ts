import assert from "node:assert/strict";
import { behavior } from "../../../components/scaling/behavior";
import { shippedService } from "../shipped";
import { EXPECTED } from "./expected-scaling";

describe("the scaling behaviour of production's services", () => {
  for (const [name, row] of Object.entries(EXPECTED)) {
    it(`is as expected for ${name}`, () => {
      assert.deepEqual(behavior(shippedService("production", name).settings), row.behavior);
    });
  }

  it("leaves a direction without rules out, so that the defaults of Kubernetes hold", () => {
    const { scaleDown } = shippedService("production", "frontend").settings;
    assert.deepEqual(Object.keys(behavior({ scaleDown })), ["scaleDown"]);
  });
});
