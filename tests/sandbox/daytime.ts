import type { ScheduleSettings } from "../../components/scaling/schedule.settings";

const MINUTE_MS = 60_000;

/**
 * A schedule whose hours begin and end soon, on every day of the week. In its time zone it is about noon, so that they
 * don't include midnight.
 *
 * @param now milliseconds since 1970
 * @param startsIn minutes until they begin, counted from the next full minute
 * @param lasts minutes
 */
export function workingSoon(
  now: number,
  startsIn: number,
  lasts: number,
  cooldownSeconds: number,
): { schedule: ScheduleSettings; start: number; end: number } {
  const start = Math.ceil(now / MINUTE_MS) * MINUTE_MS + startsIn * MINUTE_MS;
  const end = start + lasts * MINUTE_MS;
  const hoursToNoon = 12 - new Date(start).getUTCHours();
  // The names have the sign of POSIX: Etc/GMT-3 is three hours ahead of UTC.
  const timeZone =
    hoursToNoon === 0 ? "Etc/GMT" : `Etc/GMT${hoursToNoon > 0 ? "-" : "+"}${Math.abs(hoursToNoon)}`;
  const at = (time: number) => new Date(time + hoursToNoon * 60 * MINUTE_MS).toISOString().slice(11, 16);
  return {
    schedule: {
      timeZone,
      firstDay: "monday",
      lastDay: "sunday",
      start: at(start),
      end: at(end),
      cooldownSeconds,
    },
    start,
    end,
  };
}
