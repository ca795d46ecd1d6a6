import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const PREVIEW = join(ROOT, "tests", "fixtures", "preview.json");
const BIN = "planner/cost-command/bin.js";

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  name: string;
  private: boolean;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
};

describe("the packed cost command", () => {
  let folder: string;
  let packed: string[];
  /** The package as npm installs it, beside what it depends on; a folder of somebody else. */
  const installed = () => join(folder, "node_modules", manifest.name);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "packed-"));
    const pack = run(
      "npm",
      ["pack", "--json", "--offline", "--ignore-scripts", "--pack-destination", folder],
      ROOT,
    );
    assert.equal(pack.status, 0, pack.stderr);
    const [{ filename, files }] = Object.values(JSON.parse(pack.stdout) as object) as [
      { filename: string; files: { path: string }[] },
    ];
    packed = files.map(({ path }) => path);
    mkdirSync(installed(), { recursive: true });
    const unpack = run(
      "tar",
      ["-xzf", join(folder, filename), "--strip-components=1", "-C", installed()],
      folder,
    );
    assert.equal(unpack.status, 0, unpack.stderr);
    for (const name of Object.keys(manifest.dependencies)) {
      symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
    }
    mkdirSync(join(folder, "node_modules", ".bin"));
    for (const [name, path] of Object.entries(manifest.bin)) {
      symlinkSync(join(installed(), path), join(folder, "node_modules", ".bin", name));
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has the sources that the command loads, its data, and nothing else", () => {
    const sources = packed.filter((path) => /\.[jt]s$/.test(path));
    assert.deepEqual(sources.sort(), loadedFrom(BIN).sort());
    const others = packed.filter((path) => !sources.includes(path));
    const known =
      /^(package\.json|README\.md|LICENSE|policy-pack\/pricing\/[\w/-]+\.json|planner\/html\/[\w/-]+\.css)$/;
    assert.deepEqual(
      others.filter((path) => !known.test(path)),
      [],
    );
  });

  it("stays private, and depends on no SDK and on no install script", () => {
    assert.equal(manifest.private, true);
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    for (const name of Object.keys(manifest.dependencies)) {
      assert.doesNotMatch(name, /pulumi|aws|grafana/);
      assert.notEqual(lock.packages[`node_modules/${name}`]!.hasInstallScript, true);
    }
  });

  it("prices a preview from another folder as the checkout does, also where no cache can be written", () => {
    writeFileSync(join(folder, "a-file"), "");
    const expected = run(process.execPath, [join(ROOT, BIN), PREVIEW, "--today", "2026-11-25"], ROOT);
    assert.match(expected.stdout, /29 resources/);
    for (const cache of [join(folder, "cache"), join(folder, "a-file")]) {
      const answer = run("pulumi-cost", [PREVIEW, "--today", "2026-11-25"], folder, cache);
      assert.deepEqual(answer, expected);
    }
  });

  it("shows its help and refuses wrong usage", () => {
    assert.match(run("pulumi-cost", ["--help"], folder).stdout, /pulumi-cost/);
    const refused = run("pulumi-cost", ["--frob"], folder);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /\npulumi-cost --help shows all options\.\n$/);
  });
});

/** Sources that a source loads, itself included, as paths from the project's folder. */
function loadedFrom(entry: string, loaded = new Set<string>()): string[] {
  if (loaded.has(entry)) return [...loaded];
  loaded.add(entry);
  const text = readFileSync(join(ROOT, entry), "utf8").replace(/^import type [^;]*;$/gm, "");
  for (const [, path] of text.matchAll(/(?:from|require\()\s*"(\.[^"]*)"/g)) {
    const target = relative(ROOT, join(ROOT, dirname(entry), path!));
    if (target.endsWith(".json")) continue;
    loadedFrom(existsSync(join(ROOT, target)) && /\.[jt]s$/.test(target) ? target : `${target}.ts`, loaded);
  }
  return [...loaded];
}

/** What npx runs is first in the folder's own path. */
function run(command: string, args: string[], cwd: string, cache = join(tmpdir(), "packed-cache")) {
  const path = `${join(cwd, "node_modules", ".bin")}:${dirname(process.execPath)}:${process.env["PATH"]}`;
  const env = { ...process.env, PATH: path, XDG_CACHE_HOME: cache, npm_lifecycle_event: "" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env });
  return { status, stdout, stderr };
}
