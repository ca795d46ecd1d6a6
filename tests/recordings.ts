import { join } from "node:path";
import type { Recording } from "../planner/engine";
import { record } from "../planner/engine";
import { simulatedOutputs } from "../planner/simulated-outputs";
import { asEngineConfig, PROJECT, readStackFile } from "../planner/stack-file";

/** The stack files that tests read. Those of the project's folder are their owner's: see stack-files.ts. */
export const SETTINGS = join(__dirname, "settings");
const INDEX = require.resolve("../index");

/** The stacks that are shipped. */
export const STACKS = ["production", "staging"] as const;

/** A stack's settings as they were shipped: "pools" -> ... A copy, to be broken at will. */
export function shippedSettings(stack: string): Record<string, unknown> {
  const { config } = readStackFile(SETTINGS, stack);
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(`${PROJECT}:`, ""), structuredClone(value)]),
  );
}

/** Runs index.ts for a stack, with the settings as shipped unless others are given. */
export function recordStack(
  stack: string,
  settings = shippedSettings(stack),
  outputsOf = simulatedOutputs,
): Promise<Recording> {
  const config = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]),
  );
  delete require.cache[INDEX]; // index.ts makes its resources when it is loaded
  return record(
    {
      project: PROJECT,
      stack,
      region: String(settings["region"]),
      config: asEngineConfig(config),
      outputsOf,
    },
    async () => require(INDEX) as Record<string, unknown>,
  );
}

const recordings = new Map<string, Promise<Recording>>();

/** The recording of a shipped stack; made once. */
export function shippedRecording(stack: string): Promise<Recording> {
  const made = recordings.get(stack) ?? recordStack(stack);
  recordings.set(stack, made);
  return made;
}
