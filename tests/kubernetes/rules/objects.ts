import type { Manifest } from "../manifests";
import { ofKind } from "../kinds";
import { problem, type Rule } from "./rule";
import { isDnsLabel, isServiceName, isSubdomain } from "./syntax";

const CLUSTER_WIDE = ["ClusterTriggerAuthentication", "Namespace", "PriorityClass", "StorageClass"];

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const objectNames: Rule = (manifests) =>
  manifests
    .filter(({ kind, metadata: { name } }) => !nameSyntax(kind)(name))
    .map((manifest) => problem(manifest, "metadata.name", "not a name that this kind may have"));

/** Objects of one group are the same in every version of the group. */
export const uniqueObjects: Rule = (manifests) => {
  const keys = manifests.map(({ apiVersion, kind, metadata: { namespace, name } }) =>
    [apiVersion.replace(/\/?[^/]+$/, ""), kind, namespace, name].join(" "),
  );
  return manifests
    .filter((_, index) => keys.indexOf(keys[index]!) !== index)
    .map((manifest) => problem(manifest, "metadata.name", "a second object of this name"));
};

export const objectNamespaces: Rule = (manifests) => {
  const namespaces = ["kube-system", ...ofKind(manifests, "Namespace").map(({ metadata }) => metadata.name)];
  return manifests.flatMap((manifest) => {
    const { namespace } = manifest.metadata;
    if (CLUSTER_WIDE.includes(manifest.kind)) {
      return namespace === undefined ? [] : [problem(manifest, "metadata.namespace", "the kind has none")];
    }
    return namespaces.includes(namespace ?? "")
      ? []
      : [problem(manifest, "metadata.namespace", `${namespace} is not among ${namespaces.join(", ")}`)];
  });
};

function nameSyntax(kind: Manifest["kind"]): (name: string) => boolean {
  if (kind === "Namespace") return isDnsLabel;
  return kind === "Service" ? isServiceName : isSubdomain;
}
