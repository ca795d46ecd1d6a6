import type { KubernetesApi } from "../../sandbox/kubernetes/api";
import { kindOf, type Manifest } from "../kubernetes/manifests";

/** "apiVersion/Kind" -> path of its objects. */
export type Discovery = Map<string, { base: string; plural: string; namespaced: boolean }>;

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** The paths of all kinds of the cluster's API. */
export async function discover(api: KubernetesApi): Promise<Discovery> {
  const groups = await api.get<{ groups: { versions: { groupVersion: string }[] }[] }>("/apis");
  const versions = groups!.groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion));
  const found: Discovery = new Map();
  for (const version of ["v1", ...versions]) {
    const base = version === "v1" ? "/api/v1" : `/apis/${version}`;
    const list = await api.get<{ resources: Resource[] }>(base);
    for (const { name, kind, namespaced } of list?.resources ?? []) {
      if (!name.includes("/")) found.set(`${version}/${kind}`, { base, plural: name, namespaced });
    }
  }
  return found;
}

/** The path at which an object is created. Without a namespace it is created in "default", as by kubectl. */
export function createPath(kinds: Discovery, manifest: Manifest): string {
  const place = kinds.get(kindOf(manifest));
  if (!place) throw new Error(`The API server has no kind ${kindOf(manifest)}.`);
  const { base, plural, namespaced } = place;
  return namespaced
    ? `${base}/namespaces/${manifest.metadata.namespace ?? "default"}/${plural}`
    : `${base}/${plural}`;
}
