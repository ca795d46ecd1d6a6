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
    const { config } = read("config:\n  betterprompts:tls: { secure: true, port: 443 }\n");
    assert.deepEqual(config["betterprompts:tls"], { secure: true, port: 443 });
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

  // What gopkg.in/yaml.v3 makes of each was tried: the value that follows, or none where it fails.
  const otherwise: [text: string, engine: string][] = [
    ["010", "8"],
    ["-010", "-8"],
    ["0o10", "8, as we do, but not +0o10"],
    ["+0x1f", "31"],
    ["0b101", "5"],
    ["0X1F", "31"],
    ["1_000", "1000"],
    ["1_000.5", "1000.5"],
    ["1e1_0", "10000000000"],
    ["1e400", "the text"],
    ["0xFFFFFFFFFFFFFFFFF", "the text"],
    [".inf", "none"],
    ["-.Inf", "none"],
    [".NaN", "none"],
    ["2026-01-01", "a time"],
    ["2026-1-1", "a time"],
    ["2026-01-01 10:00:00", "a time"],
    ["!!binary aGk=", "hi"],
    ["!!float 1", "1"],
    ["{ 1: x }", "none"],
    ["{ true: x }", "none"],
    ["{ ~: x }", "none"],
    ["{ 2026-01-01: x }", "none"],
    ["{ ? [x] : y }", "none"],
    ["&self [*self]", "none"],
  ];
  for (const [text, engine] of otherwise) {
    it(`is refused where the engine reads otherwise: ${text} is ${engine}`, () => {
      for (const value of [text, `[a, ${text}]`, `{ b: ${text} }`]) {
        assert.throws(
          () => read(`config:\n  betterprompts:a: { b: 1 }\n  betterprompts:c:\n    d: ${value}\n`),
          (error) =>
            error instanceof StackFileError &&
            /^Pulumi\.test\.yaml must be changed:\n {2}line 4: config\.betterprompts:c\.d/.test(
              error.message,
            ),
        );
      }
    });
  }

  it("is read where the engine reads the same", () => {
    const same =
      "[0, 7, -1, +1, 1.5, .5, 5., -.5, 1e3, 1E-3, yes, no, on, y, True, FALSE, null, ~, 1:30, 1.2.3, 1-2, 0x, _1, =, 10m, '010']";
    const { config } = read(`config:\n  betterprompts:a: &a ${same}\n  betterprompts:b: *a\n`);
    assert.deepEqual(config["betterprompts:a"], [
      ...[0, 7, -1, 1, 1.5, 0.5, 5, -0.5, 1000, 0.001, "yes", "no", "on", "y", true, false, null, null],
      ...["1:30", "1.2.3", "1-2", "0x", "_1", "=", "10m", "010"],
    ]);
    assert.deepEqual(config["betterprompts:b"], config["betterprompts:a"]);
  });

  it("is refused with all that the engine reads otherwise at once, without a value that may be secret", () => {
    const text = "config:\n  betterprompts:a: &a { b: 2026-01-01 }\n  betterprompts:c: { <<: *a, 1: 0777 }\n";
    assert.throws(
      () => read(text),
      (error) => {
        const { message } = error as Error;
        for (const part of ["line 2: config.betterprompts:a.b:", "line 3: config.betterprompts:c", "merge"]) {
          assert.ok(message.includes(part), message);
        }
        assert.doesNotMatch(message, /2026|0777/);
        return true;
      },
    );
  });

  const strange: [what: string, text: string, says: RegExp][] = [
    ["a directive", "%YAML 1.1\n---\nconfig: {}\n", /no %YAML directive/],
    [
      "a key of another project",
      "config:\n  betterprompt:region: x\n",
      /line 2: .*"betterprompts:", not "betterprompt:region".*did you mean that/,
    ],
    [
      "a key of a provider",
      "config:\n  aws:region: us-east-1\n",
      /line 2: .*not "aws:region": nothing reads another/,
    ],
    ["a key without a prefix", "config:\n  region: us-east-1\n", /line 2: .*not "region"/],
    [
      "settings beside config",
      "betterprompts:region: x\nconfig: {}\n",
      /line 1: .*one of config, .*settings belong below config/,
    ],
    [
      "an environment that the plan doesn't read",
      "environment: [x]\nconfig: {}\n",
      /line 1: .*not "environment"/,
    ],
  ];
  for (const [what, text, says] of strange) {
    it(`is refused with ${what}`, () => assert.throws(() => read(text), says));
  }

  it("may have what the engine has beside settings, and the engine's own options", () => {
    const { config } = read(
      "secretsprovider: passphrase\nencryptionsalt: v1:x\nconfig:\n  pulumi:tags: { a: b }\n  betterprompts:region: x\n",
    );
    assert.equal(config["betterprompts:region"], "x");
  });

  it("never shows its text where it isn't YAML: it may be a secret", () => {
    for (const text of [
      "config:\n  betterprompts:a: { hook: hunter2\n  betterprompts:b: 1\n",
      "config:\n  a: 'hunter2\n",
      'config:\n  a: "hunter2\\q"\n',
      "config:\n  a: *hunter2\n",
      "config:\n  a: !hunter2! x\n",
      "config:\n  a: x\n hunter2\n  b: [hunter2]]\n",
      "config:\n  a: @hunter2\n",
      "config:\n  a: hunter2: b\n",
      "config:\n  a: x\n hunter2: y\n",
      "config:\n\ta: hunter2\n",
      "%hunter2 x\n---\nconfig: {}\n---\nhunter2\n",
    ]) {
      assert.throws(
        () => read(text),
        (error) => error instanceof StackFileError && !/hunter2|undefined/.test(error.message),
        text,
      );
    }
  });

  it("is refused when a key occurs twice", () => {
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
    it(`is refused when ${what}, with what is missing`, () => {
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
  it("is text as it is, and JSON for everything else", () => {
    assert.deepEqual(asEngineConfig({ a: "x", b: 1, c: true, d: ["y"], e: { f: "z" } }), {
      a: "x",
      b: "1",
      c: "true",
      d: '["y"]',
      e: '{"f":"z"}',
    });
  });
});
