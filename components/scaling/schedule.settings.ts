import { z } from "zod";
import { isTimeZone, utcOffsets } from "./time-zone";

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

/** The hours in which a namespace works. Outside of them its services are at zero. */
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
    cooldownSeconds: z.int().min(0).max(86400), // after the end, until the last pod goes
  })
  .superRefine((schedule, context) => {
    if (WEEKDAYS.indexOf(schedule.firstDay) > WEEKDAYS.indexOf(schedule.lastDay)) {
      const message = `a day not before firstDay, ${schedule.firstDay}, in a week that starts on Monday`;
      context.addIssue({ code: "custom", path: ["lastDay"], message, input: schedule.lastDay });
    }
    const offsets = utcOffsets(schedule.timeZone);
    const shift = Math.max(...offsets) - Math.min(...offsets); // of daylight saving: what is left must be a window
    if (minuteOfDay(schedule.end) - minuteOfDay(schedule.start) <= shift) {
      const message = `more than ${shift} minutes after start, ${schedule.start}, on the same day`;
      context.addIssue({ code: "custom", path: ["end"], message, input: schedule.end });
    }
  });

export type ScheduleSettings = z.infer<typeof scheduleSettings>;

/** Minutes since midnight of "HH:MM". */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}
