import { title, type Manifest } from "../manifests";

/** What an API server would say of a stack's objects: "Kind namespace/name: path: message", one text a problem. */
export type Rule = (manifests: Manifest[]) => string[];

export function problem(manifest: Manifest, path: string, message: string): string {
  return `${title(manifest)}: ${path}: ${message}`;
}
