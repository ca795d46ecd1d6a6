import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const FOLDER = join(__dirname, "..", ".github", "actions", "cost");

const text = z.string().min(1);

/**
 * What GitHub reads of a composite action:
 * https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
 */
const metadata = z.strictObject({
  name: text,
  description: text,
  author: text.optional(),
  inputs: z.record(
    z.string().regex(/^[A-Za-z_][\w-]*$/),
    z.strictObject({
      description: text,
      required: z.boolean().optional(),
      default: z.string().optional(),
      deprecationMessage: text.optional(),
    }),
  ),
  outputs: z.record(
    z.string().regex(/^[A-Za-z_][\w-]*$/),
    z.strictObject({ description: text, value: text }),
  ),
  runs: z.strictObject({
    using: z.literal("composite"),
    steps: z
      .array(
        z.strictObject({
          name: text.optional(),
          id: text.optional(),
          if: text.optional(),
          run: text,
          shell: z.enum(["bash", "sh", "pwsh", "python"]),
          "working-directory": text.optional(),
          "continue-on-error": z.boolean().optional(),
          env: z.record(z.string(), z.string()).optional(),
        }),
      )
      .min(1),
  }),
  branding: z.strictObject({ icon: text, color: text }).optional(),
});

const source = readFileSync(join(FOLDER, "action.yml"), "utf8");

describe("the action that prices a preview", () => {
  const action = metadata.parse(parse(source));
  const [install, price] = action.runs.steps;

  it("uses each of its inputs, and none that it doesn't have", () => {
    const used = [...source.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(action.inputs).sort());
    for (const [name, { required, default: value }] of Object.entries(action.inputs)) {
      assert.equal(value === undefined, required === true, name);
    }
    const ids = action.runs.steps.map(({ id }) => id);
    for (const { value } of Object.values(action.outputs)) {
      assert.ok(ids.includes(/steps\.(\w+)\.outputs/.exec(value)![1]!));
    }
  });

  it("puts no expression into a shell script, where a file's name could become a command", () => {
    for (const { run } of action.runs.steps) assert.doesNotMatch(run, /\$\{\{/);
  });

  describe("as a runner runs it", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "cost-action-"));
      mkdirSync(join(folder, "with space"));
      writeFileSync(join(folder, "with space", "preview.json"), preview(100));
      writeFileSync(join(folder, "base.json"), preview(40));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const read = (name: string) => readFileSync(join(folder, name), "utf8");

    /** The steps, with the inputs of a call and the defaults. */
    function run(inputs: Record<string, string>) {
      const valueOf = (expression: string) =>
        expression.replace(
          /\$\{\{ inputs\.([\w-]+) \}\}/g,
          (_, name: string) => inputs[name] ?? action.inputs[name]!.default ?? "",
        );
      const env = Object.fromEntries(
        Object.entries(price!.env!).map(([name, value]) => [name, valueOf(value)]),
      );
      writeFileSync(join(folder, "summary"), "");
      writeFileSync(join(folder, "output"), "");
      const [, answer] = [install!, price!].map((step) =>
        // As in GitHub's runner: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell
        spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
          cwd: join(folder, valueOf(step["working-directory"] ?? ".")),
          encoding: "utf8",
          env: {
            ...process.env,
            ...env,
            GITHUB_ACTION_PATH: FOLDER,
            GITHUB_STEP_SUMMARY: join(folder, "summary"),
            GITHUB_OUTPUT: join(folder, "output"),
            RUNNER_TEMP: folder,
          },
        }),
      );
      return answer!;
    }

    it("shows the cost in the log and on the run's page, and gives the report's path", () => {
      const { status, stdout, stderr } = run({ files: "  with space/preview.json\n\n" });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /^\$8\.80 a month expected/m); // 100 GB gp3 in eu-west-1
      assert.match(read("summary"), /Cost by resource/);
      const path = /^markdown=(.*)$/m.exec(read("output"))![1]!;
      assert.equal(readFileSync(path, "utf8"), read("summary"));
    });

    it("compares with a base, and fails above a limit, with the report all the same", () => {
      const inputs = { files: "with space/preview.json", base: "base.json" };
      assert.equal(run({ ...inputs, "max-increase": "5.29/month" }).status, 0); // 60 GB at $0.088 are $5.28
      const { status, stderr } = run({ ...inputs, "max-increase": "5.27/month" });
      assert.equal(status, 1);
      assert.match(stderr, /5\.2/);
      assert.match(read("summary"), /Change against/);
      assert.equal(run({ ...inputs, max: "8.79/month" }).status, 1);
      assert.equal(run({ ...inputs, max: "8.81/month" }).status, 0);
    });

    it("takes names as names: no option, no command", () => {
      const { status, stderr } = run({ files: "--help\n$(touch gone)\n`touch gone`" });
      assert.equal(status, 2);
      assert.match(stderr, /Can't read --help/);
      assert.throws(() => read("gone"), /ENOENT/);
    });

    it("runs in the folder of the files, with a file of use and under strict", () => {
      writeFileSync(join(folder, "with space", "use.yaml"), "nat:\n  natGigabytes: 1000\n");
      const inputs = {
        "working-directory": "with space",
        files: "nat.json",
        usage: "use.yaml",
        strict: "true",
      };
      writeFileSync(
        join(folder, "with space", "nat.json"),
        program("aws:ec2/natGateway:NatGateway", "nat", {}),
      );
      const known = run(inputs);
      assert.equal(known.status, 0, known.stderr);
      assert.match(known.stdout, /^\$83\.04 a month expected/m); // 730 hours and 1000 GB at $0.048
      writeFileSync(join(folder, "with space", "nat.json"), program("acme:x/y:Z", "nat", {}));
      assert.equal(run({ ...inputs, usage: "" }).status, 1);
    });
  });
});

/** A preview with one volume. */
function preview(size: number): string {
  return program("aws:ebs/volume:Volume", "data", { type: "gp3", size, availabilityZone: "eu-west-1a" });
}

function program(type: string, name: string, inputs: object): string {
  const urn = `urn:pulumi:prod::shop::${type}::${name}`;
  const state = { urn, type, custom: true, inputs };
  return JSON.stringify({
    config: { "aws:region": "eu-west-1" },
    steps: [{ op: "same", urn, oldState: state, newState: state }],
    changeSummary: { same: 1 },
  });
}
