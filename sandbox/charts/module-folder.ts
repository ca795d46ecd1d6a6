import { spawnSync } from "node:child_process";
import type { Environment } from "../../tools/cache";
import { goEnvironment } from "../../tools/go";

export interface GoModule {
  path: string;
  version: string;
}

/**
 * The folder in Go's module cache that holds a module; fetched if it isn't there yet. Go checks it against its
 * checksum database.
 *
 * @throws with what helps, if there is no Go or no such module to be had
 */
export function moduleFolder({ path, version }: GoModule, environment: Environment): string {
  const { error, stdout, stderr } = spawnSync("go", ["mod", "download", "-json", `${path}@${version}`], {
    encoding: "utf8",
    env: goEnvironment(environment, ""),
  });
  if (error) {
    throw new Error(`The definitions of ${path} ${version} are read with Go, once: https://go.dev/dl/`);
  }
  const { Dir, Error: words } = JSON.parse(stdout || "{}") as { Dir?: string; Error?: string };
  if (Dir === undefined) throw new Error(`Go can't fetch ${path} ${version}: ${words ?? stderr.trim()}`);
  return Dir;
}
