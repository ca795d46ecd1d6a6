import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "./cache";
import { SetupError, type EmbeddedJson, type Tool } from "./tool";

/**
 * Writes the files that a tool's main.go embeds to a temporary folder; returns the arguments that make Go treat them as
 * files beside main.go.
 */
export function embed(tool: Tool, moduleFolder: string, into: string, environment: Environment): string[] {
  if (!tool.embedded) return [];
  const places: Record<string, string> = {};
  for (const [name, source] of Object.entries(tool.embedded)) {
    const file = join(into, name);
    writeFileSync(file, contents(source, moduleFolder, environment));
    places[join(moduleFolder, name)] = file;
  }
  const overlay = join(into, "overlay.json");
  writeFileSync(overlay, JSON.stringify({ Replace: places }));
  return ["-overlay", overlay];
}

function contents(
  { module, file, set }: EmbeddedJson,
  moduleFolder: string,
  environment: Environment,
): string {
  const parsed = JSON.parse(
    readFileSync(join(sourceOf(module, moduleFolder, environment), file), "utf8"),
  ) as object;
  return JSON.stringify({ ...parsed, ...set });
}

/** The folder in Go's module cache with a module at the version that the tool's go.mod requires. */
function sourceOf(module: string, moduleFolder: string, environment: Environment): string {
  const { stdout, stderr } = spawnSync("go", ["mod", "download", "-json", module], {
    cwd: moduleFolder,
    encoding: "utf8",
    env: environment,
  });
  const { Dir, Error } = JSON.parse(stdout || "{}") as { Dir?: string; Error?: string };
  if (Dir === undefined) throw new SetupError(`Go can't fetch ${module}: ${Error ?? stderr.trim()}`);
  return Dir;
}
