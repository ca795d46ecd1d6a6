import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join, sep } from "node:path";

const ROOT = join(__dirname, "..", "..");

describe("loading the program", () => {
  it("works under ts-node, as the Pulumi CLI loads it", () => {
    const load = 'require("./stacks/platform"); require("./stacks/read-settings");';
    const { status, stderr } = spawnSync(process.execPath, ["--require", "ts-node/register", "-e", load], {
      cwd: ROOT,
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });

  it("checks settings without loading an SDK, so that a mistake is reported at once", () => {
    const check = `
      require("./stacks/parse-settings");
      const loaded = Object.keys(require.cache).filter((file) => file.includes("node_modules/@pulumi/"));
      process.stdout.write(JSON.stringify(loaded));`;
    const { stdout } = spawnSync(process.execPath, ["--require", "sucrase/register/ts", "-e", check], {
      cwd: ROOT,
      encoding: "utf8",
    });
    assert.deepEqual(JSON.parse(stdout), []);
  });

  it("reads the prices of the stack's region alone", () => {
    const plan = `
      const fs = require("node:fs"), { readFileSync } = fs;
      fs.readFileSync = (path, ...rest) => {
        const [, file] = /pricing.((?:prices|databases).+)$/.exec(String(path)) ?? [];
        if (file) console.error(file);
        return readFileSync(path, ...rest);
      };
      require("./planner/main.ts");`;
    const args = ["--require", "./planner/fast-start.js", "-e", plan, "planner/main.ts"];
    const { stderr, status } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, `prices${sep}us-east-1.json\n`]);
  });
});
