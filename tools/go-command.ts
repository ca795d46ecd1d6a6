import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Environment } from "./cache";
import { goEnvironment } from "./go";

const INTERRUPTS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How a run of Go ended, and its output without the progress. */
export interface GoRun {
  /** Undefined on success. */
  failed?: string;
  output: string[];
}

/** What `go env` prints for some variables; undefined without go on PATH. */
export function goEnv(names: string[], environment: Environment): string[] | undefined {
  const { error, stdout, stderr } = spawnSync("go", ["env", ...names], {
    encoding: "utf8",
    env: goEnvironment(environment, ""),
  });
  return error ? undefined : (stdout || stderr).trim().split("\n");
}

/**
 * Runs `go build -v` in a folder, and reports the progress after each line. An interrupt of this process also ends Go and
 * its child processes.
 */
export function runGo(
  args: string[],
  folder: string,
  env: Environment,
  report: (progress: string) => void,
): Promise<GoRun> {
  const output: string[] = [];
  let fetched = 0;
  let compiled = 0;
  const group = { detached: true }; // of its own: its compilers end with it
  const slot: { go?: ChildProcess } = {};
  const stopListening = onInterrupt(slot); // before Go starts: no moment is left in which it would outlive us
  const go = spawn("go", args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"], ...group });
  slot.go = go;
  createInterface({ input: go.stderr }).on("line", (line) => {
    if (line.startsWith("go: downloading ")) fetched++;
    else if (isPackage(line)) compiled++;
    else output.push(line);
    report(`${fetched} modules fetched, ${compiled} packages compiled`);
  });
  return new Promise((resolve, reject) => {
    go.on("error", (error) => {
      stopListening();
      reject(error);
    });
    go.on("close", (code, signal) => {
      stopListening();
      resolve(code === 0 ? { output } : { output, failed: signal ?? `exit code ${code}` });
    });
  });
}

/** -v prints a package's path alone in a line. */
function isPackage(line: string): boolean {
  return /^[\w.~/-]+$/.test(line);
}

/** Passes an interrupt of this process on to the process in the slot. Returns the function that stops this. */
function onInterrupt(slot: { go?: ChildProcess }): () => void {
  const end = () => {
    try {
      if (slot.go?.pid !== undefined) process.kill(-slot.go.pid, "SIGTERM");
    } catch {
      // It has already ended.
    }
  };
  for (const signal of INTERRUPTS) process.once(signal, end);
  return () => INTERRUPTS.forEach((signal) => process.off(signal, end));
}
