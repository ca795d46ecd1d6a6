import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Environment variable with the session's folder, in every process that the session starts and in their children. */
export const MARK = "BETTERPROMPTS_SANDBOX";

/** How long a process may take to end before it is killed. Its data isn't needed any more. */
const PATIENCE_MS = 1_000;

/**
 * Start time of a process in the kernel's clock ticks; undefined if there is none. Linux only, like the control plane.
 */
export function startTimeOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  // The second field is the command in parentheses, which may contain any character; the 22nd is the start time (proc(5)).
  return stat
    ?.slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .at(22 - 3);
}

/** Ids of the running processes that a session started. */
export function processesOf(folder: string): number[] {
  const mark = `${MARK}=${folder}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => textOf(`/proc/${pid}/environ`)?.split("\0").includes(mark))
    .map(Number);
}

/** Ends all processes of a session; returns when none is left. */
export async function endProcessesOf(folder: string): Promise<void> {
  const giveUp = Date.now() + PATIENCE_MS;
  for (const pid of processesOf(folder)) signal(pid, "SIGTERM");
  while (processesOf(folder).length > 0) {
    if (Date.now() > giveUp) for (const pid of processesOf(folder)) signal(pid, "SIGKILL");
    await wait(50);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has already ended.
  }
}

/** The command line of a process, with blanks between the arguments; empty if the process has ended. */
export function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
}

/** Undefined if the process is gone or belongs to another user. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
