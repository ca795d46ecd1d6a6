import type { Manifest } from "../manifests";
import { problem, type Rule } from "./rule";
import { isLabelValue, isQualifiedName } from "./syntax";

/** Fields whose value is a map of labels, at any depth. */
const LABEL_FIELDS = ["labels", "matchLabels", "nodeSelector"];

/** Kubernetes' limit of all annotations of an object together, in bytes. */
const ANNOTATIONS_SIZE = 256 * 1024;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const labels: Rule = (manifests) =>
  manifests.flatMap((manifest) =>
    labelMaps(manifest).flatMap(({ path, map }) =>
      Object.entries(map)
        .filter(([key, value]) => !isQualifiedName(key) || !isLabelValue(value))
        .map(([key, value]) => problem(manifest, path, `"${key}: ${value}" is not a label`)),
    ),
  );

export const annotations: Rule = (manifests) =>
  manifests.flatMap((manifest) => {
    const entries = Object.entries(manifest.metadata.annotations ?? {});
    const size = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
    return [
      ...entries
        .filter(([key]) => !isQualifiedName(key.toLowerCase()))
        .map(([key]) => problem(manifest, "metadata.annotations", `"${key}" is not a key`)),
      ...(size > ANNOTATIONS_SIZE ? [problem(manifest, "metadata.annotations", `${size} bytes`)] : []),
    ];
  });

interface LabelMap {
  path: string;
  map: Record<string, string>;
}

function labelMaps(manifest: Manifest): LabelMap[] {
  const walk = (value: unknown, path: string): LabelMap[] =>
    value === null || typeof value !== "object"
      ? []
      : Object.entries(value).flatMap(([key, inner]) => {
          const innerPath = path ? `${path}.${key}` : key;
          const isMap =
            LABEL_FIELDS.includes(key) || (manifest.kind === "Service" && innerPath === "spec.selector");
          return isMap ? [{ path: innerPath, map: inner as Record<string, string> }] : walk(inner, innerPath);
        });
  return walk(manifest, "");
}
