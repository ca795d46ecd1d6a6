import { makePlan, type Plan } from "../../../planner/plan";
import { readStackFile } from "../../../planner/stack-file";
import { parseSettings } from "../../../stacks/parse-settings";
import { SETTINGS, shippedSettings } from "../../recordings";

/** The plan of a shipped stack on one day, with the settings of its file unless others are given. */
export async function planOf(stack: string, settings = shippedSettings(stack)): Promise<Plan> {
  const index = require.resolve("../../../index");
  delete require.cache[index]; // it makes its resources when it is loaded
  const file = readStackFile(SETTINGS, stack);
  return makePlan({
    stack,
    file,
    settings: parseSettings(settings, file.name),
    today: "2026-11-24",
    loadProgram: () => require(index) as Record<string, unknown>,
  });
}
