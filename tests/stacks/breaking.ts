import type { Problem } from "../../stacks/problems";
import { SettingsError } from "../../stacks/problems";
import { parseSettings } from "../../stacks/parse-settings";

export type Settings = Record<string, unknown>;
export type Path = Problem["path"];

/** What is wrong with settings; nothing if they are accepted. */
export function problemsOf(settings: Settings): Problem[] {
  try {
    parseSettings(settings, "Pulumi.test.yaml");
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

/** The path of every group, list and value, from the top down. */
export function everyPath(value: unknown, path: Path = []): Path[] {
  const inner: [string | number, unknown][] = Array.isArray(value)
    ? value.map((each, index) => [index, each])
    : value !== null && typeof value === "object"
      ? Object.entries(value)
      : [];
  return inner.flatMap(([key, each]) => [[...path, key], ...everyPath(each, [...path, key])]);
}

/** A copy with another value at the path; `undefined` takes the setting away. */
export function withValue(settings: Settings, path: Path, value: unknown): Settings {
  const copy = structuredClone(settings);
  const holder = path.slice(0, -1).reduce((outer, key) => outer[key] as Settings, copy);
  const last = path.at(-1)!;
  if (value === undefined) delete holder[last];
  else holder[last] = structuredClone(value);
  return copy;
}

/** Whether a path has the shape of a pattern, in which "*" matches any key. */
export function matches(path: Path, pattern: string): boolean {
  const keys = pattern.split(".");
  return path.length === keys.length && keys.every((key, index) => key === "*" || key === path[index]);
}
