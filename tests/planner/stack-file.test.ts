import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asEngineConfig,
  readStackFile,
  stackNames,
  StackFileError,
  type StackFile,
} from "../../planner/stack-file";

const FILE = `# a comment
config:
  betterprompts:region: us-east-1

  betterprompts:network:
    zones:
      - us-east-1a
      - us-east-1b
    labels: { a: 1, nvidia.com/gpu: "true" }
  betterprompts:password:
    secure: AAABAGhlbGxv
  betterprompts:pools:
    - name: one
      token: { secure: AAABAGhlbGxv }
    - name: two
`;

describe("a stack's file", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "stack-file-"))));
  after(() => rmSync(folder, { recursive: true }));

  function read(text: string): StackFile {
    writeFileSync(join(folder, "Pulumi.test.yaml"), text);
    return readStackFile(folder, "test");
  }

  it("gives the settings by their full keys", () => {
    const { name, config } = read(FILE);
    assert.equal(name, "Pulumi.test.yaml");
    assert.equal(config["betterprompts:region"], "us-east-1");
  });

  it("never gives the text of an encrypted value, at the top or deep in a list", () => {
    const { config } = read(FILE);
    assert.equal(config["betterprompts:password"], "[secret]");
    assert.deepEqual(config["betterprompts:pools"], [{ name: "one", token: "[secret]" }, { name: "two" }]);
  });

  it("takes a group with more than the key secure for what it is", () => {
    const { config } = read("config:\n  p:tls: { secure: true, port: 443 }\n");
    assert.deepEqual(config["p:tls"], { secure: true, port: 443 });
  });

  const lines: [what: string, key: string, path: (string | number)[], line: number | undefined][] = [
    ["a setting at the top", "betterprompts:region", [], 3],
    ["a setting in a group", "betterprompts:network", ["zones"], 6],
    ["an entry of a list", "betterprompts:network", ["zones", 1], 8],
    [
      "a key with dots and slashes on one line with others",
      "betterprompts:network",
      ["labels", "nvidia.com/gpu"],
      9,
    ],
    ["a setting in an entry of a list", "betterprompts:pools", [1, "name"], 15],
    ["a group for what the group lacks", "betterprompts:network", ["cidr"], 5],
    ["a list for an entry that it lacks", "betterprompts:network", ["zones", 7], 6],
    ["what has no group below it for what should be there", "betterprompts:region", ["deep", "down"], 3],
    ["the settings as a whole for a section that is missing", "betterprompts:cluster", ["logTypes"], 2],
  ];
  for (const [what, key, path, line] of lines) {
    it(`knows the line of ${what}`, () => {
      assert.equal(read(FILE).lineOf(key, path), line);
    });
  }

  it("is refused when it isn't YAML, with the line", () => {
    assert.throws(
      () => read("config:\n  a: [1, 2\n  b: 3\n"),
      (error) =>
        error instanceof StackFileError && /Pulumi\.test\.yaml is not YAML: .*line \d/.test(error.message),
    );
  });

  it("is refused when a key stands twice", () => {
    assert.throws(() => read("config:\n  a: 1\n  a: 2\n"), /Pulumi\.test\.yaml is not YAML: .*unique/);
  });

  for (const [what, text] of [
    ["it is empty", ""],
    ["it holds only comments", "# nothing\n"],
    ["it is a list", "- config\n"],
    ["it is a word", "config\n"],
    ["it has other keys only", "secretsprovider: passphrase\n"],
    ["its settings are empty", "config:\n"],
    ["its settings are a list", "config: [1]\n"],
  ] as const) {
    it(`is refused when ${what}, and told what is missing`, () => {
      assert.throws(
        () => read(text),
        (error) =>
          error instanceof StackFileError &&
          error.message === 'Pulumi.test.yaml has no settings: its top level needs the key "config".',
      );
    });
  }

  it("that isn't there is answered with those that are", () => {
    read(FILE);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: project\n");
    assert.deepEqual(stackNames(folder), ["test"]);
    assert.throws(
      () => readStackFile(folder, "tset"),
      /There is no Pulumi\.tset\.yaml\. Stacks with a file: test\./,
    );
  });
});

describe("the engine's configuration", () => {
  it("is text as it stands, and JSON for everything else", () => {
    assert.deepEqual(asEngineConfig({ a: "x", b: 1, c: true, d: ["y"], e: { f: "z" } }), {
      a: "x",
      b: "1",
      c: "true",
      d: '["y"]',
      e: '{"f":"z"}',
    });
  });
});
