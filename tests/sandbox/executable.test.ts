import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { writeExecutable } from "../../sandbox/executable";

describe("a script that runs another command", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "it's an executable-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("passes command, environment and arguments on unchanged", () => {
    const odd = `it's "odd" $HOME\\n *`;
    const file = join(folder, "run");
    const print = "console.log(JSON.stringify([process.env.ODD, ...process.argv.slice(1)]))";
    writeExecutable(file, [process.execPath, "-e", print, "--", odd], { ODD: odd });
    assert.deepEqual(JSON.parse(execFileSync(file, [odd, ""], { encoding: "utf8" })), [odd, odd, odd, ""]);
  });
});
