import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePlan, type Plan } from "../planner/plan";
import { roundedJson } from "../planner/rounding";
import { asEngineConfig, PROJECT, readStackFile, stackNames } from "../planner/stack-file";
import { textReport } from "../planner/text/report";
import { ownConfiguration, parseSettings } from "../stacks/parse-settings";
import { writeDocs } from "./written-docs";

/** Goldens are for one day, so that they change with the program and its settings alone. */
export const GOLDEN_DAY = "2026-11-24";

/** Where the goldens of the project's own stacks are. */
export const GOLDENS = join(__dirname, "goldens");

/** The plan of a stack's file on the goldens' day. */
export function planOfFile(folder: string, stack: string): Promise<Plan> {
  const file = readStackFile(folder, stack);
  const index = require.resolve("../index");
  delete require.cache[index]; // it makes its resources when it is loaded
  return makePlan({
    stack,
    file,
    settings: parseSettings(ownConfiguration(PROJECT, asEngineConfig(file.config)), file.name),
    today: GOLDEN_DAY,
    loadProgram: () => require(index) as Record<string, unknown>,
  });
}

/** What a reviewer sees change when the program or its settings change: file name -> text. */
export function goldensOf(plan: Plan): Record<string, string> {
  return {
    [`${plan.stack}.txt`]: textReport(plan, { colour: false, verbose: true }),
    [`${plan.stack}.resources.json`]: roundedJson(everyInput(plan)),
  };
}

/** The goldens in a folder: file name -> text. */
export function readGoldens(folder: string): Record<string, string> {
  const names = readdirSync(folder);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Writes the goldens of a folder's stack files, and removes those of stacks that are gone. */
export async function writeGoldens(stackFiles: string, goldens: string): Promise<void> {
  const made: Record<string, string> = {};
  for (const stack of stackNames(stackFiles)) {
    Object.assign(made, goldensOf(await planOfFile(stackFiles, stack)));
  }
  rmSync(goldens, { recursive: true, force: true });
  mkdirSync(goldens);
  for (const [name, text] of Object.entries(made)) writeFileSync(join(goldens, name), text);
}

/** By URN, without its part that is the same for all: what the engine would get for each resource. */
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

if (require.main === module) void writeGoldens(join(__dirname, ".."), GOLDENS).then(writeDocs);
