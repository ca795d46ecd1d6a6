import assert from "node:assert/strict";
import { sourceOf } from "../../../planner/prices/source-note";

const REGIONS = ["eu-west-1", "us-east-1", "us-east-2"];
const ofDay = (day: number, regions: string) =>
  `AWS Price List and EC2 spot price history of 2026-11-0${day} for ${regions}`;
const refresh = (before: string, day: number, ...regions: string[]) =>
  sourceOf(before, REGIONS, regions, `2026-11-0${day}`);

describe("the note on where the EC2 prices come from", () => {
  it("names AWS alone when every region was refreshed", () => {
    assert.equal(
      refresh("a catalogue", 1, "us-east-2", "us-east-1", "eu-west-1"),
      ofDay(1, REGIONS.join(" ")),
    );
  });

  it("keeps older sources for as long as a region rests on them, and no longer", () => {
    const first = refresh("a catalogue; per hour", 1, "us-east-1", "eu-west-1");
    assert.equal(first, `${ofDay(1, "eu-west-1 us-east-1")}; otherwise a catalogue; per hour`);
    const second = refresh(first, 2, "us-east-1");
    assert.equal(
      second,
      `${ofDay(2, "us-east-1")}; otherwise ${ofDay(1, "eu-west-1")}; otherwise a catalogue; per hour`,
    );
    assert.equal(
      refresh(second, 3, "us-east-2", "eu-west-1"),
      `${ofDay(3, "eu-west-1 us-east-2")}; otherwise ${ofDay(2, "us-east-1")}`,
    );
  });

  it("doesn't grow when the same region is refreshed again and again", () => {
    const once = refresh("a catalogue", 1, "us-east-1");
    assert.equal(refresh(refresh(once, 2, "us-east-1"), 3, "us-east-1").length, once.length);
  });
});
