import { minuteOfDay, WEEKDAYS, weekdaysOf, type ScheduleSettings } from "./schedule.settings";
import { utcOffsets } from "./time-zone";

/** A day's window in UTC, the same on every day from the first to the last. */
export interface UtcWindow {
  /** Seconds from midnight UTC of the local day to the window's start; may be negative or past a day. */
  startSeconds: number;
  lengthMinutes: number;
  /** Monday is 0. */
  firstDay: number;
  lastDay: number;
}

/** Start and end of the working hours, each as a cron expression in the schedule's time zone. */
export function cronExpressions(schedule: ScheduleSettings): { start: string; end: string } {
  const days = weekdaysOf(schedule).map(cronDay).join(","); // a range can't end on Sunday, which is day 0
  const at = (time: string) => {
    const minute = minuteOfDay(time);
    return `${minute % 60} ${Math.floor(minute / 60)} * * ${days}`;
  };
  return { start: at(schedule.start), end: at(schedule.end) };
}

/**
 * The part of the working hours that is inside them all year. PromQL has no time zones: with daylight saving time the
 * window loses an hour, so that it is never open outside of working hours. In that hour the minimum still applies,
 * because KEDA's cron trigger uses the real time zone.
 */
export function utcWindow(schedule: ScheduleSettings): UtcWindow {
  const offsets = utcOffsets(schedule.timeZone);
  const start = minuteOfDay(schedule.start) - Math.min(...offsets);
  const end = minuteOfDay(schedule.end) - Math.max(...offsets);
  return windowBetween(schedule, start, end);
}

function windowBetween(schedule: ScheduleSettings, start: number, end: number): UtcWindow {
  return {
    startSeconds: start * 60,
    lengthMinutes: end - start,
    firstDay: WEEKDAYS.indexOf(schedule.firstDay),
    lastDay: WEEKDAYS.indexOf(schedule.lastDay),
  };
}

/**
 * From the earliest start to the latest end of the working hours over the year. It is never working time outside of
 * this window.
 */
export function widestUtcWindow(schedule: ScheduleSettings): UtcWindow {
  const offsets = utcOffsets(schedule.timeZone);
  const start = minuteOfDay(schedule.start) - Math.max(...offsets);
  const end = minuteOfDay(schedule.end) - Math.min(...offsets);
  return windowBetween(schedule, start, end);
}

/** PromQL: 1 while the window is open, otherwise 0; one sample without labels, like `sum(...)` has. */
export function windowExpression(window: UtcWindow): string {
  const local = `vector(time() - ${window.startSeconds})`;
  const day = `(day_of_week(${local}) + 6) % 7`; // Prometheus counts from Sunday
  const minute = `hour(${local}) * 60 + minute(${local})`;
  return [
    `(${day} >= bool ${window.firstDay})`,
    `(${day} <= bool ${window.lastDay})`,
    `(${minute} < bool ${window.lengthMinutes})`,
  ].join(" * ");
}

/** Cron counts from Sunday, 0. */
function cronDay(day: (typeof WEEKDAYS)[number]): number {
  return (WEEKDAYS.indexOf(day) + 1) % 7;
}
