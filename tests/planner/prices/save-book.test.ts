import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePriceBook, PRICE_BOOK } from "../../../policy-pack/pricing/price-book";
import type { Merged } from "../../../planner/prices/merge";
import { saveBook, sortedJson } from "../../../planner/prices/save-book";
import { bookOf, entry } from "./book";

const SHIPPED = join(__dirname, "../../../policy-pack/pricing/prices.json");
const NEW_ENTRY = { type: "t3a.medium", region: "us-east-1", before: undefined, after: entry(0.04) };
const WITH_CHANGE: Merged = {
  book: bookOf({ "t3a.medium": { "us-east-1": entry(0.04) }, "c5.large": { "us-east-1": entry(0.1) } }),
  changes: [NEW_ENTRY],
};

describe("the file of the price book", () => {
  const folder = mkdtempSync(join(tmpdir(), "price-book-"));
  const path = join(folder, "prices.json");
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(path, { force: true }));

  it("has the format in which a refresh writes it, so that a diff shows prices only", () => {
    assert.equal(sortedJson(PRICE_BOOK), readFileSync(SHIPPED, "utf8"));
  });

  it("is written sorted, in any order in memory, and the same a second time", () => {
    saveBook(path, WITH_CHANGE, { dryRun: false });
    const text = readFileSync(path, "utf8");
    assert.ok(text.indexOf("c5.large") < text.indexOf("t3a.medium"));
    assert.ok(text.endsWith("}\n"));
    assert.equal(sortedJson(parsePriceBook(text)), text);
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
    const broken = { ...WITH_CHANGE, book: bookOf({ "t3a.medium": { "us-east-1": entry(-1) } }) };
    assert.throws(() => saveBook(path, broken, { dryRun: false }), /prices\.json is broken/);
    assert.equal(existsSync(path), false);
  });
});
