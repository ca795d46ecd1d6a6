import type { RecordedResource, Recording } from "../../planner/engine";

/** An object as `kubectl apply` would send it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/**
 * The Kubernetes objects of a recording, in the order of registration. Releases of charts aren't objects, and definitions of
 * kinds are those of their controllers.
 */
export function manifests(recording: Recording): Manifest[] {
  return recording.resources
    .filter(
      ({ type, custom }) =>
        custom &&
        type.startsWith("kubernetes:") &&
        !/^kubernetes:(helm\.sh|apiextensions\.k8s\.io)\//.test(type),
    )
    .map(manifest);
}

/** For messages: "Deployment staging/frontend", "Namespace staging". */
export function title({ kind, metadata: { name, namespace } }: Manifest): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** "apiVersion/Kind": what a kind is called in the schemas. */
export function kindOf({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): string {
  return `${apiVersion}/${kind}`;
}

function manifest({ type, urn, inputs }: RecordedResource): Manifest {
  const [, apiVersion, kind] = type.split(":");
  if (apiVersion!.replace(/^core\//, "") !== inputs["apiVersion"] || kind !== inputs["kind"]) {
    throw new Error(`${urn} is registered with the inputs of ${inputs["apiVersion"]}/${inputs["kind"]}.`);
  }
  const hidden = inputs["stringData"] === "[secret]" ? { stringData: { hidden: "" } } : {};
  return { ...inputs, ...hidden } as unknown as Manifest;
}
