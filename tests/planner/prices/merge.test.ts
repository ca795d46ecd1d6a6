import assert from "node:assert/strict";
import { changesText } from "../../../planner/prices/save-book";
import { mergePrices, sourceOf } from "../../../planner/prices/merge";
import { answer, bookOf, entry } from "./book";

const BOOK = bookOf({
  "c6i.xlarge": { "eu-west-1": entry(0.2), "us-east-1": entry(0.17) },
  "g6.xlarge": { "us-east-1": entry(0.8) },
  "p9.huge": { "us-east-1": entry(90) },
});
const TYPES = ["g6.xlarge", "c6i.xlarge", "t3a.medium"];
const DAY = "2026-11-24";

const merge = (entries: Parameters<typeof answer>[0], types = TYPES) =>
  mergePrices(BOOK, new Map([["us-east-1", answer(entries)]]), types, DAY);

describe("a refresh of the price book", () => {
  const sameAsBefore = { "c6i.xlarge": entry(0.17), "g6.xlarge": entry(0.8) };

  it("changes no price when AWS's are the book's", () => {
    const { book, changes } = merge(sameAsBefore);
    assert.deepEqual(changes, []);
    assert.deepEqual(book.ec2, BOOK.ec2);
  });

  it("replaces an old price with the new one and reports both", () => {
    const { book, changes } = merge({ ...sameAsBefore, "c6i.xlarge": entry(0.16) });
    assert.deepEqual(book.ec2["c6i.xlarge"]!["us-east-1"], entry(0.16));
    assert.deepEqual(changes, [
      { type: "c6i.xlarge", region: "us-east-1", before: entry(0.17), after: entry(0.16) },
    ]);
  });

  it("notices a change of a spot price alone", () => {
    const { changes } = merge({ ...sameAsBefore, "g6.xlarge": { ...entry(0.8), spotMin: 0.1 } });
    assert.deepEqual(
      changes.map(({ type }) => type),
      ["g6.xlarge"],
    );
  });

  it("adds a type that the book lacks", () => {
    const { book, changes } = merge({ ...sameAsBefore, "t3a.medium": entry(0.04) });
    assert.deepEqual(book.ec2["t3a.medium"], { "us-east-1": entry(0.04) });
    assert.deepEqual(changes, [
      { type: "t3a.medium", region: "us-east-1", before: undefined, after: entry(0.04) },
    ]);
  });

  it("takes out a type that AWS no longer sells there, and its name when no region is left", () => {
    const { book, changes } = merge({ "t3a.medium": entry(0.04) }, ["g6.xlarge", "c6i.xlarge"]);
    assert.deepEqual(Object.keys(book.ec2["c6i.xlarge"]!), ["eu-west-1"]);
    assert.equal("g6.xlarge" in book.ec2, false);
    assert.deepEqual(
      changes.map(({ type, after }) => [type, after]),
      [["c6i.xlarge", undefined], ["g6.xlarge", undefined]], // prettier-ignore
    );
  });

  it("has no entry for a type with only one of its two kinds of price", () => {
    const { onDemand, spot } = answer(sameAsBefore);
    const withoutSpot = new Map([["us-east-1", { onDemand, spot: new Map<string, never>() }]]);
    assert.equal("g6.xlarge" in mergePrices(BOOK, withoutSpot, TYPES, DAY).book.ec2, false);
    const withoutHour = new Map([["us-east-1", { onDemand: new Map<string, never>(), spot }]]);
    assert.equal("g6.xlarge" in mergePrices(BOOK, withoutHour, TYPES, DAY).book.ec2, false);
  });

  it("leaves other regions, types that it didn't ask for and other services alone", () => {
    const { book } = merge({ ...sameAsBefore, "c6i.xlarge": entry(0.16), "p9.huge": entry(1) });
    assert.deepEqual(book.ec2["c6i.xlarge"]!["eu-west-1"], entry(0.2));
    assert.deepEqual(book.ec2["p9.huge"], BOOK.ec2["p9.huge"]);
    assert.deepEqual(book.services, BOOK.services);
    assert.equal(book.asOf.services, BOOK.asOf.services);
  });

  it("dates the EC2 prices and says where they come from", () => {
    const { book } = merge(sameAsBefore);
    assert.equal(book.asOf.ec2, DAY);
    assert.equal(
      book.ec2Source,
      `AWS Price List and EC2 spot price history of ${DAY} for us-east-1; otherwise an older catalogue`,
    );
  });

  it("doesn't change the book that it is given", () => {
    const before = structuredClone(BOOK);
    merge({ "c6i.xlarge": entry(0.01) });
    assert.deepEqual(BOOK, before);
  });
});

describe("what a refresh shows", () => {
  const text = changesText(
    merge({
      "c6i.xlarge": { onDemand: 0.153, spotMin: 0.0425, spotMedian: 0.102, spotMax: 0.17 },
      "t3a.medium": entry(0.04),
    }),
  );

  it("names of each changed figure the type, the region, old and new, and the percentage", () => {
    assert.match(text, /^c6i\.xlarge +us-east-1 +onDemand +0\.17 -> 0\.153 \(-10\.0 %\)$/m);
    assert.match(text, /^c6i\.xlarge +us-east-1 +spotMedian +0\.085 -> 0\.102 \(\+20\.0 %\)$/m);
    assert.doesNotMatch(text, /spotMin +0\.0425 ->/);
  });

  it("names new and removed entries with their figures, and counts all", () => {
    assert.match(text, /^t3a\.medium +us-east-1 +new: onDemand 0\.04, /m);
    assert.match(text, /^g6\.xlarge +us-east-1 +removed: .*; was onDemand 0\.8, /m);
    assert.match(text, /^1 entries changed, 1 new, 1 removed\.$/m);
  });

  it("names the services whose prices it does not refresh", () => {
    const services = Object.keys(BOOK.services["us-east-1"]!);
    const [line] = /^Not refreshed.*$/m.exec(text)!;
    for (const service of services) assert.ok(line.includes(service), service);
  });
});

const REGIONS = ["eu-west-1", "us-east-1", "us-east-2"];
const ofDay = (day: number, regions: string) =>
  `AWS Price List and EC2 spot price history of 2026-11-0${day} for ${regions}`;
const refresh = (before: string, day: number, ...regions: string[]) =>
  sourceOf(before, REGIONS, regions, `2026-11-0${day}`);

describe("the note on the source of the EC2 prices", () => {
  it("names AWS alone when every region was refreshed", () => {
    assert.equal(
      refresh("a catalogue", 1, "us-east-2", "us-east-1", "eu-west-1"),
      ofDay(1, REGIONS.join(" ")),
    );
  });

  it("keeps an older source only while a region has prices from it", () => {
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

  it("doesn't grow when the same region is refreshed several times", () => {
    const once = refresh("a catalogue", 1, "us-east-1");
    assert.equal(refresh(refresh(once, 2, "us-east-1"), 3, "us-east-1").length, once.length);
  });
});
