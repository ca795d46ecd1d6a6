import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { asEngineConfig, PROJECT } from "../../../planner/stack-file";
import { sandboxConfiguration } from "../../../sandbox/engine/settings";
import { ownConfiguration, parseSettings } from "../../../stacks/parse-settings";
import { placeholders } from "../../../stacks/placeholders";
import { SETTINGS, STACKS } from "../../recordings";

describe("the sandbox's configuration", () => {
  for (const stack of STACKS) {
    it(`leaves no example in ${stack}, which an up would refuse`, () => {
      const configuration = sandboxConfiguration(SETTINGS, stack, "http://127.0.0.1:1");
      const settings = parseSettings(ownConfiguration(PROJECT, asEngineConfig(configuration)), stack);
      assert.deepEqual(placeholders(settings), []);
      assert.equal(settings.chartMirror, "http://127.0.0.1:1");
    });
  }

  it("changes no other value", () => {
    const configuration = sandboxConfiguration(SETTINGS, "staging", "http://127.0.0.1:1");
    assert.equal(configuration["betterprompts:region"], "us-east-1");
  });
});
