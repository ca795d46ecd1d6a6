import assert from "node:assert/strict";
import { describeProblems, nearestName, settingName, SettingsError } from "../../stacks/problems";
import { parseSettings } from "../../stacks/parse-settings";
import { shippedSettings } from "../recordings";
import { withValue, type Path, type Settings } from "./breaking";

const BROKEN: [path: Path, value: unknown, allowed: string][] = [
  [["region"], "Virginia", "an AWS region with three zones"],
  [["network", "natGateways"], "none", "one of single, perZone"],
  [["pools", "gpu", "maxSizes"], 5, 'no setting of this name; did you mean "maxSize"?'],
  [
    ["services", "frontend", "priority"],
    "urgent",
    "one of user-facing, machine-learning", // a check across sections
  ],
  [["namespaces", "production", "quota", "pods"], 10, "at least 62 pods"],
];

describe("the message about wrong settings", () => {
  const error = refusal(
    BROKEN.reduce<Settings>(
      (settings, [path, value]) => withValue(settings, path, value),
      shippedSettings("production"),
    ),
  );

  it("lists the problems of all sections at once, in the order of the sections and then across them", () => {
    assert.deepEqual(
      error.problems.map(({ path }) => settingName(path)),
      BROKEN.map(([path]) => settingName(path)),
    );
  });

  it("says how many there are and in which file", () => {
    assert.match(error.message, /^5 settings in Pulumi\.test\.yaml must be changed:\n/);
    const one = refusal(withValue(shippedSettings("production"), ["region"], undefined));
    assert.match(one.message, /^1 setting in Pulumi\.test\.yaml must be changed:\n/);
  });

  it("names of each the path, what was found, what is allowed, and the file", () => {
    const [, ...paragraphs] = error.message.split("\n\n");
    assert.equal(paragraphs.length, BROKEN.length);
    BROKEN.forEach(([path, value, allowed], index) => {
      const lines = paragraphs[index]!.split("\n").map((line) => line.trim());
      assert.equal(lines[0], settingName(path));
      assert.equal(lines[1], `found:   ${JSON.stringify(value)}`);
      assert.ok(lines[2]!.startsWith(`allowed: ${allowed}`), lines[2]);
      assert.equal(lines[3], "in:      Pulumi.test.yaml");
    });
  });

  it("says that nothing was found where a setting is missing", () => {
    const missing = refusal(withValue(shippedSettings("production"), ["region"], undefined));
    assert.match(missing.message, /betterprompts:region\n +found: +nothing\n +allowed: text\n/);
  });

  it("adds the line where that is known", () => {
    const text = describeProblems(error.problems, "Pulumi.test.yaml", ([section]) =>
      section === "region" ? 4 : undefined,
    );
    assert.equal(text.match(/, line 4$/gm)?.length, 1);
    assert.doesNotMatch(text, /undefined/);
  });

  it("cuts long values", () => {
    const text = describeProblems(
      [{ path: ["tags"], found: "x".repeat(5000), allowed: "a group of settings" }],
      "f",
    );
    assert.ok(text.split("\n").every((line) => line.length <= 140));
  });
});

describe("the name of a setting", () => {
  it("is what `pulumi config set --path` takes, with brackets for places and for names with dots", () => {
    assert.equal(settingName(["network", "zones", 2]), "betterprompts:network.zones[2]");
    assert.equal(
      settingName(["pools", "gpu", "labels", "nvidia.com/gpu.present"]),
      'betterprompts:pools.gpu.labels["nvidia.com/gpu.present"]',
    );
  });
});

describe("the nearest known name", () => {
  it("is proposed when at most a third of its letters differ", () => {
    assert.equal(nearestName("minsize", ["minSize", "maxSize"]), "minSize");
    assert.equal(nearestName("gp", ["cpu", "gpu"]), "gpu");
  });

  it("is left out when nothing is near", () => {
    assert.equal(nearestName("colour", ["minSize", "maxSize"]), undefined);
    assert.equal(nearestName("anything", []), undefined);
  });
});

function refusal(settings: Settings): SettingsError {
  try {
    parseSettings(settings, "Pulumi.test.yaml");
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("the settings were accepted");
}
