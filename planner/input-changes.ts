import { isDeepStrictEqual } from "node:util";

/** A value that differs; undefined where it is absent. Secrets always seem equal. */
export interface InputChange {
  /** "scalingConfig.maxSize", "tags["kubernetes.io/role/elb"]", "taints[0].effect" */
  path: string;
  before: unknown;
  after: unknown;
}

/** The innermost values that differ. A list of plain values is one value. */
export function inputChanges(before: unknown, after: unknown, path = ""): InputChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isNested(before) || !isNested(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    inputChanges(
      own(before, key),
      own(after, key),
      Array.isArray(after) ? `${path}[${key}]` : joined(path, key),
    ),
  );
}

function own(values: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function isNested(value: unknown): value is Record<string, unknown> {
  if (Array.isArray(value)) return value.some((entry) => typeof entry === "object");
  return typeof value === "object" && value !== null;
}

function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}
