import { join } from "node:path";
import { zonesOf } from "../components/network/zones";
import type { Recording } from "../planner/engine";
import { record } from "../planner/engine";
import { simulatedOutputs } from "../planner/simulated-outputs";
import { asEngineConfig, PROJECT, readStackFile } from "../planner/stack-file";
import type { StackSettings } from "../stacks/settings";

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

/** A shipped stack's settings as an adopter changes them for another region. */
export function movedTo(region: string, stack: string): Record<string, unknown> {
  const settings = shippedSettings(stack);
  const { network, loadBalancer } = settings as unknown as StackSettings;
  loadBalancer.certificateArn = loadBalancer.certificateArn.replace(
    `:${String(settings["region"])}:`,
    `:${region}:`,
  );
  network.zones = zonesOf(region).slice(0, 3);
  settings["region"] = region;
  return settings;
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
