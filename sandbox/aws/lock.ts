import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Longer than any process holds the lock, even on a busy machine. */
const PATIENCE_MS = 30_000;

/**
 * Runs one body at a time among all processes that lock the same file. The lock of a killed process is recognized by
 * its process id and removed.
 *
 * @throws Error if a running process holds the lock for longer than `patienceMs`
 */
export function withLock<T>(file: string, body: () => T, patienceMs = PATIENCE_MS): T {
  const lock = `${file}.lock`;
  const ticket = `${lock}.${process.pid}`;
  writeFileSync(ticket, String(process.pid)); // linked, so that a lock always contains its holder's id
  try {
    acquire(lock, ticket, patienceMs);
    try {
      return body();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(ticket, { force: true });
  }
}

function acquire(lock: string, ticket: string, patienceMs: number): void {
  const giveUp = Date.now() + patienceMs;
  while (!linked(ticket, lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && !isAlive(holder)) removeDeadLock(lock, holder);
    else if (Date.now() > giveUp) {
      throw new Error(`${lock} is held by process ${holder}. Delete it if no sandbox runs any more.`);
    } else pause(5);
  }
}

function linked(ticket: string, lock: string): boolean {
  try {
    linkSync(ticket, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Undefined if the lock has been released since. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Removes the lock of a dead holder. The rename succeeds for one process only; if it moved a new lock, it is restored.
 */
function removeDeadLock(lock: string, dead: number): void {
  const aside = `${lock}.of-${dead}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // another process was first
  }
  if (holderOf(aside) !== dead) linked(aside, lock);
  rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
