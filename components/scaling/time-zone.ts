import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Zone {
  /** Minutes ahead of UTC: one, or two with daylight saving. */
  offsets: number[];
  /** Local times that are skipped when the clocks go forward: "sunday 02:00-03:00", without the end. */
  skips?: string[];
}

/**
 * The zones of Go's database, which KEDA uses. Node's database has more names (PST, +01:00), and its names and rules
 * differ by version.
 */
const ZONES = (
  JSON.parse(readFileSync(join(__dirname, "time-zones.json"), "utf8")) as { zones: Record<string, Zone> }
).zones;

/** Whether the IANA database has a zone of this name. Case matters. */
export function isTimeZone(name: string): boolean {
  return Object.hasOwn(ZONES, name);
}

/** The zone's offsets from UTC, in minutes: one, or two with daylight saving. */
export function utcOffsets(timeZone: string): number[] {
  return ZONES[timeZone]!.offsets;
}

/** The time that is skipped around "HH:MM" on one of the weekdays, if the clocks go forward over it. */
export function skippedTime(
  timeZone: string,
  weekdays: readonly string[],
  time: string,
): { from: string; to: string } | undefined {
  return (ZONES[timeZone]!.skips ?? [])
    .map((skip) => /^(\w+) (.+)-(.+)$/.exec(skip)!)
    .map(([, weekday, from, to]) => ({ weekday: weekday!, from: from!, to: to! }))
    .find(({ weekday, from, to }) => weekdays.includes(weekday) && from <= time && time < to);
}
