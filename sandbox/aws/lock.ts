import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Longer than any holder takes, even on a busy machine. */
const PATIENCE_MS = 30_000;

/**
 * Runs one body at a time among all processes that name the same file. A holder that was killed is noticed by its
 * process id and passed over.
 *
 * @throws if a living process holds the lock for longer than the patience
 */
export function withLock<T>(file: string, body: () => T, patienceMs = PATIENCE_MS): T {
  const lock = `${file}.lock`;
  const ticket = `${lock}.${process.pid}`;
  writeFileSync(ticket, String(process.pid)); // linked, so that a lock never lacks its holder's id
  try {
    take(lock, ticket, patienceMs);
    try {
      return body();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(ticket, { force: true });
  }
}

function take(lock: string, ticket: string, patienceMs: number): void {
  const giveUp = Date.now() + patienceMs;
  while (!linked(ticket, lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && !isAlive(holder)) passOver(lock, holder);
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

/** Undefined if the lock was given back meanwhile. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return undefined;
  }
}

/** Of several that want to pass over a dead holder, a rename lets one through; who catches a living lock gives it back. */
function passOver(lock: string, dead: number): void {
  const aside = `${lock}.of-${dead}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // somebody else was first
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
