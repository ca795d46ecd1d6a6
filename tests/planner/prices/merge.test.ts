import assert from "node:assert/strict";
import { ec2SourceOf, mergeBook } from "../../../planner/prices/merge";
import { changesText } from "../../../planner/prices/save-book";
import { answer, bookOf, entry } from "./book";

const BOOK = bookOf({ "c6i.xlarge": { ...entry(0.2), interruption: "<5%" }, "g6.xlarge": entry(0.8) });
const SAME = { "c6i.xlarge": entry(0.2), "g6.xlarge": entry(0.8) };
const DAY = "2026-11-24";

const merge = (entries: Parameters<typeof answer>[0]) => mergeBook(BOOK, answer(entries), DAY);

describe("a refresh of the price book", () => {
  it("changes no price when AWS's are the book's", () => {
    const { book, changes, kept } = merge(SAME);
    assert.deepEqual([changes, kept], [[], []]);
    assert.deepEqual(book.ec2, BOOK.ec2);
  });

  it("replaces each figure that differs, and reports the old and the new one", () => {
    const { book, changes } = merge({
      ...SAME,
      "c6i.xlarge": { ...entry(0.2), onDemand: 0.3, windows: 0.5 },
    });
    assert.equal(book.ec2["c6i.xlarge"]!.onDemand, 0.3);
    assert.equal(book.ec2["c6i.xlarge"]!.windows, 0.5);
    assert.deepEqual(changes, [
      { section: "ec2", name: "c6i.xlarge", figure: "onDemand", before: 0.2, after: 0.3 },
      { section: "ec2", name: "c6i.xlarge", figure: "windows", before: 0.4, after: 0.5 },
    ]);
  });

  it("notices a change of one spot figure alone", () => {
    const { book, changes } = merge({ ...SAME, "g6.xlarge": { ...entry(0.8), spot: [0.1, 0.4, 0.8] } });
    assert.deepEqual(book.ec2["g6.xlarge"]!.spot, [0.1, 0.4, 0.8]);
    assert.deepEqual(changes, [
      { section: "ec2", name: "g6.xlarge", figure: "spot minimum", before: 0.2, after: 0.1 },
    ]);
  });

  it("adds a type that the book lacks, but not one that has no on-demand price", () => {
    const { book } = merge({ ...SAME, "t3a.medium": entry(0.04) });
    assert.deepEqual(book.ec2["t3a.medium"], entry(0.04));
    const { instances, spot } = answer({ ...SAME, "t3a.medium": entry(0.04) });
    const without = { instances: { ...instances, onDemand: answer(SAME).instances.onDemand }, spot };
    assert.equal("t3a.medium" in mergeBook(BOOK, without, DAY).book.ec2, false);
  });

  it("keeps what AWS has no price for, and reports it", () => {
    const { onDemand, windows } = entry(0.3);
    const { book, kept } = merge({ ...SAME, "c6i.xlarge": { onDemand, windows: windows! } });
    assert.deepEqual(book.ec2["c6i.xlarge"], { ...entry(0.2), onDemand, windows, interruption: "<5%" });
    assert.deepEqual(
      kept.map(({ name, figure, found }) => [name, figure, found]),
      [
        "reserved1Year",
        "convertible1Year",
        "convertible3Years",
        "spot minimum",
        "spot average",
        "spot maximum",
      ].map((figure) => ["c6i.xlarge", figure, []]),
    );
  });

  it("keeps a type that AWS no longer sells, and reports it", () => {
    const { book, kept } = merge({ "c6i.xlarge": entry(0.2) });
    assert.deepEqual(book.ec2["g6.xlarge"], entry(0.8));
    assert.ok(kept.some(({ name, figure }) => name === "g6.xlarge" && figure === "onDemand"));
  });

  it("doesn't choose between two prices", () => {
    const { instances, spot } = answer(SAME);
    const onDemand = new Map([
      ...instances.onDemand,
      ["g6.xlarge", [0.9, 0.7]],
      ["p9.huge", [1, 2]],
    ] as const);
    const { book, changes, kept } = mergeBook(BOOK, { instances: { ...instances, onDemand }, spot }, DAY);
    assert.deepEqual([book.ec2, changes], [BOOK.ec2, []]);
    assert.deepEqual(kept, [
      { section: "ec2", name: "g6.xlarge", figure: "onDemand", found: [0.9, 0.7] },
      { section: "ec2", name: "p9.huge", figure: "onDemand", found: [1, 2] },
    ]);
  });

  it("keeps the interruption bands, which AWS's API doesn't have, and the services", () => {
    const { book } = merge({ ...SAME, "c6i.xlarge": entry(0.1) });
    assert.equal(book.ec2["c6i.xlarge"]!.interruption, "<5%");
    assert.deepEqual(book.services, BOOK.services);
    assert.equal(book.asOf.services, BOOK.asOf.services);
  });

  it("dates the prices by kind: spot prices only if there are some", () => {
    assert.deepEqual(merge(SAME).book.asOf, { onDemand: DAY, spot: DAY, services: "2026-01" });
    const { instances } = answer(SAME);
    assert.equal(mergeBook(BOOK, { instances, spot: new Map() }, DAY).book.asOf.spot, null);
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
      "c6i.xlarge": { onDemand: 0.18, spot: [0.05, 0.12, 0.2], windows: 0.4 },
      "t3a.medium": entry(0.04),
    }),
  );

  it("names the changed figures of each entry in one line, with old, new and the percentage", () => {
    assert.match(
      text,
      /^ec2 c6i\.xlarge: onDemand 0\.2 -> 0\.18 \(-10\.0 %\), spot average 0\.1 -> 0\.12 \(\+20\.0 %\)$/m,
    );
  });

  it("names new figures and counts all", () => {
    assert.match(text, /^ec2 t3a\.medium: onDemand 0\.04 \(new\), windows 0\.08 \(new\), /m);
    assert.match(text, /^2 figures changed, 8 new\.$/m);
  });

  it("names what is kept, by figure", () => {
    assert.match(text, /^Kept, because AWS has no price now: ec2 reserved1Year of c6i\.xlarge, g6\.xlarge$/m);
    const several = { section: "ec2", name: "g6.xlarge", figure: "onDemand", found: [0.7, 0.9] };
    assert.match(
      changesText({ changes: [], kept: [several] }),
      /^Kept, because AWS has 2 prices: ec2 onDemand of g6\.xlarge \(0\.7, 0\.9\)$/m,
    );
  });
});

describe("the note on the source of the EC2 prices", () => {
  const own = (day: string) => `AWS Price List and EC2 spot price history, ${day}`;

  it("names AWS alone when no older price is left", () => {
    assert.equal(ec2SourceOf("a catalogue", false, DAY), own(DAY));
  });

  it("names the older source while a price of it is left, and doesn't grow", () => {
    const first = ec2SourceOf("a catalogue; per hour", true, "2026-11-01");
    assert.equal(first, `${own("2026-11-01")}; otherwise a catalogue; per hour`);
    assert.equal(ec2SourceOf(first, true, DAY), `${own(DAY)}; otherwise a catalogue; per hour`);
    assert.equal(ec2SourceOf(own("2026-11-01"), true, DAY), `${own(DAY)}; otherwise ${own("2026-11-01")}`);
  });
});
