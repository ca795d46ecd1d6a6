import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, type Environment } from "./cache";
import { builtProblem } from "./choice";
import { embed } from "./embedded";
import { buildArguments, goEnvironment } from "./go";
import { runGo, type GoRun } from "./go-command";
import { Progress } from "./progress";
import { ask } from "./sight";
import { SetupError, type Tool } from "./tool";

const PARTIAL = ".partial-";

/**
 * Builds a tool into the cache; returns the milliseconds that it took. The file appears complete or not at all.
 * Throws a SetupError with Go's output.
 */
export async function build(tool: Tool, environment: Environment): Promise<number> {
  const folder = cacheFolder(tool, environment);
  const partial = join(folder, `${PARTIAL}${process.pid}`);
  clearAbandoned(folder);
  mkdirSync(partial, { recursive: true });
  const progress = new Progress(`building ${tool.name} ${tool.version}`);
  try {
    const file = await compile(tool, partial, environment, (detail) => progress.at(detail));
    const problem = builtProblem(tool, ask(file, tool, environment));
    if (problem !== undefined)
      throw new SetupError(`${tool.name} ${tool.version} was built, but ${problem}.`);
    renameSync(file, join(folder, tool.name));
    return progress.end("done");
  } catch (error) {
    progress.end("failed");
    throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Removes the files of killed builds; a process with that id that is still alive may be building. */
function clearAbandoned(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith(PARTIAL) && !isAlive(Number(name.slice(PARTIAL.length)))) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it is alive, and belongs to another user
  }
}

/** The executable's path, in the folder of the unfinished build. */
async function compile(
  tool: Tool,
  partial: string,
  environment: Environment,
  report: (progress: string) => void,
): Promise<string> {
  const file = join(partial, tool.name);
  const moduleFolder = join(__dirname, tool.module);
  const env = goEnvironment(environment, partial);
  const overlay = embed(tool, moduleFolder, partial, env);
  const run = await runGo(buildArguments(tool, file, overlay), moduleFolder, env, report);
  if (run.failed !== undefined) throw new SetupError(failureText(tool, run));
  return file;
}

function failureText({ name, version }: Tool, { failed, output }: GoRun): string {
  const lastLines = output.slice(-12).map((line) => `  ${line}`);
  return [
    `Building ${name} ${version} ended with ${failed}.${lastLines.length > 0 ? " Its last lines:" : ""}`,
    ...lastLines,
    "What was fetched and compiled is kept; run the same command again to continue.",
  ].join("\n");
}
