import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { cacheFolder, type Environment } from "./cache";
import type { Answer, Sighting } from "./choice";
import type { Tool } from "./tool";

const PATIENCE_MS = 10_000; // a tool that takes longer to say its version hangs

/** Looks for a tool on PATH, asks the first one there for its version, and looks into the cache. */
export function sight(tool: Tool, environment: Environment): Sighting {
  const cacheFile = join(cacheFolder(tool, environment), tool.name);
  const file = tool.fromPath && firstOnPath(tool.name, environment);
  return {
    ...(file === undefined ? {} : { onPath: { file, answer: ask(file, tool, environment) } }),
    cacheFile,
    inCache: isExecutable(cacheFile),
  };
}

/** The file that a shell would run; relative entries of PATH are ignored. */
function firstOnPath(name: string, environment: Environment): string | undefined {
  return (environment["PATH"] ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** The answer of an executable to its version option, or to --help if it has no version option. */
export function ask(file: string, tool: Tool, environment: Environment): Answer {
  const asking = tool.versionArguments ?? ["--help"];
  const { error, status, signal, stdout, stderr } = spawnSync(file, asking, {
    encoding: "utf8",
    env: environment,
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const asked = asking.join(" ");
  if (error) return { failed: `it can't be asked for its version (${error.message})` };
  if (status !== 0) return { failed: `${asked} ended with ${signal ?? `exit code ${status}`}` };
  return { printed: stdout + stderr }; // not all write it to stdout
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
