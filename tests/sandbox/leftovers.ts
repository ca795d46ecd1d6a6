import { ADDON_LABEL } from "../../sandbox/kubernetes/addons";
import type { KubernetesApi, KubernetesObject } from "../../sandbox/kubernetes/api";

/** Kinds that the control plane creates and deletes by itself. */
const MANAGED_BY_CONTROL_PLANE = [
  "ControllerRevision",
  "EndpointSlice",
  "Endpoints",
  "Event",
  "IPAddress",
  "Lease",
];

/** Definitions that are kept on purpose: deleting one would delete every object of its kind. */
const KEPT = /\.(aga\.k8s\.aws|autoscaling\.k8s\.io|elbv2\.k8s\.aws|keda\.sh|monitoring\.coreos\.com)$/;

type Listed = KubernetesObject & {
  metadata: { ownerReferences?: { kind: string }[] };
};

/** All objects in the cluster, as "Kind namespace/name", without those that the control plane manages by itself. */
export async function everythingIn(api: KubernetesApi): Promise<Set<string>> {
  return new Set((await listAll(api)).map(({ title }) => title));
}

/** What a destroyed stack left: all but earlier objects, those of EKS, and definitions that are kept. */
export async function leftovers(api: KubernetesApi, before: ReadonlySet<string>): Promise<string[]> {
  return (await listAll(api))
    .filter(({ title, kind, object }) => !before.has(title) && !isExpected(kind, object))
    .map(({ title }) => title)
    .sort();
}

async function listAll(api: KubernetesApi): Promise<{ title: string; kind: string; object: Listed }[]> {
  const found: { title: string; kind: string; object: Listed }[] = [];
  for (const { path, kind } of await kindsOf(api)) {
    if (MANAGED_BY_CONTROL_PLANE.includes(kind)) continue;
    for (const object of await api.list<Listed>(path)) {
      const { name, namespace } = object.metadata;
      found.push({
        title: `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`,
        kind,
        object,
      });
    }
  }
  return found;
}

/** The controller manager creates them in every namespace, some time after the namespace. */
const IN_EVERY_NAMESPACE = ["ConfigMap kube-root-ca.crt", "ServiceAccount default"];

function isExpected(kind: string, { metadata }: Listed): boolean {
  if (IN_EVERY_NAMESPACE.includes(`${kind} ${metadata.name}`)) return true; // the namespace itself is checked
  if (metadata.labels?.[ADDON_LABEL] !== undefined) return true;
  if (kind === "CustomResourceDefinition") return KEPT.test(metadata.name);
  if (kind === "APIService") return "kube-aggregator.kubernetes.io/automanaged" in (metadata.labels ?? {});
  // They are deleted with their owner, which is checked itself.
  return ["Pod", "ReplicaSet"].includes(kind) && (metadata.ownerReferences?.length ?? 0) > 0;
}

async function kindsOf(api: KubernetesApi): Promise<{ path: string; kind: string }[]> {
  const groups = await api.get<{ groups: { preferredVersion: { groupVersion: string } }[] }>("/apis");
  const bases = [
    "/api/v1",
    ...groups!.groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`),
  ];
  const found: { path: string; kind: string }[] = [];
  for (const base of bases) {
    const list = await api.get<{ resources: { name: string; kind: string; verbs: string[] }[] }>(base);
    for (const { name, kind, verbs } of list?.resources ?? []) {
      if (verbs.includes("list") && verbs.includes("delete")) found.push({ path: `${base}/${name}`, kind });
    }
  }
  return found;
}
