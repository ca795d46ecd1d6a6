import type { RecordedResource, Recording } from "../../planner/engine";

/** Questions to a recorded program. */
export class Graph {
  private readonly byUrn: Map<string, RecordedResource>;

  constructor(readonly recording: Recording) {
    this.byUrn = new Map(recording.resources.map((resource) => [resource.urn, resource]));
  }

  /** The resources of a type, by its end: "NodeGroup" finds "aws:eks/nodeGroup:NodeGroup". */
  all(type: string): RecordedResource[] {
    return this.recording.resources.filter((resource) => resource.type.endsWith(`:${type}`));
  }

  /** The one resource of a type and name. Throws if there are none or several. */
  one(type: string, name: string): RecordedResource {
    const [found, ...more] = this.all(type).filter((resource) => resource.name === name);
    if (!found || more.length > 0) throw new Error(`${found ? "several" : "no"} ${type} "${name}"`);
    return found;
  }

  /**
   * Whether the engine makes a resource only after another, and so deletes it before. It follows stated and implied
   * dependencies, parents and providers.
   */
  comesAfter(resource: RecordedResource, other: RecordedResource): boolean {
    return this.earlier(resource).has(other.urn);
  }

  private earlier(resource: RecordedResource, seen = new Set<string>()): Set<string> {
    for (const urn of [...resource.dependsOn, resource.parent, providerUrn(resource)]) {
      const next = urn === undefined || seen.has(urn) ? undefined : this.byUrn.get(urn);
      if (!next) continue;
      seen.add(next.urn);
      this.earlier(next, seen);
    }
    return seen;
  }
}

/** The URN in a provider's reference, which ends with its id. */
export function providerUrn({ provider }: RecordedResource): string | undefined {
  return provider === "" ? undefined : provider.split("::").slice(0, 4).join("::");
}
