import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import Ajv from "ajv";
import { RULES } from "../../../policy-pack/rules/all";
import { runRules } from "../../../policy-pack/run-rules";
import { StackView, UNKNOWN } from "../../../policy-pack/stack-view";
import { changed, CONTEXT } from "./breaking";
import { compliantStack } from "./compliant-stack";

const PACK = join(__dirname, "../../../policy-pack");

describe("the rules of the pack", () => {
  it("each have a fixture that breaks them", () => {
    const tests = readdirSync(__dirname).map((file) => readFileSync(join(__dirname, file), "utf8"));
    const refused = tests.flatMap((text) =>
      [...text.matchAll(/^[^/\n]*\brefuses\(\s*"([a-z-]+)"/gm)].map(([, id]) => id),
    );
    assert.deepEqual(
      RULES.map(({ id }) => id).filter((id) => !refused.includes(id)),
      [],
      'add to tests/policy-pack/rules: refuses("<rule>", <a stack that breaks it>, <message>)',
    );
  });

  it("are each in a file of their name", () => {
    const files = readdirSync(join(PACK, "rules")).filter((file) => file !== "all.ts");
    assert.deepEqual(files.sort(), RULES.map(({ id }) => `${id}.ts`).sort());
  });

  it("find nothing on the compliant stack", () => {
    assert.deepEqual(runRules(new StackView(compliantStack()), CONTEXT), []);
  });

  it("find nothing on an empty stack", () => {
    assert.deepEqual(runRules(new StackView([]), CONTEXT), []);
  });

  for (const { id, requires, reason, fix, parameters } of RULES) {
    it(`${id} says in one sentence each what it asks, why, and what to do`, () => {
      for (const text of [requires, reason, fix]) assert.match(text, /^[A-Z].*\.$/);
    });

    it(`${id} describes its parameters, and its defaults are what it allows`, () => {
      assert.deepEqual(Object.keys(parameters.schema).sort(), Object.keys(parameters.defaults).sort());
      const schema = { type: "object", properties: parameters.schema, additionalProperties: false };
      const ajv = new Ajv();
      assert.ok(ajv.validate(schema, parameters.defaults), ajv.errorsText());
    });
  }

  it("give a rule's parameters what is configured, and no others", () => {
    const parameters = { "node-count": { maxNodes: 12, unheardOf: 1 } };
    assert.deepEqual(runRules(changed(), { ...CONTEXT, parameters }), []);
    const [only, ...more] = runRules(changed(), {
      ...CONTEXT,
      parameters: { "node-count": { maxNodes: 11 } },
    });
    assert.match(only!.message, /12 nodes, the stack may have 11/);
    assert.deepEqual(more, []);
  });

  it("neither throw nor stop anything for what only an up will know, wherever that is", () => {
    for (const { name, props } of compliantStack()) {
      for (const path of pathsIn(props)) {
        const broken = runRules(changed([name, path, UNKNOWN]), CONTEXT);
        for (const { message, level } of broken) {
          assert.equal(level, "advisory", `${name} ${path.join(".")}: ${message}`);
        }
      }
    }
  });

  it("don't throw at values of other shapes", () => {
    for (const { name, props } of compliantStack()) {
      for (const path of pathsIn(props)) {
        for (const value of [null, 7, "text", true, [], [null], {}, { x: [] }]) {
          runRules(changed([name, path, value]), CONTEXT);
        }
      }
    }
  });
});

/** The paths of everything inside a value. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]);
}

describe("the folder of the pack", () => {
  it("imports no file from outside, so that it can be published alone", () => {
    for (const file of sources(PACK)) {
      for (const path of importsOf(file).filter((name) => name.startsWith("."))) {
        const outside = relative(PACK, resolve(dirname(file), path)).startsWith("..");
        assert.ok(!outside, `${relative(PACK, file)} imports ${path}`);
      }
    }
  });

  it("names every package that the rules load as a dependency", () => {
    const { dependencies } = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const loaded = new Set([join(PACK, "index.ts")]);
    for (const file of loaded) {
      for (const name of importsOf(file)) {
        if (name.startsWith(".")) loaded.add(`${resolve(dirname(file), name)}.ts`);
        else if (!name.startsWith("node:"))
          assert.ok(name in dependencies, `${relative(PACK, file)}: ${name}`);
      }
    }
    assert.ok(loaded.size > 30);
  });
});

function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:from|import|require\() ?"([^"]+)"/g)].map(
    ([, name]) => name!,
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("node_modules"))
    .map((path) => join(folder, path));
}
