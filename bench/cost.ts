import { readFileSync } from "node:fs";
import { join } from "node:path";
import { priced } from "../tests/planner/cost-command/priced";

/**
 * The cost command on previews of growing size, from the text to the cost: copies of a program with other names. Aim:
 * 24 000 resources in less than 4 s, and a time per resource that doesn't grow.
 */
const SIZES = [6_000, 24_000];
const ROUNDS = 3;
const MOST_SECONDS = 4;
const MOST_GROWTH = 1.5; // the garbage of a larger heap

interface Step {
  op: string;
  urn: string;
}

const PROGRAM = JSON.parse(readFileSync(join(__dirname, "../tests/fixtures/preview.json"), "utf8")) as {
  steps: Step[];
};

/** A preview with so many steps. */
function previewOf(size: number): unknown {
  const steps: Step[] = [];
  for (let copy = 0; steps.length < size; copy++) {
    // URNs, and what refers to them, get the name of another stack.
    const text = JSON.stringify(PROGRAM.steps).replaceAll("urn:pulumi:prod::", `urn:pulumi:prod-${copy}::`);
    steps.push(...(JSON.parse(text) as Step[]));
  }
  return { ...PROGRAM, steps: steps.slice(0, size) };
}

function fastest(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  return Math.min(...times);
}

priced(previewOf(SIZES[0]!)); // compiles what is hot, so that sizes compare
const perResource = SIZES.map((size) => {
  const preview = previewOf(size);
  const seconds = fastest(() => priced(preview));
  console.log(
    `${String(size).padStart(6)} resources  ${(seconds * 1000).toFixed(0).padStart(7)} ms  ${((seconds / size) * 1e6).toFixed(1)} µs each`,
  );
  return { seconds, each: seconds / size };
});
const { seconds } = perResource.at(-1)!;
const growth = perResource.at(-1)!.each / perResource[0]!.each;
console.log(
  `${SIZES.at(-1)} against ${SIZES[0]}: ${growth.toFixed(2)} times the time per resource (aim: ${MOST_GROWTH} or less)`,
);
if (seconds > MOST_SECONDS || growth > MOST_GROWTH) process.exitCode = 1;
