import { z } from "zod";
import { UNKNOWN, type ResourceView } from "../../policy-pack/stack-view";
import { COMPUTED, SECRET, SIGNATURE } from "../wire-format";

const properties = z.record(z.string(), z.unknown()).nullish();

/**
 * A resource in a preview, an export or an event: the fields read of apitype.ResourceV3 and StepEventStateMetadata
 * (sdk/go/common/apitype/core.go and events.go of pulumi).
 */
export const resourceState = z.object({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().nullish(), // false for components, which only group others
  id: z.string().nullish(),
  parent: z.string().nullish(),
  provider: z.string().nullish(), // its URN, "::" and its ID
  inputs: properties,
  outputs: properties,
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
  ignoreChanges: z.array(z.string()).nullish(),
  external: z.boolean().nullish(), // only read by the program, made by others
  delete: z.boolean().nullish(), // replaced, and to be deleted
  pendingReplacement: z.boolean().nullish(), // deleted, and to be created again
  retainOnDelete: z.boolean().nullish(),
});

export type ResourceState = z.infer<typeof resourceState>;

const STACK = "pulumi:pulumi:Stack";

/** The states of resources that exist, or will, and that the program makes; of each URN the last one. */
export function madeBy(states: Iterable<ResourceState>): ResourceState[] {
  const made = new Map<string, ResourceState>();
  for (const state of states) {
    const isThere = !state.external && !state.delete && !state.pendingReplacement;
    if (isThere && state.type !== STACK) made.set(state.urn, state);
  }
  return [...made.values()];
}

/** Whether it exists in a cloud or a cluster; components and providers exist only in the state. */
export function isReal({ custom, type }: Pick<ResourceState, "custom" | "type">): boolean {
  return custom === true && !isProvider(type);
}

export function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** A state as the cost model sees a resource. */
export function viewOf(state: ResourceState): ResourceView {
  const { urn, type, id, parent, inputs, outputs, dependencies, propertyDependencies, ignoreChanges } = state;
  const implied = Object.values(propertyDependencies ?? {}).flatMap((urns) => urns ?? []);
  return {
    urn,
    type,
    name: nameIn(urn),
    // Inputs win: the outputs in a preview can be those before the change.
    props: plainValue({ ...(id ? { id } : {}), ...outputs, ...inputs }) as Record<string, unknown>,
    parent: parent || undefined,
    dependsOn: [...new Set([...(dependencies ?? []), ...implied])],
    ignoreChanges: ignoreChanges ?? [],
  };
}

export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Go's JSON reads no deeper, and so no engine writes what is. */
const DEEPEST = 1000;

/** Where a provider notes which inputs it filled in itself (pulumi-terraform-bridge, pkg/tfbridge/schema.go). */
const DEFAULTS = "__defaults";

/** A value of a state as rules and the cost model read it. Secrets are hidden, also those in plain text. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (value === COMPUTED || depth > DEEPEST) return UNKNOWN;
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, depth + 1));
  if (value === null || typeof value !== "object") return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) return "[secret]";
  const inputs = Object.entries(value).filter(([key]) => key !== DEFAULTS);
  return Object.fromEntries(inputs.map(([key, inner]) => [key, plainValue(inner, depth + 1)]));
}
