import { z } from "zod";
import type { ResourceView } from "../../policy-pack/stack-view";
import { plainValue } from "./values";

const properties = z.record(z.string(), z.unknown()).nullish();

/** A resource in a preview or an export: what is read of apitype.ResourceV3 (sdk/go/common/apitype/core.go of pulumi). */
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
  external: z.boolean().nullish(), // read by the program, made by somebody else
  delete: z.boolean().nullish(), // replaced, and to be deleted
});

export type ResourceState = z.infer<typeof resourceState>;

const STACK = "pulumi:pulumi:Stack";

/** What the program makes, of what the states hold; each URN once, the last of its states. */
export function madeBy(states: ResourceState[]): ResourceState[] {
  const made = states.filter((state) => !state.external && !state.delete && state.type !== STACK);
  return [...new Map(made.map((state) => [state.urn, state])).values()];
}

/** Whether a cloud or a cluster holds it: components and providers are bookkeeping. */
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
    // What the program asks for comes before what there was: a preview's outputs can be of the time before it.
    props: plainValue({ ...outputs, ...inputs }) as Record<string, unknown>,
    parent: parent || undefined,
    dependsOn: [...new Set([...(dependencies ?? []), ...implied])],
    ignoreChanges: ignoreChanges ?? [],
  };
}
