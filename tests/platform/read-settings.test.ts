import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { asEngineConfig, PROJECT } from "../../planner/stack-file";
import { readSettings } from "../../stacks/read-settings";
import { shippedSettings } from "../recordings";

describe("the settings of a run", () => {
  it("are read from the engine's configuration, other projects' keys left alone", async () => {
    await run(shippedSettings("production"), "preview", { "aws:region": "eu-west-1" });
    assert.equal(readSettings().region, "us-east-1");
  });

  it("stop the run with all problems and no stack trace", async () => {
    const settings = { ...shippedSettings("production"), region: "nowhere", loadBalancer: {} };
    await run(settings, "preview");
    assert.throws(readSettings, (error) => {
      assert.ok(pulumi.RunError.isInstance(error)); // the CLI prints the message of this one alone
      assert.match(error.message, /betterprompts:region/);
      assert.match(error.message, /betterprompts:loadBalancer\.certificateArn/);
      assert.match(error.message, /Pulumi\.production\.yaml/);
      return true;
    });
  });

  it("stop the run when the pods don't fit, in a preview too", async () => {
    const settings = shippedSettings("production");
    (settings["pools"] as Record<string, { maxSize: number }>)["gpu"]!.maxSize = 3;
    await run(settings, "preview");
    assert.throws(readSettings, /torchserve.*no place on pool gpu/);
  });

  it("stop an up, but not a preview, while examples are in place of what only the owner knows", async () => {
    await run(shippedSettings("production"), "up");
    assert.throws(
      readSettings,
      /examples, not yours[\s\S]*publicAccessCidrs[\s\S]*administrators[\s\S]*certificateArn/,
    );
    await run(shippedSettings("production"), "preview");
    assert.doesNotThrow(readSettings);
  });

  it("stop an up while mail goes to an example and runbooks are nowhere", async () => {
    await run(shippedSettings("production"), "up");
    assert.throws(readSettings, /notifications\.emails\[0\][\s\S]*notifications\.runbookUrl/);
  });

  it("let an up go ahead with an owner's values", async () => {
    await run(owned(shippedSettings("production")), "up");
    assert.doesNotThrow(readSettings);
  });
});

async function run(
  settings: Record<string, unknown>,
  kind: "preview" | "up",
  others: Record<string, string> = {},
): Promise<void> {
  const own = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]),
  );
  pulumi.runtime.setAllConfig({ ...asEngineConfig(own), ...others });
  await pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    PROJECT,
    "production",
    kind === "preview",
  );
}

/** The examples replaced by values that somebody could have. */
function owned(settings: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(settings)
    .replaceAll("111122223333", "210987654321")
    .replaceAll("203.0.113.0/24", "93.184.216.0/24")
    .replaceAll(".example", ".com");
  return JSON.parse(text) as Record<string, unknown>;
}
