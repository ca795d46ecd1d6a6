import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { setting, useSandbox } from "./fixture";

describe("the policy pack in the real engine", () => {
  const started = useSandbox();

  it("stops a stack that may cost more than its ceiling", async () => {
    const engine = await started.sandbox.open("staging", setting("cost.hourlyCeilingUsd", 1));
    const { failed, violations } = await engine.preview();
    assert.match(
      failed ?? "",
      /^hourly-ceiling: .+\nat its maximum the stack costs \$\d+\.\d\d an hour, the ceiling is \$1\.00; most of it: /m,
    );
    assert.deepEqual(
      violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy),
      ["hourly-ceiling"],
    );
  });
});
