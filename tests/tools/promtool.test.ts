import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promtool } from "../../tools/catalog";
import { findPromtool } from "../../tools/find";
import { FakeTools, printing } from "./fake-tools";

/** The output of promtool. */
function saying(version: string): string {
  return printing(
    `promtool, version ${version} (branch: HEAD, revision: 5a5a5a)\n  go version:       go1.24.1`,
  );
}

describe("findPromtool", () => {
  let fake: FakeTools;
  beforeEach(() => (fake = new FakeTools()));
  afterEach(() => fake.remove());

  const found = () => findPromtool(fake.environment);
  const refusal = () => {
    try {
      return `found ${found()}`;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("uses the one on PATH from 3.0.0 on", () => {
    for (const version of ["3.0.0", "3.5.1", "4.0.0"]) {
      const file = fake.onPath("promtool", saying(version));
      assert.equal(found(), file, version);
    }
  });

  it("refuses 2.x, and says what differs and what to do", () => {
    for (const version of ["2.42.0+ds", "2.55.1", "2.99.9"]) {
      const file = fake.onPath("promtool", saying(version));
      const plain = version.replace("+ds", "");
      assert.match(refusal(), new RegExp(`^promtool ${plain} on PATH \\(${file}\\) is refused: `));
      assert.match(refusal(), /2\.x treats range boundaries differently.*Accepted is 3\.0\.0 or newer\.$/m);
      assert.match(refusal(), /^npm run promtool:setup builds promtool .* in about 3 minutes\.$/m);
    }
  });

  it("uses the one in the cache if PATH has none", () => {
    const file = fake.inCache(promtool, saying(promtool.version));
    assert.equal(found(), file);
  });

  it("uses the one in the cache if the one on PATH is old or broken", () => {
    const file = fake.inCache(promtool, saying(promtool.version));
    for (const script of [saying("2.42.0"), "exit 1", printing("Segmentation fault")]) {
      fake.onPath("promtool", script);
      assert.equal(found(), file, script);
    }
  });

  it("prefers PATH to the cache", () => {
    fake.inCache(promtool, saying(promtool.version));
    const file = fake.onPath("promtool", saying("3.1.0"));
    assert.equal(found(), file);
  });

  it("ignores other versions in the cache, and builds with another recipe", () => {
    fake.inCache({ ...promtool, version: "3.13.9" }, saying("3.13.9"));
    fake.inCache({ ...promtool, tags: [] }, saying(promtool.version));
    fake.inCache({ ...promtool, module: "etcd" }, saying(promtool.version)); // with other files
    assert.match(refusal(), /^There is no promtool on PATH\.\nThe cache has none either: /);
  });

  it("refuses one whose answer has no version", () => {
    fake.onPath("promtool", printing("promtool, version unknown"));
    assert.match(
      refusal(),
      / is refused: it answered --version with "promtool, version unknown", where its version was expected/,
    );
  });

  it("refuses one that fails, although it prints a version", () => {
    fake.onPath("promtool", `${saying("3.5.0")}\nexit 3`);
    assert.match(refusal(), /is refused: --version ended with exit code 3\./);
    fake.onPath("promtool", `${saying("3.5.0")}\nkill -SEGV $$`);
    assert.match(refusal(), /is refused: --version ended with SIGSEGV\./);
  });

  it("refuses one that isn't a program", () => {
    const file = fake.onPath("promtool", "");
    writeFileSync(file, "#!/no/such/interpreter\n");
    assert.match(refusal(), /is refused: it can't be asked for its version \(spawnSync .* ENOENT\)\.$/m);
  });

  it("reads a version that is written to stderr", () => {
    const file = fake.onPath("promtool", `exec >&2\n${saying("3.5.0")}`);
    assert.equal(found(), file);
  });

  it("uses the first on PATH only, as a shell does", () => {
    const late = join(fake.root, "late");
    fake.onPath("promtool", saying("3.5.0"), late);
    fake.onPath("promtool", saying("2.42.0"));
    fake.environment.PATH = `${fake.path}:${late}`;
    assert.match(refusal(), /^promtool 2\.42\.0 on PATH/);
  });

  it("ignores folders, files that aren't executable, and relative entries of PATH", () => {
    const [folder, text, late] = ["folder", "text", "late"].map((name) => join(fake.root, name));
    mkdirSync(join(folder!, "promtool"), { recursive: true });
    chmodSync(fake.onPath("promtool", saying("3.5.0"), text!), 0o644);
    const file = fake.onPath("promtool", saying("3.5.0"), late!);
    fake.environment.PATH = `:.:${folder}:${text}:${late}`;
    assert.equal(found(), file);
  });

  it("looks for the cache below the home folder where XDG_CACHE_HOME is unset, empty or relative", () => {
    for (const home of ["", undefined, "cache"]) {
      const environment = { ...fake.environment, XDG_CACHE_HOME: home };
      const cache = join(fake.root, ".cache", "betterprompts", "tools");
      assert.throws(
        () => findPromtool(environment),
        new RegExp(`: ${cache}/promtool-${promtool.version}-[0-9a-f]{8}/promtool does`),
      );
    }
  });
});
