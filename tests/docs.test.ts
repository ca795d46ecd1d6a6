import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gibibytes } from "../components/kubernetes/quantity";
import { shippedStack } from "./components/shipped";
import { STACKS } from "./recordings";

const ROOT = join(__dirname, "..");
const DOCS = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => `docs/${file}`);
const PAGES = ["README.md", "CONTRIBUTING.md", "sandbox/README.md", ...DOCS];

/** Commands of a page, with the line at which each block begins. */
function commandsOf(page: string): { line: number; text: string }[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^ *```(?:bash|sh)\n([^]*?)^ *```/gm)].map((found) => ({
    line: text.slice(0, found.index).split("\n").length,
    text: found[1]!,
  }));
}

/** Why a shell would refuse commands; a word in angle brackets is for people, and a redirection for a shell. */
function complaint(commands: string): string {
  if (/<[a-z][\w -]*>/.test(commands)) return "has a word in angle brackets: use a variable";
  return spawnSync("bash", ["-n"], { input: commands, encoding: "utf8" }).stderr;
}

describe("the commands of the documentation", () => {
  for (const page of PAGES) {
    it(`can be read by a shell: ${page}`, () => {
      const wrong = commandsOf(page).flatMap(({ line, text }) => {
        const found = complaint(text);
        return found === "" ? [] : [`${page}:${line}: ${found}`];
      });
      assert.deepEqual(wrong, []);
    });
  }

  it("are refused where a shell can't read them", () => {
    for (const broken of [
      "kubectl describe pod <pod>",
      "kubectl patch pvc <name> -p x",
      "for a in b; do",
      "echo 'a",
    ]) {
      assert.notEqual(complaint(broken), "", broken);
    }
    assert.equal(complaint('kubectl describe pod "$pod" # its events\ncat < file > other'), "");
  });

  it("make the volume of Prometheus larger than any stack has it", () => {
    const [, size] = /patch pvc [^]*?"storage":"(\w+)"/.exec(
      readFileSync(join(ROOT, "docs/operations.md"), "utf8"),
    )!;
    for (const stack of STACKS) {
      assert.ok(gibibytes(size!) > gibibytes(shippedStack(stack).monitoring.prometheusVolume), stack);
    }
  });
});

/** Paths that a page names in backquotes or links to. */
function pathsIn(text: string): string[] {
  const prose = text.replace(/^ *```[^]*?^ *```/gm, "");
  const named = [...prose.matchAll(/`([^`\s]+)`/g), ...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)];
  return named.map(([, path]) => path!).filter((path) => FOLDER.test(path) || FILE.test(path));
}

const FOLDERS = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const FOLDER = new RegExp(`^(?:${FOLDERS.map(({ name }) => name.replaceAll(".", "\\.")).join("|")})(?:/|$)`);
const FILE = /^[\w./-]+\.(?:ts|js|mjs|json|ya?ml|css|md|go)$/;

/** The paths of the block below "Layout": two spaces put an entry into the folder above it, more continue its text. */
function layoutPaths(text: string): string[] {
  const [, block] = /^## Layout\n+```\n([^]*?)^```/m.exec(text)!;
  let above = "";
  return block!.split("\n").flatMap((line) => {
    const [, indent, names] = /^( *)(.*?)(?: {2,}|$)/.exec(line)!;
    if (names === "" || indent!.length > 2) return [];
    if (indent === "") above = names!;
    return names!.split(" ").map((name) => (indent === "" ? name : `${above}${name}`));
  });
}

describe("the paths of the documentation", () => {
  const missing = (paths: string[]) => paths.filter((path) => !existsSync(join(ROOT, path)));
  for (const page of ["README.md", "CONTRIBUTING.md"]) {
    it(`exist, from the project's folder on: ${page}`, () => {
      const paths = pathsIn(readFileSync(join(ROOT, page), "utf8"));
      assert.ok(paths.length > 10, `only ${paths.length} paths`);
      assert.deepEqual(missing(paths), []);
    });
  }

  it("exist: the layout in CONTRIBUTING.md", () => {
    const paths = layoutPaths(readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8"));
    assert.ok(paths.length > 30, `only ${paths.length} paths`);
    assert.deepEqual(missing(paths), []);
  });

  it("are found in a text", () => {
    const text =
      "`planner/gone.ts`, [a page](docs/gone.md), `gone.ts`, `npm test`, `all`\n```\n`planner/b.ts`\n```\n";
    assert.deepEqual(missing(pathsIn(text)).sort(), ["docs/gone.md", "gone.ts", "planner/gone.ts"]);
  });
});
