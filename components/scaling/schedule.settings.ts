import { z } from "zod";
import { isTimeZone, skippedTime, utcOffsets } from "./time-zone";

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day, for example "08:00"', abort: true });

/** Working hours of a namespace. Outside of them its services have no pods. */
export const scheduleSettings = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, {
      error: 'a time zone of the IANA database, for example "Europe/Berlin"',
      abort: true,
    }),
    firstDay: z.enum(WEEKDAYS),
    lastDay: z.enum(WEEKDAYS),
    start: clockTime,
    end: clockTime,
    cooldownSeconds: z.int().min(0).max(86400), // from the end until the last pod is removed
  })
  .superRefine((schedule, context) => {
    if (WEEKDAYS.indexOf(schedule.firstDay) > WEEKDAYS.indexOf(schedule.lastDay)) {
      const message = `a day not before firstDay, ${schedule.firstDay}, in a week that starts on Monday`;
      context.addIssue({ code: "custom", path: ["lastDay"], message, input: schedule.lastDay });
    }
    // KEDA's cron trigger skips a time that a day doesn't have: its services would then be down that day, or up that night.
    for (const key of ["start", "end"] as const) {
      const skipped = skippedTime(schedule.timeZone, weekdaysOf(schedule), schedule[key]);
      if (!skipped) continue;
      const message = `a time before ${skipped.from} or from ${skipped.to} on: when daylight saving time begins, ${schedule.timeZone} skips the time between`;
      context.addIssue({ code: "custom", path: [key], message, input: schedule[key] });
    }
    const offsets = utcOffsets(schedule.timeZone);
    const shift = Math.max(...offsets) - Math.min(...offsets); // of daylight saving time; a window must remain
    if (minuteOfDay(schedule.end) - minuteOfDay(schedule.start) <= shift) {
      const message = `more than ${shift} minutes after start, ${schedule.start}, on the same day`;
      context.addIssue({ code: "custom", path: ["end"], message, input: schedule.end });
    }
  });

export type ScheduleSettings = z.infer<typeof scheduleSettings>;

/** The working days of a namespace. */
export function weekdaysOf({ firstDay, lastDay }: Pick<ScheduleSettings, "firstDay" | "lastDay">) {
  return WEEKDAYS.slice(WEEKDAYS.indexOf(firstDay), WEEKDAYS.indexOf(lastDay) + 1);
}

/** Minutes since midnight of "HH:MM". */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}
