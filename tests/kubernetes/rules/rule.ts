import { title, type Manifest } from "../manifests";

/** The errors of an API server for a stack's objects: "Kind namespace/name: path: message", one text a problem. */
export type Rule = (manifests: Manifest[]) => string[];

export function problem(manifest: Manifest, path: string, message: string): string {
  return `${title(manifest)}: ${path}: ${message}`;
}
