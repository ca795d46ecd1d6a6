import assert from "node:assert/strict";
import { recordingRules } from "../../components/monitoring/prometheus-rules";
import { findPromtool } from "../../tools/find";
import { expectedOfPanels, queriesOfPanels } from "./expected-panels";
import { ASKED_BY, EXPECTED_RULES } from "./expected-rules";
import type { StackName } from "./round-stack";
import { verdicts, type Question } from "./verdicts";
import { WORLDS } from "./world";
import { exportedAgain } from "./world/targets";

const STACKS = Object.keys(WORLDS) as StackName[];

interface Named extends Question {
  name: string;
}

function questions(stack: StackName): Named[] {
  const expected = expectedOfPanels(stack);
  return [
    ...Object.entries(EXPECTED_RULES[stack]).map(([record, samples]) => ({
      name: record,
      query: ASKED_BY[record] ?? record,
      expected: samples,
    })),
    ...[...queriesOfPanels(stack, WORLDS[stack])].flatMap(([name, query]) => {
      const samples = expected.get(name); // that there is one, coverage.test.ts sees to
      return samples ? [{ name, query, expected: samples }] : [];
    }),
  ];
}

describe("what Prometheus makes of the exporters' series", () => {
  let found: Record<string, (string | undefined)[]>;

  before(async function () {
    this.timeout(300_000);
    const promtool = findPromtool();
    const ofStacks = STACKS.map(async (stack) => {
      const world = WORLDS[stack];
      const groups = recordingRules(world.stack);
      const series = world.series.flatMap(exportedAgain); // and nothing may change
      return [stack, await verdicts(promtool, { series }, groups, questions(stack))] as const;
    });
    found = Object.fromEntries(await Promise.all(ofStacks));
  });

  for (const stack of STACKS) {
    describe(`in a ${stack} cluster`, () => {
      questions(stack).forEach(({ name, query }, each) => {
        it(`${name} is as computed by hand`, () => {
          const complaint = found[stack]![each];
          if (complaint !== undefined) assert.fail(`${query}\n${complaint}`);
        });
      });
    });
  }
});
