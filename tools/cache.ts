import { homedir } from "node:os";
import { join } from "node:path";
import type { Tool } from "./tool";

export type Environment = Record<string, string | undefined>;

/** The folder of all tools, absolute; after the XDG base directory specification. */
export function cacheRoot(environment: Environment): string {
  const home = environment["XDG_CACHE_HOME"] || join(environment["HOME"] || homedir(), ".cache");
  return join(home, "betterprompts", "tools");
}

/** The folder of one tool at its pinned version. */
export function cacheFolder({ name, version }: Tool, environment: Environment): string {
  return join(cacheRoot(environment), `${name}-${version}`);
}
