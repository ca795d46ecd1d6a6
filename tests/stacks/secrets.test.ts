import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { asEngineConfig, PROJECT } from "../../planner/stack-file";
import { readSettings } from "../../stacks/read-settings";
import { readableSecrets, withoutSecrets } from "../../stacks/secrets";
import { CLIENT_SECRET, GRAFANA_ACCESS } from "../components/grafana/grafana-access";
import { shippedSettings } from "../recordings";

const WEBHOOK = "https://hooks.slack.com/services/T0/B0/not-to-be-seen";
const PATH = ["notifications", "slack", "webhookUrl"];

/** Production with a section's part changed. */
function withNotifications(changes: object): Record<string, unknown> {
  const settings = shippedSettings("production");
  return { ...settings, notifications: { ...(settings["notifications"] as object), ...changes } };
}

describe("a secret that anyone can read", () => {
  const settings = withNotifications({ slack: { channel: "#alerts", webhookUrl: WEBHOOK } });

  it("is a problem that shows the command and not the secret", () => {
    const problems = readableSecrets(settings, () => false);
    assert.deepEqual(
      problems.map(({ path }) => path),
      [PATH],
    );
    assert.match(
      problems[0]!.allowed,
      /pulumi config set --secret --path 'betterprompts:notifications\.slack\.webhookUrl'/,
    );
    assert.ok(!JSON.stringify(problems).includes("not-to-be-seen"));
  });

  it("is none where it is encrypted, or where there is no secret", () => {
    assert.deepEqual(
      readableSecrets(settings, () => true),
      [],
    );
    assert.deepEqual(
      readableSecrets(shippedSettings("production"), () => false),
      [],
    );
  });
});

describe("the heartbeat's address", () => {
  const settings = withNotifications({ heartbeatUrl: WEBHOOK });

  it("is a problem in the clear, and none where it is encrypted", () => {
    const problems = readableSecrets(settings, () => false);
    assert.deepEqual(
      problems.map(({ path }) => path),
      [["notifications", "heartbeatUrl"]],
    );
    assert.match(
      problems[0]!.allowed,
      /pulumi config set --secret --path 'betterprompts:notifications\.heartbeatUrl'/,
    );
    assert.ok(!JSON.stringify(problems).includes("not-to-be-seen"));
    assert.deepEqual(
      readableSecrets(settings, () => true),
      [],
    );
  });
});

describe("the client's secret of a sign-in", () => {
  const settings = { ...shippedSettings("production"), grafanaAccess: GRAFANA_ACCESS };

  it("is a problem in the clear, and none where it is encrypted", () => {
    const problems = readableSecrets(settings, () => false);
    assert.deepEqual(
      problems.map(({ path }) => path),
      [["grafanaAccess", "signIn", "clientSecret"]],
    );
    assert.match(
      problems[0]!.allowed,
      /pulumi config set --secret --path 'betterprompts:grafanaAccess\.signIn\.clientSecret'/,
    );
    assert.ok(!JSON.stringify(problems).includes(CLIENT_SECRET));
    assert.deepEqual(
      readableSecrets(settings, () => true),
      [],
    );
  });

  it("is reported beside another secret in plain text", () => {
    const both = withNotifications({ slack: { channel: "#alerts", webhookUrl: WEBHOOK } });
    both["grafanaAccess"] = GRAFANA_ACCESS;
    assert.equal(readableSecrets(both, () => false).length, 2);
    assert.equal(readableSecrets(both, ([section]) => section === "notifications").length, 1);
  });
});

describe("problems as they are shown", () => {
  const shown = (path: (string | number)[], found: unknown, decrypted?: string[]) =>
    withoutSecrets([{ path, found, allowed: "" }], decrypted)[0]!.found;

  for (const [what, path, found] of [
    ["the secret", PATH, WEBHOOK],
    ["what has a name like the secret's", ["notifications", "slack", "webhookURL"], WEBHOOK],
    ["text in place of the group", ["notifications", "slack"], WEBHOOK],
    ["a group around it", ["notifications"], [{ slack: { webhookUrl: WEBHOOK } }]],
    ["the heartbeat's address", ["notifications", "heartbeatUrl"], WEBHOOK],
    ["what has a name like the heartbeat's", ["notifications", "heartbeat-url"], WEBHOOK],
    ["the client's secret", ["grafanaAccess", "signIn", "clientSecret"], CLIENT_SECRET],
    ["what is beside that", ["grafanaAccess", "signIn", "secret"], CLIENT_SECRET],
  ] as const) {
    it(`don't show ${what}`, () => {
      assert.equal(shown([...path], found), "[secret]");
    });
  }

  it("show what is elsewhere, and that nothing was found", () => {
    assert.equal(shown(["notifications", "emails", 0], "oncall"), "oncall");
    assert.equal(shown(["notifications", "emails"], "oncall"), "oncall");
    assert.equal(shown(["region"], "nowhere"), "nowhere");
    assert.equal(shown(PATH, undefined), undefined);
  });

  it("don't show anything of a section of which the engine decrypted a part", () => {
    const misspelt = { slack: { webhook: WEBHOOK } };
    assert.equal(shown(["notification"], misspelt, ["notification"]), "[secret]");
    assert.deepEqual(shown(["notification"], misspelt, ["cost"]), misspelt);
  });

  it("don't show a group that has a secret by its name, or such a secret alone, in any place", () => {
    for (const name of ["clientSecret", "client-secret", "webhookURL"]) {
      assert.equal(shown(["grafana"], { signIn: { [name]: CLIENT_SECRET } }), "[secret]", name);
      assert.equal(shown(["grafana", name], CLIENT_SECRET), "[secret]", name);
    }
    assert.deepEqual(shown(["grafana"], { secret: ["of a client"] }), { secret: ["of a client"] });
    assert.equal(shown(["notifications", "runbookUrl"], "http://runbooks"), "http://runbooks");
  });
});

describe("a run by the engine", () => {
  const asItWas = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  afterEach(() => {
    if (asItWas === undefined) delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
    else process.env["PULUMI_CONFIG_SECRET_KEYS"] = asItWas;
  });

  async function run(settings: Record<string, unknown>, decrypted: string[]): Promise<void> {
    const own = Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]);
    const keys = decrypted.map((section) => `${PROJECT}:${section}`);
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(keys); // as the CLI's language host does
    pulumi.runtime.setAllConfig(asEngineConfig(Object.fromEntries(own)), keys);
    await pulumi.runtime.setMocks(
      { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
      PROJECT,
      "production",
      true,
    );
  }

  it("takes a webhook from a section that is encrypted in part", async () => {
    await run(withNotifications({ slack: { channel: "#alerts", webhookUrl: WEBHOOK } }), ["notifications"]);
    assert.equal(readSettings().notifications.slack?.webhookUrl, WEBHOOK);
  });

  it("takes a client's secret from its encrypted section, and refuses it in the clear", async () => {
    const settings = { ...shippedSettings("production"), grafanaAccess: GRAFANA_ACCESS };
    await run(settings, ["grafanaAccess"]);
    assert.equal(readSettings().grafanaAccess?.signIn.clientSecret, CLIENT_SECRET);
    await run(settings, []);
    assert.throws(readSettings, reports(/'betterprompts:grafanaAccess\.signIn\.clientSecret'/));
  });

  it("refuses one in plain text", async () => {
    await run(withNotifications({ slack: { channel: "#alerts", webhookUrl: WEBHOOK } }), ["cost"]);
    assert.throws(readSettings, reports(/an encrypted value: pulumi config set --secret --path/));
  });

  it("never shows a webhook under a wrong name, in the section or of the section", async () => {
    await run(withNotifications({ slack: { channel: "#alerts", webhookURL: WEBHOOK } }), ["notifications"]);
    assert.throws(readSettings, reports(/did you mean "webhookUrl"/));
    const misspelt = { ...shippedSettings("production"), notification: { slack: { webhookUrl: WEBHOOK } } };
    await run(misspelt, ["notification"]);
    assert.throws(readSettings, reports(/did you mean "notifications"/));
  });

  /** A message without a stack trace, and without the secret. */
  function reports(expected: RegExp): (error: unknown) => boolean {
    return (error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.match(error.message, expected);
      assert.doesNotMatch(error.message, /not-to-be-seen/);
      return true;
    };
  }
});
