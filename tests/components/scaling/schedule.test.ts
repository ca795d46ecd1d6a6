import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  cronExpressions,
  utcWindow,
  windowExpression,
  type UtcWindow,
} from "../../../components/scaling/schedule";
import {
  minuteOfDay,
  scheduleSettings,
  WEEKDAYS,
  type ScheduleSettings,
} from "../../../components/scaling/schedule.settings";
import { Clock, weekday } from "./local-time";

const ZONES = [
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "UTC",
  "Australia/Sydney",
  "America/St_Johns", // half an hour off
  "Pacific/Auckland", // a day ahead of the window's UTC day
];
const YEAR = Date.UTC(2026, 0, 1) / 1000;
const DAYS_OF_YEAR = 365;

const OFFICE: ScheduleSettings = {
  timeZone: "America/New_York",
  firstDay: "monday",
  lastDay: "friday",
  start: "08:00",
  end: "20:00",
  cooldownSeconds: 60,
};

/** Hours that the settings accept. */
function schedules(timeZone: string): fc.Arbitrary<ScheduleSettings> {
  const day = fc.integer({ min: 0, max: 6 });
  const minute = fc.integer({ min: 0, max: 1439 });
  return fc
    .tuple(day, day, minute, minute)
    .filter(([, , one, other]) => Math.abs(one - other) > 60)
    .map(([oneDay, otherDay, one, other]) => ({
      timeZone,
      firstDay: WEEKDAYS[Math.min(oneDay, otherDay)]!,
      lastDay: WEEKDAYS[Math.max(oneDay, otherDay)]!,
      start: clockTime(Math.min(one, other)),
      end: clockTime(Math.max(one, other)),
      cooldownSeconds: 60,
    }))
    .filter((schedule) => scheduleSettings.safeParse(schedule).success);
}

describe("the cron expressions of a schedule", () => {
  it("are the start and the end of office hours in New York", () => {
    assert.deepEqual(cronExpressions(OFFICE), { start: "0 8 * * 1,2,3,4,5", end: "0 20 * * 1,2,3,4,5" });
  });

  it("count a Sunday as 0", () => {
    const { start } = cronExpressions({ ...OFFICE, firstDay: "saturday", lastDay: "sunday", start: "23:05" });
    assert.equal(start, "5 23 * * 6,0");
  });

  it("have the minute before the hour, and a single day where first and last day are the same", () => {
    const { end } = cronExpressions({ ...OFFICE, firstDay: "monday", lastDay: "monday", end: "19:30" });
    assert.equal(end, "30 19 * * 1");
  });
});

describe("the UTC window of a schedule", () => {
  it("is an hour shorter than the schedule in a time zone with daylight saving time", () => {
    // 08:00 in winter is 13:00 UTC; 20:00 in summer is 24:00 UTC.
    assert.deepEqual(utcWindow(OFFICE), {
      startSeconds: 13 * 3600,
      lengthMinutes: 11 * 60,
      firstDay: 0,
      lastDay: 4,
    });
  });

  it("is as long as the schedule in a time zone without daylight saving time", () => {
    const window = utcWindow({ ...OFFICE, timeZone: "Asia/Kolkata" });
    assert.equal(window.lengthMinutes, 12 * 60);
    assert.equal(window.startSeconds, 2.5 * 3600);
  });

  for (const timeZone of ZONES) {
    const clock = new Clock(timeZone);

    it(`is open in ${timeZone} only during working hours, all year`, () => {
      fc.assert(
        fc.property(schedules(timeZone), fc.nat({ max: 29 }), (schedule, minute) => {
          const window = utcWindow(schedule);
          for (let half = 0; half < DAYS_OF_YEAR * 48; half++) {
            const instant = YEAR + half * 1800 + ((minute + half * 7) % 30) * 60;
            if (isOpen(window, instant)) assert.ok(works(schedule, clock, instant), describeInstant(instant));
          }
        }),
        { seed: 1, numRuns: 25 },
      );
    });

    it(`is closed in ${timeZone} a second before it opens, and from the second of its end`, () => {
      fc.assert(
        fc.property(schedules(timeZone), fc.nat({ max: DAYS_OF_YEAR - 1 }), (schedule, day) => {
          const window = utcWindow(schedule);
          const open = YEAR + day * 86400 + window.startSeconds;
          const end = open + window.lengthMinutes * 60;
          for (const instant of [open, end - 1]) {
            if (isOpen(window, instant)) assert.ok(works(schedule, clock, instant), describeInstant(instant));
          }
          assert.equal(isOpen(window, open - 1) || isOpen(window, end), false);
        }),
        { seed: 1, numRuns: 500 },
      );
    });

    it(`is open on every working day in ${timeZone} for at least the schedule's length minus an hour`, () => {
      fc.assert(
        fc.property(schedules(timeZone), fc.nat({ max: DAYS_OF_YEAR - 7 }), (schedule, someDay) => {
          const window = utcWindow(schedule);
          const length = minuteOfDay(schedule.end) - minuteOfDay(schedule.start);
          for (let day = someDay; day < someDay + 7; day++) {
            const date = YEAR / 86400 + day;
            if (!isWorkingDay(schedule, weekday(date))) continue;
            const open = openMinutes(window, clock, date);
            assert.ok(open >= length - 60, `${open} of ${length} minutes on day ${day} of the year`);
          }
        }),
        { seed: 1, numRuns: 150 },
      );
    });
  }
});

describe("the window in PromQL", () => {
  it("is arithmetic over time() alone", () => {
    assert.equal(
      windowExpression({ startSeconds: 46800, lengthMinutes: 660, firstDay: 0, lastDay: 4 }),
      "((day_of_week(vector(time() - 46800)) + 6) % 7 >= bool 0) * " +
        "((day_of_week(vector(time() - 46800)) + 6) % 7 <= bool 4) * " +
        "(hour(vector(time() - 46800)) * 60 + minute(vector(time() - 46800)) < bool 660)",
    );
  });

  for (const timeZone of ZONES) {
    it(`is 1 exactly while the window is open, for schedules in ${timeZone}`, () => {
      fc.assert(
        fc.property(schedules(timeZone), fc.nat({ max: 29 }), (schedule, minute) => {
          const window = utcWindow(schedule);
          const query = compiled(windowExpression(window));
          for (let half = 0; half < DAYS_OF_YEAR * 48; half++) {
            const instant = YEAR + half * 1800 + ((minute + half * 7) % 30) * 60;
            assert.equal(query(instant), isOpen(window, instant) ? 1 : 0, describeInstant(instant));
          }
          const open = YEAR + window.startSeconds;
          for (const instant of [
            open - 1,
            open,
            open + window.lengthMinutes * 60 - 1,
            open + window.lengthMinutes * 60,
          ]) {
            assert.equal(query(instant), isOpen(window, instant) ? 1 : 0, describeInstant(instant));
          }
        }),
        { seed: 1, numRuns: 15 },
      );
    });
  }
});

/** Whether the instant is in the window of any day. */
function isOpen({ startSeconds, lengthMinutes, firstDay, lastDay }: UtcWindow, instant: number): boolean {
  const today = Math.floor(instant / 86400);
  return [today - 1, today, today + 1].some((date) => {
    const into = instant - date * 86400 - startSeconds;
    const day = weekday(date);
    return day >= firstDay && day <= lastDay && into >= 0 && into < lengthMinutes * 60;
  });
}

/** Whether the local time is in the working hours. */
function works(schedule: ScheduleSettings, clock: Clock, instant: number): boolean {
  const local = clock.at(instant);
  return (
    isWorkingDay(schedule, local.weekday) &&
    local.minute >= minuteOfDay(schedule.start) &&
    local.minute < minuteOfDay(schedule.end)
  );
}

function isWorkingDay({ firstDay, lastDay }: ScheduleSettings, day: number): boolean {
  return day >= WEEKDAYS.indexOf(firstDay) && day <= WEEKDAYS.indexOf(lastDay);
}

/** Minutes of a local date during which the window is open. */
function openMinutes(window: UtcWindow, clock: Clock, date: number): number {
  let open = 0;
  for (let minute = -840; minute < 1440 + 840; minute++) {
    const instant = date * 86400 + minute * 60;
    if (isOpen(window, instant) && clock.at(instant).date === date) open++;
  }
  return open;
}

const DAY = String.raw`\(day_of_week\(vector\(time\(\) - (-?\d+)\)\) \+ 6\) % 7`;
const MINUTE = String.raw`hour\(vector\(time\(\) - (-?\d+)\)\) \* 60 \+ minute\(vector\(time\(\) - (-?\d+)\)\)`;
const EXPRESSION = new RegExp(
  String.raw`^\(${DAY} >= bool (\d)\) \* \(${DAY} <= bool (\d)\) \* \(${MINUTE} < bool (\d+)\)$`,
);

/** The expression as Prometheus would evaluate it: its day_of_week, hour and minute are those of UTC. */
function compiled(expression: string): (time: number) => number {
  const match = EXPRESSION.exec(expression);
  assert.ok(match, expression);
  const [inFirst, first, inLast, last, inHour, inMinute, length] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const dayOfWeek = (seconds: number) => (weekday(Math.floor(seconds / 86400)) + 1) % 7; // Sunday is 0
  const hour = (seconds: number) => Math.floor(seconds / 3600) - Math.floor(seconds / 86400) * 24;
  const minute = (seconds: number) => Math.floor(seconds / 60) - Math.floor(seconds / 3600) * 60;
  return (time) =>
    Number((dayOfWeek(time - inFirst) + 6) % 7 >= first) *
    Number((dayOfWeek(time - inLast) + 6) % 7 <= last) *
    Number(hour(time - inHour) * 60 + minute(time - inMinute) < length);
}

function clockTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function describeInstant(instant: number): string {
  return new Date(instant * 1000).toISOString();
}
