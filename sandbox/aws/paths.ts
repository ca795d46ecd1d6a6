import { COMPUTED } from "../../planner/wire-format";
import type { Properties } from "./state";

/** The engine's marker of a value that only an `up` will know. */
export const UNKNOWN = COMPUTED;

/** A value with its path, such as "taints[1].effect". */
export interface Located {
  path: string;
  value: unknown;
}

/**
 * The known values at a path; "[*]" matches every entry of a list. Values that aren't set or not known yet are left
 * out.
 */
export function valuesAt(properties: Properties, path: string): Located[] {
  return steps(path)
    .reduce<Located[]>(
      (found, step) =>
        found.flatMap((located) => (step === "[*]" ? entriesOf(located) : memberOf(located, step))),
      [{ path: "", value: properties }],
    )
    .filter(({ value }) => value !== undefined && value !== null && value !== UNKNOWN);
}

/** The one value at a path without "[*]"; undefined if there is none, or none yet. */
export function valueAt(properties: Properties, path: string): unknown {
  return valuesAt(properties, path)[0]?.value;
}

/** The values at a path, as text. */
export function textsAt(properties: Properties, path: string): string[] {
  return valuesAt(properties, path).map(({ value }) => String(value));
}

/** Whether there is an unknown value anywhere inside. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

function steps(path: string): string[] {
  return path.replaceAll("[*]", ".[*]").split(".");
}

function entriesOf({ path, value }: Located): Located[] {
  return Array.isArray(value)
    ? value.map((entry, index) => ({ path: `${path}[${index}]`, value: entry }))
    : [];
}

function memberOf({ path, value }: Located, key: string): Located[] {
  if (typeof value !== "object" || value === null) return [];
  return [{ path: path === "" ? key : `${path}.${key}`, value: (value as Properties)[key] }];
}
