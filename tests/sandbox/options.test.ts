import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseOptions } from "../../sandbox/options";

describe("the sandbox's arguments", () => {
  it("name a command, and a stack if one is wanted", () => {
    assert.deepEqual(parseOptions(["up"]), { command: "up", stack: undefined, once: false });
    assert.equal((parseOptions(["scale"]) as { command: string }).command, "scale");
    assert.equal((parseOptions(["test"]) as { command: string }).command, "test");
    assert.deepEqual(parseOptions(["up", "--stack", "production", "--once"]), {
      command: "up",
      stack: "production",
      once: true,
    });
  });

  it("ask for one command that there is", () => {
    assert.throws(() => parseOptions([]), /One of up, preview, destroy, scale, test is needed, not ""/);
    assert.throws(() => parseOptions(["refresh"]), /not "refresh"/);
    assert.throws(() => parseOptions(["up", "destroy"]), /not "up destroy"/);
    assert.throws(() => parseOptions(["up", "--stak", "x"]), /--stak/);
  });

  it("can be asked for", () => {
    assert.equal(parseOptions(["--help"]), "help");
  });
});
