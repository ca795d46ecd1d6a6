import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** Controllers follow each other within seconds, on a busy machine within some more. */
const PATIENCE_MS = 60_000;

/** Longer than the pauses of any controller. */
const REST_MS = 5_000;

/** Repeats a check until it passes; throws its last error when the time is over. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const giveUp = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > giveUp) throw error;
      await wait(250);
    }
  }
}

/**
 * Returns a value that hasn't changed for a while.
 *
 * @throws Error if it keeps changing
 */
export async function atRest<T>(
  look: () => Promise<T>,
  { restMs, patienceMs } = { restMs: REST_MS, patienceMs: PATIENCE_MS },
): Promise<T> {
  const giveUp = Date.now() + patienceMs;
  let seen = await look();
  for (let since = Date.now(); Date.now() - since < restMs;) {
    await wait(250);
    const now = await look();
    if (isDeepStrictEqual(now, seen)) continue;
    if (Date.now() > giveUp) throw new Error(`It doesn't come to rest: ${JSON.stringify(now)}`);
    seen = now;
    since = Date.now();
  }
  return seen;
}
