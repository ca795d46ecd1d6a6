import { z } from "zod";
import { UNKNOWN, type ResourceView } from "../../policy-pack/stack-view";
import { COMPUTED, SECRET, SIGNATURE } from "../wire-format";

const properties = z.record(z.string(), z.unknown()).nullish();

/** A resource in a preview or an export: the fields read of apitype.ResourceV3 (sdk/go/common/apitype/core.go of pulumi). */
export const resourceState = z.object({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().nullish(), // false for components, which only group others
  parent: z.string().nullish(),
  inputs: properties,
  outputs: properties,
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
  ignoreChanges: z.array(z.string()).nullish(),
  external: z.boolean().nullish(), // only read by the program, made by others
  delete: z.boolean().nullish(), // replaced, and to be deleted
});

export type ResourceState = z.infer<typeof resourceState>;

const STACK = "pulumi:pulumi:Stack";

/** The states of resources that the program makes; of each URN the last one. */
export function madeBy(states: ResourceState[]): ResourceState[] {
  const made = states.filter((state) => !state.external && !state.delete && state.type !== STACK);
  return [...new Map(made.map((state) => [state.urn, state])).values()];
}

/** Whether it exists in a cloud or a cluster; components and providers exist only in the state. */
export function isReal({ custom, type }: ResourceState): boolean {
  return custom === true && !type.startsWith("pulumi:providers:");
}

/** A state as the cost model sees a resource. */
export function viewOf(state: ResourceState): ResourceView {
  const { urn, type, parent, inputs, outputs, dependencies, propertyDependencies, ignoreChanges } = state;
  const implied = Object.values(propertyDependencies ?? {}).flatMap((urns) => urns ?? []);
  return {
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    // Inputs win: the outputs in a preview can be those before the change.
    props: plainValue({ ...outputs, ...inputs }) as Record<string, unknown>,
    parent: parent || undefined,
    dependsOn: [...new Set([...(dependencies ?? []), ...implied])],
    ignoreChanges: ignoreChanges ?? [],
  };
}

/** A value of a state as rules and the cost model read it. Secrets are hidden, also those in plain text. */
export function plainValue(value: unknown): unknown {
  if (value === COMPUTED) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plainValue);
  if (value === null || typeof value !== "object") return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]));
}
