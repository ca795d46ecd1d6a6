/** When the worlds begin: two hours before a month does, so that sums over a month meet one that they must leave out. */
export const STARTS_AT = "2026-10-31T22:00:00Z";

/** Unix seconds of a minute of the worlds. */
export function secondsAt(minute: number): number {
  return Date.parse(STARTS_AT) / 1000 + minute * 60;
}

/** The minute at which everything is looked at, 2026-11-02T00:00:00Z: forecasts need a day and two hours. */
export const NOW = 26 * 60;

/** One series of an exporter, a sample a minute. A label that is "" is one that the series lacks. */
export interface Series {
  metric: string;
  labels: Record<string, string>;
  /** In promtool's notation. */
  values: string;
}

/** Minutes, both included, in which there are samples. */
export interface Life {
  from?: number;
  until?: number;
}

/** The same value in every minute. */
export function steady(value: number, { from = 0, until = NOW }: Life = {}): string {
  return alive(`${value}x${until - from}`, { from, until });
}

/** A counter, or the time of something that happens again and again. */
export function rising(perMinute: number, { from = 0, until = NOW }: Life = {}, first = 0): string {
  return alive(`${first}+${perMinute}x${until - from}`, { from, until });
}

/** A counter that rises faster or slower after a minute. */
export function risingThen(before: number, minute: number, after: number): string {
  return `0+${before}x${minute} ${before * minute + after}+${after}x${NOW - minute - 1}`;
}

/** The value from each of the minutes on; the first is the first minute with a sample. */
export function steps(since: Record<number, number>): string {
  const minutes = Object.keys(since).map(Number);
  const runs = minutes.map((from, each) => `${since[from]}x${(minutes[each + 1] ?? NOW + 1) - from - 1}`);
  return [...(minutes[0]! > 0 ? [`_x${minutes[0]}`] : []), ...runs].join(" ");
}

function alive(samples: string, { from = 0, until = NOW }: Life): string {
  return [...(from > 0 ? [`_x${from}`] : []), samples, ...(until < NOW ? ["stale"] : [])].join(" ");
}

/** As Prometheus writes it. */
export function selector({ metric, labels }: Pick<Series, "metric" | "labels">): string {
  const pairs = Object.entries(labels).filter(([, value]) => value !== "");
  return `${metric}{${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ")}}`;
}
