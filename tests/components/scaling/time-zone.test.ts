import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { skippedTime, utcOffsets } from "../../../components/scaling/time-zone";
import { WEEKDAYS } from "../../../components/scaling/schedule.settings";
import { Clock } from "./local-time";

const FILE = join(__dirname, "..", "..", "..", "components", "scaling", "time-zones.json");
const NAMES = Object.keys((JSON.parse(readFileSync(FILE, "utf8")) as { zones: object }).zones);
const MONTHS = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1));
const MINUTE = 60;

/** Node has a time zone database of its own. In an older Node its rules are older. */
function withTodaysRules(context: Mocha.Context): void {
  if ((process.versions["tz"] ?? "") < "2025c") context.skip();
}

describe("the time zones", () => {
  it("have the offsets of Node's own database", function () {
    withTodaysRules(this);
    const different = NAMES.filter((timeZone) => {
      const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
      const offsets = MONTHS.map((instant) => {
        const name = parts.formatToParts(instant).find(({ type }) => type === "timeZoneName")!.value;
        const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
        return Number(`${sign ?? ""}1`) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
      });
      const sorted = [...new Set(offsets)].sort((one, other) => one - other);
      return JSON.stringify(sorted) !== JSON.stringify(utcOffsets(timeZone));
    });
    assert.deepEqual(different, []);
    assert.ok(NAMES.length > 590, `${NAMES.length} names`);
  });

  for (const timeZone of ["America/New_York", "Africa/Cairo", "America/Nuuk", "Australia/Lord_Howe"]) {
    it(`skip the times that don't occur in a year in ${timeZone}`, function () {
      withTodaysRules(this);
      const clock = new Clock(timeZone);
      const start = Date.UTC(2026, 0, 1) / 1000;
      const skipped = new Set<string>();
      for (let seconds = start; seconds < start + 365 * 86400; seconds += 30 * MINUTE) {
        const before = clock.at(seconds - MINUTE);
        const now = clock.at(seconds);
        const gone = (now.date - before.date) * 1440 + now.minute - before.minute - 1;
        for (let minute = 1; minute <= gone; minute++) {
          const local = before.minute + minute;
          skipped.add(`${WEEKDAYS[local < 1440 ? before.weekday : now.weekday]} ${text(local % 1440)}`);
        }
      }
      const found = WEEKDAYS.flatMap((weekday) =>
        Array.from({ length: 1440 }, (_, minute) => text(minute))
          .filter((time) => skippedTime(timeZone, [weekday], time))
          .map((time) => `${weekday} ${time}`),
      );
      assert.deepEqual(found.sort(), [...skipped].sort());
      assert.ok(found.length >= 30);
    });
  }
});

function text(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
