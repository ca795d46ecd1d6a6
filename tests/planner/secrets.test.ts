import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "../../planner/comparison";
import { htmlReport } from "../../planner/html/report";
import { jsonReport, planReport } from "../../planner/json-report";
import { markdownReport } from "../../planner/markdown/report";
import { makePlan, type Plan } from "../../planner/plan";
import { PROJECT } from "../../planner/stack-file";
import { textReport } from "../../planner/text/report";
import { parseSettings } from "../../stacks/parse-settings";
import { CLIENT_SECRET, GRAFANA_ACCESS } from "../components/grafana/grafana-access";
import { SETTINGS, shippedSettings } from "../recordings";

const ROOT = join(__dirname, "..", "..");
const WEBHOOK = "https://hooks.slack.com/services/T0/B0/webhook-not-to-be-seen";

/** A plan whose program is given the secrets themselves, as an `up` is. */
async function planWithSecrets(): Promise<Plan> {
  const settings = shippedSettings("production");
  Object.assign(settings["notifications"] as object, { slack: { channel: "#alerts", webhookUrl: WEBHOOK } });
  settings["grafanaAccess"] = GRAFANA_ACCESS;
  const config = Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  const index = require.resolve("../../index");
  delete require.cache[index]; // it makes its resources when it is loaded
  return makePlan({
    stack: "production",
    file: { name: "Pulumi.production.yaml", config: Object.fromEntries(config), lineOf: () => undefined },
    settings: parseSettings(settings, "Pulumi.production.yaml"),
    today: "2026-11-24",
    loadProgram: () => require(index) as Record<string, unknown>,
  });
}

describe("secrets of a stack's settings", () => {
  let plan: Plan;
  before(async () => (plan = await planWithSecrets()));

  it("reach the resources that need them, marked as secrets", () => {
    const inputs = (name: string) => plan.resources.find((resource) => resource.name === name)?.inputs;
    assert.equal(inputs("alertmanager-slack")!["stringData"], "[secret]");
    const [signIn] = plan.resources
      .filter(({ type, name }) => type.endsWith(":ListenerRule") && name === "monitoring/grafana")
      .map((rule) => (rule.inputs["actions"] as { authenticateOidc: { clientSecret: string } }[])[0]);
    assert.equal(signIn!.authenticateOidc.clientSecret, "[secret]");
  });

  const REPORTS: Record<string, (plan: Plan) => string> = {
    text: (made) => textReport(made, { colour: false, verbose: true, comparison: undefined }),
    comparison: (made) =>
      textReport(made, {
        colour: false,
        verbose: true,
        comparison: compare({ ...planReport(made), resources: [] }, planReport(made)),
      }),
    JSON: jsonReport,
    Markdown: (made) =>
      markdownReport(made, compare({ ...planReport(made), resources: [] }, planReport(made))),
    HTML: htmlReport,
  };
  for (const [name, report] of Object.entries(REPORTS)) {
    it(`appear in no part of the report as ${name}, which describes their resources`, () => {
      const text = report(plan);
      for (const secret of [WEBHOOK, "webhook-not-to-be-seen", CLIENT_SECRET]) {
        assert.ok(!text.includes(secret), secret);
      }
      if (name !== "HTML") assert.match(text, /alertmanager-slack/);
    });
  }
});

describe("npm run plan of a sign-in", function () {
  const folder = mkdtempSync(join(tmpdir(), "sign-in-test-"));
  const file = join(folder, "Pulumi.sign-in.yaml");
  const shipped = readFileSync(join(SETTINGS, "Pulumi.production.yaml"), "utf8");
  after(() => rmSync(folder, { recursive: true }));

  function plan(clientSecret: string): { status: number | null; stdout: string; stderr: string } {
    const signIn = Object.entries(GRAFANA_ACCESS.signIn).filter(([key]) => key !== "clientSecret");
    const lines = [
      "  betterprompts:grafanaAccess:",
      `    host: ${GRAFANA_ACCESS.host}`,
      "    signIn:",
      ...signIn.map(([key, value]) => `      ${key}: ${value}`),
      `      ${clientSecret}`,
    ];
    writeFileSync(file, `${shipped}${lines.join("\n")}\n`);
    const node = ["--require", "./planner/fast-start.js", join("planner", "main.ts")];
    return spawnSync(process.execPath, [...node, "--config-file", file, "--today", "2026-12-01"], {
      cwd: ROOT,
      encoding: "utf8",
    });
  }

  it("refuses a client's secret in plain text with its line and the command, and never shows it", () => {
    const { status, stdout, stderr } = plan(`clientSecret: ${CLIENT_SECRET}`);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.ok(stderr.startsWith(`1 setting in ${file} must be changed:`), stderr);
    assert.match(
      stderr,
      /pulumi config set --secret --path 'betterprompts:grafanaAccess\.signIn\.clientSecret'/,
    );
    const lines = readFileSync(file, "utf8").split("\n");
    const line = lines.findIndex((text) => text.includes(CLIENT_SECRET)) + 1;
    assert.ok(stderr.trimEnd().endsWith(`${file}, line ${line}`), stderr);
    assert.doesNotMatch(stderr, /not-to-be-seen|^\s+at /m);
  });

  it("takes an encrypted one, and shows what it makes and which examples are left", () => {
    const { status, stdout, stderr } = plan("clientSecret: { secure: AAABAGhlbGxv }");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /target group binding grafana/);
    assert.match(stdout, /grafanaAccess\.host/);
    assert.match(stdout, /grafanaAccess\.signIn\.issuer/);
  });
});
