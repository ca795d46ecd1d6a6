import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Names the session's folder in the environment of every process that it starts, however deep. */
export const MARK = "BETTERPROMPTS_SANDBOX";

/** How long a process may take to end before it is killed; nothing that it keeps is needed any more. */
const PATIENCE_MS = 1_000;

/** When a process began, in the kernel's own ticks; undefined if there is none. Linux only, like the control plane. */
export function startTimeOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  // The second field is the command in parentheses, and may hold anything; the 22nd is the start (proc(5)).
  return stat
    ?.slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .at(22 - 3);
}

/** Ids of the living processes that a session started. */
export function processesOf(folder: string): number[] {
  const mark = `${MARK}=${folder}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => textOf(`/proc/${pid}/environ`)?.split("\0").includes(mark))
    .map(Number);
}

/** Ends them all, and returns when none is left. */
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
    // It ended by itself meanwhile.
  }
}

/** The command line of a process, its words apart by blanks; empty for one that has ended. */
export function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
}

/** Undefined for what is gone or another user's. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
