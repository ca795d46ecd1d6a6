import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePlan, type Plan } from "../planner/plan";
import { roundedJson } from "../planner/rounded-json";
import { readStackFile } from "../planner/stack-file";
import { textReport } from "../planner/text/report";
import { parseSettings } from "../stacks/parse-settings";
import { shippedSettings, STACKS } from "./recordings";

const ROOT = join(__dirname, "..");

/** Goldens are reckoned for one day, whatever day it is. */
const GOLDEN_DAY = "2026-11-24";

/** What a reviewer sees change when the program changes: file name -> text. */
export async function goldens(stack: string): Promise<Record<string, string>> {
  const plan = await shippedPlan(stack);
  return {
    [`${stack}.txt`]: textReport(plan, { colour: false, verbose: true }),
    [`${stack}.resources.json`]: roundedJson(everyInput(plan)),
  };
}

/** Names of the goldens of a stack. */
export function goldenNames(stack: string): string[] {
  return [`${stack}.txt`, `${stack}.resources.json`];
}

/** A reviewed golden. */
export function readGolden(name: string): string {
  return readFileSync(join(__dirname, "goldens", name), "utf8");
}

function shippedPlan(stack: string): Promise<Plan> {
  const file = readStackFile(ROOT, stack);
  const index = require.resolve("../index");
  delete require.cache[index]; // it makes its resources when it is loaded
  return makePlan({
    stack,
    file,
    settings: parseSettings(shippedSettings(stack), file.name),
    today: GOLDEN_DAY,
    loadProgram: () => require(index) as Record<string, unknown>,
  });
}

/** By URN, without its part that is the same for all: what the engine would be told of each resource. */
function everyInput({ stack, resources }: Plan): Record<string, object> {
  const common = `urn:pulumi:${stack}::betterprompts::`;
  return Object.fromEntries(
    resources
      .map(({ urn, inputs, ignoreChanges, protect }) => {
        const options = {
          ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}),
          ...(protect ? { protect } : {}),
        };
        return [urn.replace(common, ""), { inputs, ...options }] as const;
      })
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** `npm run goldens` writes them anew; a test never does. */
async function rewrite(): Promise<void> {
  for (const stack of STACKS) {
    for (const [name, text] of Object.entries(await goldens(stack))) {
      writeFileSync(join(__dirname, "goldens", name), text);
    }
  }
}

if (require.main === module) void rewrite();
