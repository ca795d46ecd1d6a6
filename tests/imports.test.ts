import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(__dirname, "..");

/** From left to right; a file may import from its own folder and from folders to the right of it. */
const ORDER = ["sandbox", "planner", "stacks", "components", "simulator", "policy-pack"];

describe("imports", () => {
  it("go one way through the folders", () => {
    const wrong = ORDER.flatMap((folder, place) =>
      sources(join(ROOT, folder)).flatMap((file) =>
        importsOf(file)
          .map((target) => relative(ROOT, target).split("/")[0]!)
          .filter((target) => ORDER.includes(target) && ORDER.indexOf(target) < place)
          .map((target) => `${relative(ROOT, file)} imports from ${target}`),
      ),
    );
    assert.deepEqual(wrong, []);
  });

  it("of components reach into the pack's pricing alone", () => {
    const wrong = ["stacks", "components", "simulator"].flatMap((folder) =>
      sources(join(ROOT, folder)).flatMap((file) =>
        importsOf(file)
          .map((target) => relative(ROOT, target))
          .filter(
            (target) => target.startsWith("policy-pack/") && !target.startsWith("policy-pack/pricing/"),
          ),
      ),
    );
    assert.deepEqual(wrong, []);
  });
});

describe("tests", () => {
  it("read the project's own stack files, whose numbers are their owner's, in one place", () => {
    const readers = sources(__dirname).filter((file) =>
      /(readStackFile|sandboxConfiguration)\(ROOT|join\(ROOT, [`"]Pulumi/.test(readFileSync(file, "utf8")),
    );
    assert.deepEqual(readers, []); // stack-files.test.ts has its folder as an argument
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .map((file) => join(folder, file));
}

/** What a file imports by a relative path, types included. */
function importsOf(file: string): string[] {
  const found = readFileSync(file, "utf8").matchAll(/(?:from|require\()\s*"(\.[^"]*)"/g);
  return [...found].map(([, path]) => join(dirname(file), path!));
}
