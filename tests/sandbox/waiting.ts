import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** Controllers follow each other within seconds, on a busy machine within some more. */
const PATIENCE_MS = 60_000;

/** Longer than any of them pauses: the stand-in of Cluster Autoscaler leaves a new node three seconds. */
const REST_MS = 5_000;

/** Checks again and again until the check passes; what it says when the patience is over is the failure. */
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
 * What a look shows once it has shown the same for a while.
 *
 * @throws Error if it never does
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
