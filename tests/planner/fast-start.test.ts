import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const HELP = ["planner/main.ts", "--help"]; // loads a dozen sources

describe("the planner's fast start", () => {
  let folder: string;
  const kept = () => join(folder, "betterprompts", "stripped");
  const keptFile = () => join(kept(), readdirSync(kept())[0]!);

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "fast-start-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("leaves out of a plan what strips types, once that is done, and what no plan uses", () => {
    const show = join(folder, "show.js");
    writeFileSync(
      show,
      `const { prototype } = require("node:module"), compile = prototype._compile;
      prototype._compile = function (code, file) { console.error(file); return compile.call(this, code, file); };`,
    );
    const plan = ["--require", show, "planner/main.ts", "--today", "2026-11-25"];
    const loaded = (files: string) => (name: string) => files.includes(`/node_modules/${name}/`);
    const [first, second] = [start(folder, plan), start(folder, plan)];
    assert.ok(["sucrase", "@pulumi/pulumi"].every(loaded(first.stderr)));
    assert.ok(["zod", "@pulumi/pulumi", "@grafana/grafana-foundation-sdk"].every(loaded(second.stderr)));
    assert.deepEqual(["sucrase", "typescript", "@npmcli/arborist"].filter(loaded(second.stderr)), []);
    assert.deepEqual({ ...second, stderr: "" }, { ...first, stderr: "" });
  });

  it("gives what it put off when that is used after all", () => {
    const use = `
      const arborist = require("@npmcli/arborist"), typescript = require("typescript");
      console.log(typeof arborist.Arborist, typescript.version);`;
    const { version } = require("typescript/package.json") as { version: string };
    assert.equal(start(folder, ["-e", use]).stdout, `function ${version}\n`);
  });

  it("runs a source as it is now, not as it was kept", () => {
    const source = join(folder, "answer.ts");
    for (const answer of [1, 2]) {
      writeFileSync(source, `const answer: number = ${answer};\nconsole.log(answer);\n`);
      assert.equal(start(folder, [source]).stdout, `${answer}\n`);
    }
  });

  it("runs the same where the cache is spoilt, and repairs it", () => {
    const answer = start(folder, HELP);
    assert.match(answer.stdout, /--stack/);
    const whole = readFileSync(keptFile(), "utf8");
    for (const spoilt of ["", "null", whole.slice(0, 1000), whole.replaceAll('"source":"', '"source":"0')]) {
      writeFileSync(keptFile(), spoilt);
      assert.deepEqual(start(folder, HELP), answer);
      assert.equal(readFileSync(keptFile(), "utf8"), whole);
    }
  });

  it("runs the same where the cache can't be written, and leaves no part of it", () => {
    const answer = start(folder, HELP);
    const occupied = join(folder, "a-file");
    writeFileSync(occupied, "");
    assert.deepEqual(start(occupied, HELP), answer);
    const file = keptFile();
    rmSync(file);
    mkdirSync(file);
    assert.deepEqual(start(folder, HELP), answer);
    assert.deepEqual([keptFile(), readdirSync(kept()).length], [file, 1]);
  });
});

interface Answer {
  status: number | null;
  stdout: string;
  stderr: string;
}

function start(cache: string, args: string[]): Answer {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./planner/fast-start.js", ...args],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, XDG_CACHE_HOME: cache } },
  );
  return { status, stdout, stderr };
}
