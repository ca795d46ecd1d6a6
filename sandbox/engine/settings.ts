import { asEngineConfig, PROJECT, readStackFile } from "../../planner/stack-file";
import { ownConfiguration, parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";

/**
 * Patterns of example values in the stacks' files, which stacks/placeholders.ts refuses, and the sandbox's own values.
 */
const EXAMPLES: [example: RegExp, own: string][] = [
  [/\.example(?=$|[/:])/g, ".test"], // RFC 2606 reserves both, one for documentation and one for tests
  [/(?<=^arn:aws:[a-z-]+:[a-z0-9-]*:)(111122223333|123456789012|444455556666)(?=:)/g, "999999999999"],
  [/^203\.0\.113\.0\/24$/g, "198.18.0.0/15"], // RFC 2544 reserves it for tests in isolated networks
];

/** A stack's configuration, "project:key" -> value. */
export type StackConfiguration = Record<string, unknown>;

/**
 * The configuration in a stack's file, with the sandbox's own values in place of the examples.
 *
 * @throws StackFileError if the stack has no file, or the file can't be read
 */
export function sandboxConfiguration(folder: string, stack: string, chartMirror: string): StackConfiguration {
  const { config } = readStackFile(folder, stack);
  return { ...(withoutExamples(config) as StackConfiguration), [`${PROJECT}:chartMirror`]: chartMirror };
}

function withoutExamples(value: unknown): unknown {
  if (typeof value === "string") {
    return EXAMPLES.reduce((text, [example, own]) => text.replaceAll(example, own), value);
  }
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutExamples(inner)]));
}

/** Gives every service an image. The stack then deploys the service itself, so there are pods to place and to scale. */
export function withImages(config: StackConfiguration, tag = "1"): void {
  const services = (config[`${PROJECT}:services`] ?? {}) as Record<string, { image?: string }>;
  for (const [name, service] of Object.entries(services)) service.image = `registry.test/${name}:${tag}`;
}

/**
 * The settings that the program reads from a configuration.
 *
 * @throws SettingsError
 */
export function settingsOf(config: StackConfiguration): StackSettings {
  return parseSettings(ownConfiguration(PROJECT, asEngineConfig(config)), "the sandbox's configuration");
}
