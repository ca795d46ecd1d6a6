import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseOptions } from "../../sandbox/options";

describe("the sandbox's arguments", () => {
  it("are a command and, optionally, a stack", () => {
    assert.deepEqual(parseOptions(["up"]), { command: "up", stack: undefined, once: false });
    assert.equal((parseOptions(["scale"]) as { command: string }).command, "scale");
    assert.equal((parseOptions(["test"]) as { command: string }).command, "test");
    assert.deepEqual(parseOptions(["up", "--stack", "production", "--once"]), {
      command: "up",
      stack: "production",
      once: true,
    });
  });

  it("need exactly one known command", () => {
    assert.throws(
      () => parseOptions([]),
      /Expected one command \(up, preview, destroy, scale, test\), found none/,
    );
    assert.throws(() => parseOptions(["refresh"]), /found "refresh"/);
    assert.throws(() => parseOptions(["up", "destroy"]), /found "up destroy"/);
    assert.throws(() => parseOptions(["up", "--stak", "x"]), /--stak/);
  });

  it("can be --help", () => {
    assert.equal(parseOptions(["--help"]), "help");
  });
});
