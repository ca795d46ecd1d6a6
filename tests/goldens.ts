import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePlan } from "../planner/plan";
import { readStackFile } from "../planner/stack-file";
import { textReport } from "../planner/text/report";
import { parseSettings } from "../stacks/settings";
import { shippedSettings, STACKS } from "./recordings";

const ROOT = join(__dirname, "..");

/** Goldens are reckoned for one day, whatever day it is. */
const GOLDEN_DAY = "2026-11-24";

/** The verbose plan of a shipped stack: what a reviewer sees change when the program changes. */
export async function goldenText(stack: string): Promise<string> {
  const file = readStackFile(ROOT, stack);
  const index = require.resolve("../index");
  delete require.cache[index]; // it makes its resources when it is loaded
  const plan = await makePlan({
    stack,
    file,
    settings: parseSettings(shippedSettings(stack), file.name),
    today: GOLDEN_DAY,
    loadProgram: () => require(index) as Record<string, unknown>,
  });
  return textReport(plan, { colour: false, verbose: true });
}

/** The reviewed text of a stack. */
export function readGolden(stack: string): string {
  return readFileSync(goldenPath(stack), "utf8");
}

function goldenPath(stack: string): string {
  return join(__dirname, "goldens", `${stack}.txt`);
}

/** `npm run goldens` writes them anew; a test never does. */
async function rewrite(): Promise<void> {
  for (const stack of STACKS) writeFileSync(goldenPath(stack), await goldenText(stack));
}

if (require.main === module) void rewrite();
