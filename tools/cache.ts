import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Tool } from "./tool";

export type Environment = Record<string, string | undefined>;

/** The folder of all tools; after the XDG base directory specification, which passes over a relative path. */
export function cacheRoot(environment: Environment): string {
  const named = environment["XDG_CACHE_HOME"] ?? "";
  const home = isAbsolute(named) ? named : join(environment["HOME"] || homedir(), ".cache");
  return join(home, "betterprompts", "tools");
}

/** The folder of one tool as it is built now: a change of its recipe or of its module's files makes it another. */
export function cacheFolder(tool: Tool, environment: Environment): string {
  return join(cacheRoot(environment), `${tool.name}-${tool.version}-${recipeDigest(tool)}`);
}

function recipeDigest({ module, goPackage, tags, variables, embedded }: Tool): string {
  const folder = join(__dirname, module);
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const hash = createHash("sha256").update(JSON.stringify([goPackage, tags, variables, embedded]));
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 8);
}
