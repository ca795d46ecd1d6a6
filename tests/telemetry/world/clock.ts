/** When the worlds begin: two hours before a month does, so that sums over a month meet one that they must leave out. */
export const STARTS_AT = "2026-10-31T22:00:00Z";

/** Unix seconds of a minute of the worlds. */
export function secondsAt(minute: number): number {
  return Date.parse(STARTS_AT) / 1000 + minute * 60;
}

/** The minute at which everything is looked at, 2026-11-02T00:00:00Z: forecasts need a day and two hours. */
export const NOW = 26 * 60;
