import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { scheduleSettings } from "../../components/scaling/schedule.settings";
import { utcOffsets } from "../../components/scaling/time-zone";
import { workingSoon } from "./daytime";

describe("hours that begin soon", () => {
  it("begin at a full minute, at about noon in their time zone", () => {
    const { schedule, start, end } = workingSoon(Date.UTC(2026, 0, 5, 3, 7, 1), 6, 4, 60);
    assert.equal(new Date(start).toISOString(), "2026-01-05T03:14:00.000Z");
    assert.equal(new Date(end).toISOString(), "2026-01-05T03:18:00.000Z");
    assert.deepEqual([schedule.timeZone, schedule.start, schedule.end], ["Etc/GMT-9", "12:14", "12:18"]);
    assert.equal(schedule.cooldownSeconds, 60);
  });

  it("are a valid setting at every hour of the day", () => {
    for (let hour = 0; hour < 24; hour++) {
      const now = Date.UTC(2026, 0, 5, hour, 58, 30);
      const { schedule, start } = workingSoon(now, 6, 4, 60);
      assert.ok(scheduleSettings.safeParse(schedule).success, JSON.stringify(schedule));
      const [offset] = utcOffsets(schedule.timeZone);
      assert.equal(new Date(start + offset! * 60_000).toISOString().slice(11, 16), schedule.start);
    }
  });
});
