import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Merged } from "../../../planner/prices/merge";
import { bookText, saveBook } from "../../../planner/prices/save-book";
import { parsePriceBook, type PriceBook } from "../../../policy-pack/pricing/price-book";
import { bookOf, entry } from "./book";

const PRICING = join(__dirname, "../../../policy-pack/pricing");
const WITH_CHANGE: Merged<PriceBook> = {
  book: bookOf({ "t3a.medium": entry(0.04), "c5.large": entry(0.1) }),
  changes: [{ section: "ec2", name: "t3a.medium", figure: "onDemand", before: undefined, after: 0.04 }],
  kept: [],
};

describe("the files of prices and instance types", () => {
  const shipped = ["prices", "databases"].flatMap((folder) =>
    readdirSync(join(PRICING, folder)).map((file) => join(folder, file)),
  );
  for (const file of [...shipped, "instance-catalog.json"]) {
    it(`have the format in which a refresh writes them, so that a diff shows prices only: ${file}`, () => {
      const text = readFileSync(join(PRICING, file), "utf8");
      assert.ok(bookText(JSON.parse(text) as object) === text); // a diff of 200 kB says nothing
    });
  }
});

describe("the file of a price book", () => {
  const folder = mkdtempSync(join(tmpdir(), "price-book-"));
  const path = join(folder, "us-west-2.json");
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(path, { force: true }));

  it("is written sorted, an entry a line, in any order in memory, and the same a second time", () => {
    saveBook(path, WITH_CHANGE, { dryRun: false });
    const text = readFileSync(path, "utf8");
    assert.match(text, /^ {4}"c5\.large": \{"convertible1Year": .*, "windows": 0\.2\},\n {4}"t3a\.medium"/m);
    assert.match(text, /^ {4}"nat-gateway": \{"source": "a page", "unit": "hour", "usd": 0\.045\}$/m);
    assert.ok(text.endsWith("}\n"));
    assert.equal(bookText(parsePriceBook(text)), text);
  });

  it("is not written on a dry run, and the message says so", () => {
    assert.match(saveBook(path, WITH_CHANGE, { dryRun: true }), /^Nothing is written: .*dry run/);
    assert.equal(existsSync(path), false);
  });

  it("is not written when no price changed, not even for a new date", () => {
    writeFileSync(path, "as it was");
    assert.match(saveBook(path, { ...WITH_CHANGE, changes: [] }, { dryRun: false }), /^Nothing is written/);
    assert.equal(readFileSync(path, "utf8"), "as it was");
  });

  it("is not written when the program would refuse to load it", () => {
    const { book } = WITH_CHANGE;
    const broken = { ...WITH_CHANGE, book: { ...book, ec2: { "t3a.medium": { onDemand: -1 } } } };
    assert.throws(() => saveBook(path, broken, { dryRun: false }), /policy-pack\/pricing\/prices is broken/);
    assert.equal(existsSync(path), false);
  });

  it("is not written with more than 300 kB", () => {
    const types = Array.from({ length: 2_000 }, (_, number) => [`t${number}.medium`, entry(0.1)] as const);
    const large = { ...WITH_CHANGE, book: bookOf(Object.fromEntries(types)) };
    assert.throws(() => saveBook(path, large, { dryRun: false }), /more than 300000 bytes/);
    assert.equal(existsSync(path), false);
  });
});
