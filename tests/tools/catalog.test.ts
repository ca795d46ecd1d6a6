import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../components/controllers/charts";
import { toolSets } from "../../tools/catalog";
import { isWithin, versionIn } from "../../tools/version";
import { SETTINGS, STACKS } from "../recordings";

const ROOT = join(__dirname, "..", "..");
const FOLDER = join(ROOT, "tools");
const tools = [...new Set(Object.values(toolSets).flat())];

describe("the catalog of tools", () => {
  it("has a command in package.json for each set", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const set of Object.keys(toolSets))
      assert.match(scripts[`${set}:setup`] ?? "", new RegExp(` tools/main\\.ts ${set}( |$)`));
  });

  it("has every tool once, at a version that it accepts itself", () => {
    assert.equal(new Set(tools.map(({ name }) => name)).size, tools.length);
    for (const { name, version, fromPath, versionArguments } of tools) {
      assert.equal(versionIn(version), version, name);
      if (fromPath) assert.ok(versionArguments && isWithin(version, fromPath.versions), name);
    }
  });

  it("has the stacks' Kubernetes version, and accepts no other minor version on PATH", () => {
    for (const stack of STACKS) {
      const text = readFileSync(join(SETTINGS, `Pulumi.${stack}.yaml`), "utf8");
      const minor = /kubernetesVersion: "(\d+\.\d+)"/.exec(text)![1]!;
      for (const { name, version, fromPath } of tools.filter(({ module }) => module === "kubernetes")) {
        const [major, place] = minor.split(".").map(Number);
        assert.deepEqual(fromPath!.versions, { from: `${minor}.0`, below: `${major}.${place! + 1}.0` }, name);
        assert.ok(isWithin(version, fromPath!.versions));
      }
    }
  });

  it("has the engine and the provider at the npm packages' versions", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    const version = (name: string) => tools.find((tool) => tool.name === name)?.version;
    assert.equal(version("pulumi"), devDependencies["@pulumi/pulumi"]);
    assert.equal(version("pulumi-resource-kubernetes"), devDependencies["@pulumi/kubernetes"]);
  });

  it("has the chart's version of KEDA", () => {
    for (const tool of tools.filter(({ module }) => module === "keda")) {
      assert.equal(tool.version, CHARTS.keda.version); // KEDA numbers its chart like itself
    }
  });

  it("and the folders of modules are the same", () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      [...new Set(tools.map(({ module }) => module))].sort(),
      folders.map(({ name }) => name).sort(),
    );
  });

  it("has a go.sum and a module that requires each main package", () => {
    for (const { name, module, goPackage } of tools) {
      assert.ok(existsSync(join(FOLDER, module, "go.sum")), `${module}/go.sum`);
      const text = readFileSync(join(FOLDER, module, "go.mod"), "utf8");
      const required = [...text.matchAll(/^(?:require)?\s+([\w./~-]+) v/gm)].map((match) => match[1]!);
      assert.ok(
        goPackage.startsWith(".") ||
          required.some((path) => goPackage === path || goPackage.startsWith(`${path}/`)),
        `${name}: ${goPackage}`,
      );
    }
  });
});
