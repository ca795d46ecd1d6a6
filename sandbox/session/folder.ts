import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcessesOf, MARK, startTimeOf } from "./processes";

const PREFIX = "betterprompts-sandbox-";
const OWNER = "owner.json";

/** Where temporary files go while there is no session. */
const outside = process.env["TMPDIR"];

/**
 * A folder that holds everything of one run: state, logs, sockets, temporary files. What this process starts from now
 * on carries its mark and puts its temporary files there.
 */
export function makeSessionFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, OWNER), JSON.stringify({ pid: process.pid, started: startTimeOf(process.pid) }));
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  process.env[MARK] = folder;
  process.env["TMPDIR"] = temporary;
  return folder;
}

/** Ends what still runs in a session's folder, and removes it. */
export async function removeSessionFolder(folder: string): Promise<void> {
  if (process.env[MARK] === folder) {
    delete process.env[MARK];
    if (outside === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = outside;
  }
  await endProcessesOf(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Takes away what sessions of this user left that were killed; returns their folders. */
export async function removeAbandonedSessions(parent = tmpdir()): Promise<string[]> {
  const abandoned = readdirSync(parent)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(parent, name))
    .filter((folder) => isOurs(folder) && !hasOwner(folder));
  for (const folder of abandoned) await removeSessionFolder(folder);
  return abandoned;
}

/** Nobody else's can be read, nor removed. */
function isOurs(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

/** Whether the process that made a folder still lives; its id may be another's by now, its start can't. */
function hasOwner(folder: string): boolean {
  try {
    const { pid, started } = JSON.parse(readFileSync(join(folder, OWNER), "utf8")) as {
      pid: number;
      started: string;
    };
    return startTimeOf(pid) === started;
  } catch {
    return false;
  }
}
