import { z } from "zod";
import { isReal, resourceState, type ResourceState } from "./states";

/** display.PreviewStep (pkg/display/json.go of pulumi), as far as it is read. */
export const previewStep = z.object({
  op: z.string(),
  oldState: resourceState.nullish(),
  newState: resourceState.nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.object({ kind: z.string().nullish() })).nullish(),
});

export type PreviewStep = z.infer<typeof previewStep>;

/** Steps that end a resource: "delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace" */
const REMOVES = /^(?:delete|discard|remove)/;

/** Steps that come in a set, one of which creates the new resource. */
const REPLACES = /^replace$|-replacement$/;

/** What the steps of a preview do to the resources that they name. */
export interface Steps {
  /** Of each URN the state before; resources that don't exist yet have none. */
  before: ReadonlyMap<string, ResourceState>;
  /** Of each URN the state after; removed resources have none. */
  after: ReadonlyMap<string, ResourceState>;
  /** Why resources are replaced, by the URN after. */
  replaced: ReadonlyMap<string, string[]>;
  /** The URN before, by the URN after, of resources with an alias. */
  renamed: ReadonlyMap<string, string>;
  /** URNs of what exists already and is new to the stack. */
  imported: ReadonlySet<string>;
}

/** Follows steps in their order. */
export function follow(steps: readonly PreviewStep[]): Steps {
  const before = new Map<string, ResourceState>();
  const after = new Map<string, ResourceState>();
  const replaced = new Map<string, string[]>();
  const renamed = new Map<string, string>();
  const imported = new Set<string>();
  for (const step of steps) {
    const { op, oldState, newState } = step;
    const old = oldState ?? undefined;
    // An old one that waits for its deletion shares its URN with the new one, and is no longer part of the program.
    if (old && !old.delete && !before.has(old.urn)) before.set(old.urn, old);
    if (REMOVES.test(op)) {
      const gone = old ?? newState;
      if (gone && !gone.delete && !op.endsWith("-replaced")) after.delete(gone.urn);
      continue;
    }
    if (!newState) continue; // a refresh that doesn't find the resource
    after.set(newState.urn, newState);
    if (old && old.urn !== newState.urn) renamed.set(newState.urn, old.urn);
    if (REPLACES.test(op)) replaced.set(newState.urn, reasonsOf(step, replaced.get(newState.urn)));
    if (op === "import") imported.add(newState.urn);
  }
  return { before, after, replaced, renamed, imported };
}

function reasonsOf({ replaceReasons, detailedDiff }: PreviewStep, known: string[] = []): string[] {
  const inputs = Object.entries(detailedDiff ?? {}).flatMap(([path, { kind }]) =>
    kind?.endsWith("-replace") ? [path] : [],
  );
  return [...new Set([...known, ...(inputs.length > 0 ? inputs : (replaceReasons ?? []))])];
}

/**
 * How many unchanged resources a preview leaves out; undefined where some may be and nothing says how many.
 * `pulumi preview --json` leaves out the steps "same", except that of the stack and of those whose protection changes.
 *
 * @param summary how many resources each operation is done to, as the engine counted
 */
export function leftOutOf(
  steps: readonly PreviewStep[],
  summary: Readonly<Record<string, number>> | undefined,
): number | undefined {
  const sames = steps.filter(({ op }) => op === "same");
  if (summary) {
    const missing = (summary["same"] ?? 0) - sames.length;
    if (!steps.some(({ op }) => op === "refresh")) return Math.max(0, missing);
    // With --refresh each resource of the state has a step, so that an unchanged one shows as refreshed.
    const logical = ["same", "create", "update", "replace", "import"];
    const expected = logical.reduce((sum, op) => sum + (Object.hasOwn(summary, op) ? summary[op]! : 0), 0);
    const shown = [...follow(steps).after.values()].filter(({ external }) => !external).length;
    return Math.max(0, Math.min(missing, expected - shown));
  }
  const isWhole = sames.some(({ newState }) => newState && isReal(newState));
  const isNew = steps.every(({ op }) => ["create", "read", "import", "discard"].includes(op));
  return isWhole || isNew || steps.every(({ op }) => REMOVES.test(op)) ? 0 : undefined;
}
