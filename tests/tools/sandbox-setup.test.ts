import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { toolSets } from "../../tools/catalog";
import { findTools } from "../../tools/find";
import { fakeGo, making } from "./fake-go";
import { FakeTools, printing } from "./fake-tools";

const ROOT = join(__dirname, "..", "..");
const TOOLS = toolSets["sandbox"]!;
const NAMES = TOOLS.map(({ name }) => name);

/** The file of a tool that answers with the version that the catalog has for its name. */
const ANYONE = making('/bin/cat "$HOME/versions/${0##*/}"');

describe("npm run sandbox:setup", () => {
  let fake: FakeTools;
  beforeEach(() => {
    fake = new FakeTools();
    for (const { name, version } of TOOLS) write(`versions/${name}`, `v${version}\n`);
    write("source/cmd/pulumi-resource-kubernetes/schema.json", '{\n  "name": "kubernetes"\n}\n');
    write("source/cmd/pulumi-resource-kubernetes/terraform-mapping.json", '{\n  "provider": {}\n}\n');
  });
  afterEach(() => fake.remove());

  const write = (path: string, text: string) => {
    const file = join(fake.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const setup = () => {
    const command = ["--require", "sucrase/register/ts", "tests/tools/setup-with-room.ts", "sandbox"];
    const options = { cwd: ROOT, env: fake.environment, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
    const rows = stdout.split("\n").filter(Boolean);
    return { status, stderr, rows: rows.map((row) => row.split(/ {2,}/)) };
  };
  /** The names of the tools that go has built since the last call. */
  const asked = () => {
    const builds = readFileSync(join(fake.root, "builds"), "utf8");
    writeFileSync(join(fake.root, "builds"), "");
    return [...builds.matchAll(/ -o \S+\/(\S+) /g)].map(([, name]) => name!);
  };

  it("builds every tool in the catalog's order, and continues after an interruption", () => {
    const stopsAt = (name: string) => `[ "$(basename "$out")" = ${name} ] && exit 1`;
    fake.onPath("go", fakeGo(`${stopsAt("kubectl")}\n${ANYONE}`));
    assert.equal(setup().status, 1);
    const half = NAMES.indexOf("kubectl") + 1;
    assert.deepEqual(asked(), NAMES.slice(0, half));

    fake.onPath("go", fakeGo(ANYONE));
    const { status, rows } = setup();
    assert.equal(status, 0);
    assert.deepEqual(asked(), NAMES.slice(half - 1));
    assert.deepEqual(
      rows.map(([name, version]) => [name, version]),
      TOOLS.map(({ name, version }) => [name, version]),
    );

    assert.deepEqual(
      setup().rows.map((row) => row[2]),
      NAMES.map(() => "from the cache"),
    );
    assert.deepEqual(asked(), []);
    assert.deepEqual(
      Object.entries(findTools("sandbox", fake.environment)),
      TOOLS.map((tool) => [tool.name, fake.cacheFile(tool)]),
    );
  });

  it("uses tools on PATH with an accepted version, and none without a version", () => {
    fake.onPath("go", fakeGo(ANYONE));
    fake.onPath("kubectl", printing("Client Version: v1.35.9\nKustomize Version: v5.7.1"));
    fake.onPath("kube-scheduler", printing("Kubernetes v1.36.0"));
    fake.onPath("etcd", printing("etcd Version: 3.5.21"));
    fake.onPath("keda-operator", printing("2.20.2"));
    const { status, stderr, rows } = setup();
    assert.equal(status, 0);
    assert.deepEqual(
      rows.filter(([, , from]) => from === "from PATH").map(([name, version]) => [name, version]),
      [["kubectl", "1.35.9"]],
    );
    assert.match(
      stderr,
      /^kube-scheduler 1\.36\.0 on PATH .* is refused: the stack's Kubernetes is 1\.35\./m,
    );
    assert.match(stderr, /^etcd 3\.5\.21 on PATH .* is refused: /m);
  });

  it("gives the provider's main.go the schema of its module, compacted and with the version", () => {
    const keep = `[ "$(basename "$out")" = pulumi-resource-kubernetes ] && cp "$(dirname "$out")"/*.json "$HOME"`;
    fake.onPath("go", fakeGo(`${keep}\n${ANYONE}`));
    assert.equal(setup().status, 0);
    const read = (name: string) => readFileSync(join(fake.root, name), "utf8");
    const version = TOOLS.find(({ name }) => name === "pulumi-resource-kubernetes")!.version;
    assert.equal(read("schema-embed.json"), `{"name":"kubernetes","version":"${version}"}`);
    assert.equal(read("terraform-mapping-embed.json"), '{"provider":{}}');

    const { Replace } = JSON.parse(read("overlay.json")) as { Replace: Record<string, string> };
    const folder = join(ROOT, "tools", "pulumi-resource-kubernetes");
    const embedded = readFileSync(join(folder, "main.go"), "utf8").matchAll(/^\/\/go:embed (\S+)$/gm);
    assert.deepEqual(
      Object.keys(Replace),
      [...embedded].map(([, name]) => join(folder, name!)),
    );
    const build = readFileSync(join(fake.root, "builds"), "utf8")
      .split("\n")
      .find((line) => line.startsWith("pulumi-resource-kubernetes "));
    assert.match(build ?? "", / -overlay \S+\/overlay\.json -o /);
  });

  it("is the advice for each tool that isn't found", () => {
    for (const tool of TOOLS) if (tool.name !== "keda-operator") fake.inCache(tool, "");
    assert.throws(() => findTools("sandbox", fake.environment), {
      message: new RegExp(
        "^There is no keda-operator yet: \\S+ does not exist\\.\nnpm run sandbox:setup builds keda-operator .*$",
      ),
    });
    fake.environment.XDG_CACHE_HOME = fake.root;
    assert.throws(
      () => findTools("sandbox", fake.environment),
      (error: Error) =>
        NAMES.every((name) => error.message.includes(`npm run sandbox:setup builds ${name} `)),
    );
  });

  it("says which modules it can't fetch", () => {
    fake.onPath(
      "go",
      fakeGo(ANYONE).replace('{\\"Dir\\": \\"$HOME/source\\"}', '{\\"Error\\": \\"no such host\\"}'),
    );
    const { status, stderr } = setup();
    assert.equal(status, 1);
    assert.match(stderr, /^Go can't fetch github\.com\/pulumi\/\S+: no such host$/m);
  });
});
