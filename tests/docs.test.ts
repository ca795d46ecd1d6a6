import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
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
