import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FOLDER = join(__dirname, "..", ".github", "workflows");

interface Step {
  uses?: string;
  run?: string;
}

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; "timeout-minutes"?: number; steps: Step[] }>;
}

const workflows = readdirSync(FOLDER).map(
  (file) => [file, parse(readFileSync(join(FOLDER, file), "utf8")) as Workflow] as const,
);

describe("the GitHub workflows", () => {
  it("are those for tests, for pull requests and for what was merged", () => {
    assert.deepEqual(workflows.map(([file]) => file).sort(), ["ci.yml", "preview.yml", "up.yml"]);
  });

  for (const [file, workflow] of workflows) {
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps);

    it(`${file} pins every action to a commit`, () => {
      for (const { uses } of steps) {
        if (uses !== undefined) assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      }
    });

    it(`${file} grants nothing by default, and no job may write the repository's contents`, () => {
      assert.ok(workflow.permissions, "without permissions a token has the repository's default");
      for (const permissions of [workflow.permissions, ...jobs.map((job) => job.permissions ?? {})]) {
        assert.notEqual(permissions["contents"], "write");
        assert.ok(!("write-all" in permissions));
      }
    });

    it(`${file} puts no expression into a shell script, where a branch's name could become a command`, () => {
      for (const { run } of steps) assert.doesNotMatch(run ?? "", /\$\{\{/);
    });

    it(`${file} bounds the time of every job`, () => {
      for (const job of jobs) assert.ok(Number(job["timeout-minutes"]) <= 90);
    });
  }
});
