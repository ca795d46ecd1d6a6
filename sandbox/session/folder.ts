import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcessesOf, MARK, startTimeOf } from "./processes";

const PREFIX = "betterprompts-sandbox-";
const OWNER = "owner.json";

/** Folder for temporary files outside of a session. */
const outerTemporary = process.env["TMPDIR"];

/**
 * Creates the folder of one run, with its state, logs, sockets and temporary files. Processes that this process starts
 * from now on have the folder's mark in their environment and put their temporary files there.
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

/** Ends the processes of a session, and removes its folder. */
export async function removeSessionFolder(folder: string): Promise<void> {
  if (process.env[MARK] === folder) {
    delete process.env[MARK];
    if (outerTemporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = outerTemporary;
  }
  await endProcessesOf(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes what killed sessions of this user left; returns their folders. */
export async function removeAbandonedSessions(parent = tmpdir()): Promise<string[]> {
  const abandoned = readdirSync(parent)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(parent, name))
    .filter((folder) => isOurs(folder) && !isOwned(folder));
  for (const folder of abandoned) await removeSessionFolder(folder);
  return abandoned;
}

/** Folders of other users can't be read or removed. */
function isOurs(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

/** Whether the process that created a folder still runs. Its id may be reused by now; its start time can't be. */
function isOwned(folder: string): boolean {
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
