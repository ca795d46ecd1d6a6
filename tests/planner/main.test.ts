import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackNames } from "../../planner/stack-file";
import { SETTINGS, STACKS } from "../recordings";

const ROOT = join(__dirname, "..", "..");
const DAY = ["--today", "2026-12-01"]; // what the plan says of prices and versions depends on it

interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe("npm run plan", function () {
  it("ends by saying that every pod fits", async () => {
    const { code, stdout, stderr } = await planShipped("production");
    assert.equal(code, 0);
    assert.equal(stderr, "");
    assert.match(stdout, /^BetterPrompts.*production/i);
    const end = stdout.slice(stdout.indexOf("Capacity:"));
    assert.match(end, /^Every pod fits, and no mandatory rule is broken\.$/m);
    assert.doesNotMatch(end, /find no place/);
  });

  it("shows its help", async () => {
    const { code, stdout, stderr } = await plan("--help");
    assert.deepEqual([code, stderr], [0, ""]);
    for (const option of ["--stack", "--verbose", "--json", "--help", "Exit code"]) {
      assert.ok(stdout.includes(option), option);
    }
  });

  describe("refuses wrong usage with exit code 2 and nothing on stdout:", () => {
    const calls: [what: string, args: string[], says: RegExp][] = [
      ["an unknown option", ["--stak", "staging"], /--stak/],
      ["an option without its value", ["--stack"], /--stack/],
      ["a word too many", ["staging"], /staging/],
      [
        "an unknown stack, naming those that are there",
        ["--stack", "developmnt"],
        new RegExp(`no Pulumi\\.developmnt\\.yaml\\. Stacks: ${stackNames(ROOT).join(", ")}\\.`),
      ],
      ["a day that isn't one", ["--today", "2026-02-30"], /YYYY-MM-DD, not "2026-02-30"/],
    ];
    for (const [what, args, says] of calls) {
      it(what, async () => {
        const { code, stdout, stderr } = await plan(...args);
        assert.equal(code, 2);
        assert.equal(stdout, "");
        assert.match(stderr, says);
        assert.match(stderr, /--help/);
        assertNoTrace(stderr);
      });
    }
  });

  it("refuses a file that can't be written, without a stack trace", async () => {
    const { code, stderr } = await planShipped(
      "production",
      "--json",
      join(ROOT, "no", "such", "folder", "plan.json"),
    );
    assert.equal(code, 2);
    assert.match(stderr, /Can't write .*plan\.json/);
    assertNoTrace(stderr);
  });

  for (const stack of STACKS) {
    it(`writes lines of at most 100 characters without escapes for ${stack}, verbose or not`, async () => {
      for (const more of [[], ["--verbose"]]) {
        const { code, stdout } = await planShipped(stack, ...more);
        assert.equal(code, 0);
        assertPlainAndShort(stdout);
      }
    });
  }

  it("gives JSON alone when asked for it on stdout, in the shape that others read", async () => {
    const { code, stdout } = await planShipped("staging", "--json", "-");
    assert.equal(code, 0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    assert.equal(report["schema"], 1);
    assert.equal(report["stack"], "staging");

    const resources = report["resources"] as Record<string, unknown>[];
    assert.ok(resources.length > 100);
    const urns = new Set(resources.map(({ urn }) => urn));
    for (const { urn, type, name, parent, inputs, dependsOn } of resources) {
      assert.ok([urn, type, name].every((text) => typeof text === "string"));
      assert.ok(parent === null || urns.has(parent), `${String(urn)} has no parent in the list`);
      assert.ok(typeof inputs === "object" && inputs !== null);
      assert.ok((dependsOn as unknown[]).every((other) => urns.has(other)));
    }

    for (const fit of report["capacity"] as Record<string, unknown>[]) {
      assert.ok([fit["pool"], fit["scenario"]].every((text) => typeof text === "string"));
      assert.equal(typeof fit["nodesAtMax"], "number");
      assert.equal(fit["fits"], true);
      for (const key of ["requested", "allocatable"]) {
        assert.deepEqual(Object.keys(fit[key] as object), ["cpu", "memory", "gpu", "pods"]);
      }
    }
  });

  describe("with broken settings", () => {
    const folder = mkdtempSync(join(tmpdir(), "broken-settings-"));
    const file = join(folder, "Pulumi.broken.yaml");
    const shipped = readFileSync(join(SETTINGS, "Pulumi.production.yaml"), "utf8");
    after(() => rmSync(folder, { recursive: true }));

    it("reports all problems at once with file and line, and exits with 1", async () => {
      const broken = [
        ["betterprompts:region: us-east-1", "betterprompts:region: virginia", "an AWS region"],
        ["maxSize: 10", "maxSzie: 10", 'did you mean "maxSize"'],
        ["cpuPercent: 60", "cpuPercent: sixty", "a number"],
        ['kubernetesVersion: "1.35"', 'kubernetesVersion: "1.34"', "move all three together"],
      ] as const;
      writeFileSync(
        file,
        broken.reduce((text, [from, to]) => text.replace(from, to), shipped),
      );
      const { code, stdout, stderr } = await plan("--config-file", file, ...DAY);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assertNoTrace(stderr);
      assert.match(stderr, /^5 settings in /); // maxSize is misspelt, so it is missing too
      const written = readFileSync(file, "utf8").split("\n");
      for (const [, to, allowed] of broken) {
        const line = written.findIndex((text) => text.includes(to)) + 1;
        assert.ok(
          paragraphs(stderr).some(
            (text) => text.includes(allowed) && text.endsWith(`in:      ${file}, line ${line}`),
          ),
          `${to} in line ${line}:\n${stderr}`,
        );
      }
    });

    it("points from a missing setting to the group that lacks it", async () => {
      writeFileSync(file, shipped.replace("idleTimeoutSeconds: 60", ""));
      const { code, stderr } = await plan("--config-file", file, ...DAY);
      const line = shipped.split("\n").findIndex((text) => text.includes("betterprompts:loadBalancer:")) + 1;
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`idleTimeoutSeconds\\n +found: +nothing\\n.*\\n.*line ${line}\\n`));
    });

    it("reports pods that find no place, and exits with 1", async () => {
      writeFileSync(file, shipped.replace("maxSize: 5", "maxSize: 3"));
      const { code, stdout, stderr } = await plan("--config-file", file, ...DAY);
      assert.equal(code, 1);
      assertNoTrace(stdout + stderr);
      const inOneLine = stdout.replace(/\s+/g, " ");
      assert.match(inOneLine, /2 pods of production\/torchserve \([^)]*\) find no place on pool gpu/);
      assertPlainAndShort(stdout);
    });

    describe("about Slack", () => {
      const withSlack = (webhook: string) =>
        shipped.replace(
          /^( +)repeatEvery: \{ critical/m,
          `$1slack:\n$1  channel: "#alerts"\n$1  ${webhook}\n$1repeatEvery: { critical`,
        );

      it("refuses a webhook in plain text with its line and the command, and never shows it", async () => {
        writeFileSync(file, withSlack("webhookUrl: https://hooks.slack.com/services/not-to-be-seen"));
        const { code, stdout, stderr } = await plan("--config-file", file, ...DAY);
        assert.equal(code, 1);
        const [, problem] = paragraphs(stderr);
        const line = readFileSync(file, "utf8")
          .split("\n")
          .findIndex((text) => text.includes("webhookUrl: h"));
        assert.match(
          problem!,
          /pulumi config set --secret --path 'betterprompts:notifications\.slack\.webhookUrl'/,
        );
        assert.ok(problem!.endsWith(`line ${line + 1}`), problem);
        assert.doesNotMatch(stdout + stderr, /not-to-be-seen/);
        assertNoTrace(stderr);
      });

      it("never shows one under a wrong name either", async () => {
        writeFileSync(file, withSlack("webhookURL: https://hooks.slack.com/services/not-to-be-seen"));
        const { code, stdout, stderr } = await plan("--config-file", file, ...DAY);
        assert.equal(code, 1);
        assert.match(stderr, /did you mean "webhookUrl"/);
        assert.doesNotMatch(stdout + stderr, /not-to-be-seen/);
      });

      it("takes an encrypted one", async () => {
        writeFileSync(file, withSlack("webhookUrl: { secure: AAABAGhlbGxv }"));
        const { code, stdout, stderr } = await plan("--config-file", file, "--verbose", ...DAY);
        assert.deepEqual([code, stderr], [0, ""]);
        assert.match(stdout, /alertmanager-slack +Secret/);
      });
    });

    it("says where a file stops being YAML", async () => {
      writeFileSync(file, "config:\n  betterprompts:region: [us-east-1\n");
      const { code, stderr } = await plan("--config-file", file, ...DAY);
      assert.equal(code, 1);
      assert.match(stderr, /Pulumi\.broken\.yaml is not YAML: .*line [23]/);
      assertNoTrace(stderr);
    });
  });
});

/** Plans a stack with the settings as shipped. */
function planShipped(stack: string, ...args: string[]): Promise<Answer> {
  return plan("--stack", stack, "--config-file", join(SETTINGS, `Pulumi.${stack}.yaml`), ...args, ...DAY);
}

/** Runs the planner as a user does, its output piped. */
function plan(...args: string[]): Promise<Answer> {
  const child = spawn(
    process.execPath,
    ["--require", "./planner/fast-start.js", join("planner", "main.ts"), ...args],
    { cwd: ROOT },
  );
  const answer: Answer = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (answer.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (answer.stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...answer, code }));
  });
}

function assertPlainAndShort(text: string): void {
  assert.deepEqual(
    text.split("\n").filter((line) => [...line].length > 100),
    [],
  );
  assert.ok(!text.includes("\x1b"));
}

function assertNoTrace(text: string): void {
  assert.doesNotMatch(text, /^\s+at /m);
}

function paragraphs(text: string): string[] {
  return text.trim().split("\n\n");
}
