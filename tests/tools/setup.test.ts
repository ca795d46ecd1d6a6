import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promtool } from "../../tools/catalog";
import { fakeGo, making } from "./fake-go";
import { FakeTools, printing } from "./fake-tools";

const ROOT = join(__dirname, "..", "..");
const PROMTOOL = printing(`promtool, version ${promtool.version}`);

describe("npm run promtool:setup", () => {
  let fake: FakeTools;
  beforeEach(() => (fake = new FakeTools()));
  afterEach(() => fake.remove());

  const command = (...args: string[]) => [
    "--require",
    "sucrase/register/ts",
    "tests/tools/setup-with-room.ts",
    ...args,
  ];
  const setup = (...args: string[]) => {
    const options = { cwd: ROOT, env: fake.environment, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, command(...args), options);
    return { status, stdout: pinned(stdout), stderr: pinned(stderr) };
  };
  const built = () => fake.cacheFile(promtool);
  const cached = () => (existsSync(dirname(built())) ? readdirSync(dirname(built())) : []);

  it("builds it into the cache, from its own module as committed, and the second time finds it there", () => {
    fake.onPath("go", fakeGo(making(PROMTOOL)));
    const first = setup("promtool");
    assert.match(
      first.stderr,
      new RegExp(
        [
          "^To be built: 1 of 1, in about 3 min on two cores\\.",
          "building promtool PINNED: 0\\.0 s",
          "building promtool PINNED: done after [\\d.]+ s",
          "1 of 1 built in [\\d.]+ s\\.\n$",
        ].join("\n"),
      ),
    );
    assert.match(
      first.stdout,
      /^promtool {2}PINNED {2}built in [\d.]+ s {2}\S+\/promtool-PINNED-[0-9a-f]{8}\/promtool\n$/,
    );
    assert.equal(first.status, 0);
    assert.deepEqual(cached(), ["promtool"]);
    const second = setup("promtool");
    assert.deepEqual([second.status, second.stderr], [0, ""]);
    assert.match(second.stdout, /^promtool {2}PINNED {2}from the cache {2}/);
    const builds = readFileSync(join(fake.root, "builds"), "utf8");
    assert.match(builds, /^prometheus -buildvcs=false -trimpath -mod=readonly build [^\n]*\n$/);
  });

  it("needs no go where PATH has one that is accepted", () => {
    fake.onPath("promtool", printing("promtool, version 3.2.1"));
    const { status, stdout } = setup("promtool");
    assert.equal(status, 0);
    assert.match(stdout, /^promtool {2}3\.2\.1 {2}from PATH {2}/);
  });

  it("says why it builds although PATH has one", () => {
    fake.onPath("promtool", printing("promtool, version 2.42.0"));
    fake.onPath("go", fakeGo(making(PROMTOOL)));
    const { status, stderr } = setup("promtool");
    assert.equal(status, 0);
    assert.match(stderr, /^promtool 2\.42\.0 on PATH \(\S+\) is refused: /);
  });

  it("leaves nothing of a failed build, and prints the output of go", () => {
    fake.onPath("go", fakeGo(`echo half >"$out"\necho 'dial tcp: no such host' >&2\nexit 1`));
    const { status, stderr } = setup("promtool");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^Building promtool PINNED ended with exit code 1\. Its last lines:\n {2}dial tcp: no such host\n/m,
    );
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual(cached(), []);
  });

  it("keeps no executable that prints another version, or doesn't run", () => {
    for (const [script, text] of [
      [
        printing("promtool, version 3.13.0"),
        /was built, but answered --version with "promtool, version 3\.13\.0", where/,
      ],
      ["exit 7", /was built, but --version ended with exit code 7/],
    ] as const) {
      fake.onPath("go", fakeGo(making(script)));
      const { status, stderr } = setup("promtool");
      assert.equal(status, 1);
      assert.match(stderr, text);
      assert.deepEqual(cached(), []);
    }
  });

  it("ends go and its child processes, and leaves nothing, when it is interrupted", async () => {
    fake.onPath(
      "go",
      fakeGo(`echo half >"$out"\necho $$ >"$HOME/pid.new"\nmv "$HOME/pid.new" "$HOME/pid"\nsleep 40 & wait`),
    );
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      const child = spawn(process.execPath, command("promtool"), { cwd: ROOT, env: fake.environment });
      const ended = once(child, "exit");
      const pid = Number(await contents(join(fake.root, "pid")));
      child.kill(signal);
      assert.deepEqual(await ended, [1, null]);
      assert.throws(() => process.kill(pid, 0), /ESRCH/);
      assert.deepEqual(cached(), []);
    }
  });

  it("removes what killed builds left, and doesn't touch a running build", () => {
    const ended = spawnSync("/bin/true").pid;
    for (const pid of [ended, process.pid]) {
      const partial = join(dirname(built()), `.partial-${pid}`);
      mkdirSync(partial, { recursive: true });
      writeFileSync(join(partial, "promtool"), "half");
    }
    fake.onPath("go", fakeGo(making(PROMTOOL)));
    assert.equal(setup("promtool").status, 0);
    assert.deepEqual(cached().sort(), [`.partial-${process.pid}`, "promtool"]);
  });

  it("says what is missing if there is no go, or one that is too old", () => {
    const none = setup("promtool");
    assert.equal(none.status, 1);
    assert.match(
      none.stderr,
      /^Neither on PATH nor in the cache: promtool PINNED\.\nThere is no go on PATH\./,
    );
    fake.onPath("go", fakeGo("exit 9", "go1.19.8"));
    const old = setup("promtool");
    assert.equal(old.status, 1);
    assert.match(old.stderr, /\nGo 1\.19\.8 on PATH is too old\. Go 1\.26 or newer is needed/);
    assert.deepEqual(cached(), []);
  });

  it("says how much room it lacks, before it builds", () => {
    fake.onPath("go", fakeGo("exit 9"));
    fake.environment.FREE_GB = "0.4";
    const { status, stderr } = setup("promtool");
    assert.equal(status, 1);
    assert.match(stderr, /^Too little disk space: building takes up to \d\.\d GB, 0\.4 GB are free\.$/m);
    for (const folder of ["mod", "compiled", "cache/betterprompts/tools"]) {
      assert.match(stderr, new RegExp(` GB in ${join(fake.root, folder)}$`, "m"));
    }
    assert.deepEqual(cached(), []);
  });

  it("refuses an unknown set and extra arguments", () => {
    for (const args of [[], ["promtol"], ["promtool", "--force"], ["constructor"]]) {
      const real = command(...args).map((word) => (word.endsWith(".ts") ? "tools/main.ts" : word));
      const { status, stderr } = spawnSync(process.execPath, real, { cwd: ROOT, encoding: "utf8" });
      assert.equal(status, 2, args.join(" "));
      assert.match(stderr, /^Usage: npm run promtool:setup/);
    }
  });
});

/** The pinned version by a name, so that a newer one changes no test. */
function pinned(text: string): string {
  return text.replaceAll(promtool.version, "PINNED");
}

/** The content of a file as soon as it exists; the file is deleted. */
async function contents(file: string): Promise<string> {
  const changes = watch(dirname(file));
  try {
    while (!existsSync(file)) await once(changes, "change");
    const text = readFileSync(file, "utf8");
    rmSync(file);
    return text;
  } finally {
    changes.close();
  }
}
