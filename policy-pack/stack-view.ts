/**
 * A resource as a rule or the cost model sees it, from any source: the engine's policies, the offline planner, a
 * preview's JSON or a stack's export.
 */
export interface ResourceView {
  urn: string;
  type: string;
  name: string;
  /** Inputs, and where the source has them outputs. A value that only an `up` will know is {@link UNKNOWN}. */
  props: Record<string, unknown>;
  /** URN of the parent. */
  parent: string | undefined;
  /** URNs of what it waits for. */
  dependsOn: string[];
  /** Paths of inputs whose changes are left alone. */
  ignoreChanges: string[];
  /** The AWS region, where the resource or its provider names another than the stack's. */
  region?: string | undefined;
}

/** All resources of a stack, with indexes for what rules look up again and again. */
export class StackView {
  private readonly types = new Map<string, ResourceView[]>();
  private readonly urns = new Map<string, ResourceView>();

  constructor(readonly resources: readonly ResourceView[]) {
    for (const resource of resources) {
      this.urns.set(resource.urn, resource);
      const sameType = this.types.get(resource.type);
      if (sameType) sameType.push(resource);
      else this.types.set(resource.type, [resource]);
    }
  }

  /** Resources of a type, in the stack's order. */
  ofType(type: string): readonly ResourceView[] {
    return this.types.get(type) ?? [];
  }

  /** Resources of any of these types, in the stack's order for each. */
  ofTypes(types: readonly string[]): ResourceView[] {
    return types.flatMap((type) => this.ofType(type));
  }

  get(urn: string): ResourceView | undefined {
    return this.urns.get(urn);
  }

  /** What a resource waits for, of one type: the launch template of a node group, the cluster of an add-on. */
  dependencies(resource: ResourceView, type: string): ResourceView[] {
    return resource.dependsOn
      .map((urn) => this.urns.get(urn))
      .filter((found): found is ResourceView => found?.type === type);
  }
}

/** The mark of a value that a preview can't know. */
export const UNKNOWN = "[unknown until up]";

/** The value at a path of nested groups and lists; undefined where there is none, {@link UNKNOWN} below an unknown. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (inner === UNKNOWN) return UNKNOWN;
    return inner !== null && typeof inner === "object" ? (inner as Record<string, unknown>)[key] : undefined;
  }, value);
}

/** The entries of a list; none where there is no list. */
export function entries(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
