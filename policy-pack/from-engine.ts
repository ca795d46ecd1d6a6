import type { PolicyProviderResource, PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { at, StackView, UNKNOWN, type ResourceView } from "./stack-view";

/** No resource nests this deep; a value that contains itself would never end. */
const DEEPEST = 64;

/** A resource as the engine shows it before it is made: its inputs. */
export function resourceFromEngine(args: ResourceValidationArgs): ResourceView {
  const { urn, type, name, props, opts } = args;
  return {
    urn,
    type,
    name,
    props: plainGroup(props),
    parent: opts.parent,
    dependsOn: [],
    ignoreChanges: opts.ignoreChanges,
  };
}

/**
 * All resources as the engine shows them in the end: their outputs. In a preview, those of an object in a cluster that
 * isn't made yet are empty, so its inputs are used in their place.
 *
 * @param inputs properties as the engine showed them before, by URN
 */
export function stackFromEngine(
  resources: readonly PolicyResource[],
  inputs: ReadonlyMap<string, unknown>,
): StackView {
  return new StackView(
    resources.map(({ urn, type, name, props, opts, parent, dependencies, propertyDependencies }) => ({
      urn,
      type,
      name,
      props: outputsOver(plainGroup(inputs.get(urn)), plainGroup(props)),
      parent: parent?.urn ?? opts.parent,
      dependsOn: urnsOf([dependencies, ...Object.values(propertyDependencies)].flat()),
      ignoreChanges: opts.ignoreChanges,
    })),
  );
}

function outputsOver(
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): Record<string, unknown> {
  const known = Object.entries(outputs).filter(([key, value]) => value !== UNKNOWN || !(key in inputs));
  return { ...inputs, ...Object.fromEntries(known) };
}

function urnsOf(resources: PolicyResource[]): string[] {
  return [...new Set(resources.map(({ urn }) => urn))];
}

/** The tags that an AWS provider gives to its resources; nothing where the engine doesn't show the provider. */
export function defaultTagsOf(
  provider: PolicyProviderResource | undefined,
): Record<string, unknown> | typeof UNKNOWN | undefined {
  const stated = plainGroup(provider?.props)["defaultTags"]; // providers take groups as JSON
  const tags = at(typeof stated === "string" && stated !== UNKNOWN ? parsed(stated) : stated, "tags");
  if (tags === UNKNOWN) return UNKNOWN;
  return typeof tags === "object" && tags !== null ? (tags as Record<string, unknown>) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plainGroup(props: unknown): Record<string, unknown> {
  const copy = plain(() => props, 0);
  return typeof copy === "object" && copy !== null ? (copy as Record<string, unknown>) : {};
}

/** A deep copy with {@link UNKNOWN} where reading throws: that is how the policy SDK marks unknown values. */
function plain(read: () => unknown, depth: number): unknown {
  try {
    const value = read();
    if (typeof value === "function") return undefined;
    if (typeof value !== "object" || value === null) return value;
    if (depth === DEEPEST) return UNKNOWN;
    if (Array.isArray(value)) {
      return Array.from({ length: value.length }, (_, index) => plain(() => value[index], depth + 1));
    }
    const group = value as Record<string, unknown>;
    return Object.fromEntries(Object.keys(group).map((key) => [key, plain(() => group[key], depth + 1)]));
  } catch {
    return UNKNOWN;
  }
}
