import { isUnchangeable } from "../../planner/unchangeable-inputs";
import { UNKNOWN } from "./paths";
import type { Properties } from "./state";
import { awsType } from "./types/all";
import type { AwsType } from "./types/aws-type";
import { isNamedByProvider } from "./naming";

/** An input, or an entry of one, that has changed. */
export interface Change {
  /** "scalingConfig.minSize", "taints[1]". */
  path: string;
  kind: "add" | "delete" | "update";
  /** Whether AWS can't change it in place. */
  replaces: boolean;
}

export interface Difference {
  changes: Change[];
  /** A replacement with the same fixed name can't exist beside the resource that it replaces. */
  deleteBeforeReplace: boolean;
}

/** The difference between the current inputs of a resource and the new ones. */
export function difference(token: string, olds: Properties, news: Properties): Difference {
  const changes = changesIn(olds, news, "").map((change) => ({
    ...change,
    replaces: isUnchangeable(token, change.path, change.kind === "delete"),
  }));
  const replaces = changes.some((change) => change.replaces);
  return { changes, deleteBeforeReplace: replaces && hasFixedName(awsType(token), olds, news) };
}

/** Whether all tags differ: the provider's default tags change without a change of the resource's inputs. */
export function tagsDiffer(type: AwsType, olds: Properties, tagsAll: unknown): boolean {
  return type.taggable === true && changesIn(olds["tagsAll"] ?? {}, tagsAll, "tagsAll").length > 0;
}

function hasFixedName({ naming }: AwsType, olds: Properties, news: Properties): boolean {
  if (!naming || news[naming.input] === undefined || isNamedByProvider(naming, news)) return false;
  return olds[naming.input] === news[naming.input];
}

function changesIn(old: unknown, next: unknown, path: string): Omit<Change, "replaces">[] {
  if (Object.is(old, next)) return [];
  if (old === undefined || old === null)
    return next === undefined || next === null ? [] : [{ path, kind: "add" }];
  if (next === undefined || next === null) return [{ path, kind: "delete" }];
  if (next === UNKNOWN || !sameShape(old, next)) return [{ path, kind: "update" }];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (key) => !key.startsWith("__"),
  );
  return keys.flatMap((key) =>
    changesIn((old as Properties)[key], (next as Properties)[key], childPath(path, key, Array.isArray(next))),
  );
}

function sameShape(one: unknown, other: unknown): boolean {
  return typeof one === "object" && typeof other === "object" && Array.isArray(one) === Array.isArray(other);
}

function childPath(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  if (!/^[\w]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
