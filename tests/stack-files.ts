import assert from "node:assert/strict";
import { join } from "node:path";
import type { Plan } from "../planner/plan";
import { stackNames } from "../planner/stack-file";
import { goldensOf, planOfFile, readGoldens } from "./goldens";

/** A long golden shows no more than its first differing lines. */
const LINES_SHOWN = 10;

const REMEDY = "If that is meant: npm run goldens, read the diff, and commit it with the change.";

/**
 * The tests that read a folder's stack files, whose numbers are their owner's: they ask what is true of every sound
 * stack, and that its goldens are those that were reviewed. All other tests read tests/settings.
 *
 * @param folder of the stack files and @param goldens of what was reviewed; both are read when the tests run
 */
export function describeStackFiles(folder: string, goldens: string, stacks = stackNames(folder)): void {
  for (const stack of stacks) {
    describe(`Pulumi.${stack}.yaml`, () => {
      let plan: Plan;
      before(async () => (plan = await planOfFile(folder, stack)));

      it("has room for every pod", () => {
        assert.deepEqual(
          plan.capacity.flatMap(({ misfits }) => misfits),
          [],
        );
      });

      it("breaks no mandatory rule", () => {
        const broken = plan.policies.filter(({ level }) => level === "mandatory");
        assert.deepEqual(
          broken.map(({ rule, message }) => `${rule}: ${message}`),
          [],
        );
      });

      it("has the goldens that were reviewed", () => {
        const reviewed = readGoldens(goldens);
        for (const [name, text] of Object.entries(goldensOf(plan)))
          assertReviewed(name, text, reviewed[name]);
      });
    });
  }

  it(`${join("tests", "goldens")} has goldens of these stacks alone`, () => {
    const known = stacks.flatMap((stack) => [`${stack}.resources.json`, `${stack}.txt`]).sort();
    const others = Object.keys(readGoldens(goldens)).filter((name) => !known.includes(name));
    assert.deepEqual(
      others,
      [],
      `There are goldens of stacks without a file: ${others.join(", ")}. ${REMEDY}`,
    );
  });
}

function assertReviewed(name: string, text: string, reviewed: string | undefined): void {
  if (text === reviewed) return;
  if (reviewed === undefined) assert.fail(`There is no tests/goldens/${name}. ${REMEDY}`);
  const [now, then] = [text.split("\n"), reviewed.split("\n")];
  const first = now.findIndex((line, index) => line !== then[index]);
  assert.fail(
    [
      `The plan is not the one of tests/goldens/${name}. ${REMEDY}`,
      `From line ${first + 1}, reviewed:`,
      ...then.slice(first, first + LINES_SHOWN),
      "now:",
      ...now.slice(first, first + LINES_SHOWN),
    ].join("\n"),
  );
}
