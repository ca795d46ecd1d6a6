import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../../planner/command";
import { bookText, saveFiles } from "../../../planner/prices/save-book";
import { parseDatabasePrices, parsePriceBook, type PriceBook } from "../../../policy-pack/pricing/price-book";
import { bookOf, entry } from "./book";

const PRICING = join(__dirname, "../../../policy-pack/pricing");
const BOOK = bookOf({ "t3a.medium": entry(0.04), "c5.large": entry(0.1) });

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

  for (const file of readdirSync(join(PRICING, "databases"))) {
    it(`have database prices that their schema accepts, of the region: ${file}`, () => {
      const { region } = parseDatabasePrices(readFileSync(join(PRICING, "databases", file), "utf8"));
      assert.equal(`${region}.json`, file);
    });
  }
});

/** Large instances of a size: "xlarge" has two, "medium" half of one. */
function largeInstances(size: string): number {
  const xlarge = /^(\d*)xlarge$/.exec(size);
  return xlarge ? 2 * Number(xlarge[1] || 1) : { small: 0.25, medium: 0.5, large: 1 }[size]!;
}

describe("the shipped prices of Aurora", () => {
  // aws.amazon.com/rds/aurora/pricing: both engines have the same price, in proportion to the size; an instance of
  // I/O-Optimized storage costs 1.3 times as much, and lists mix them up
  for (const file of readdirSync(join(PRICING, "databases"))) {
    it(`are those with standard storage: ${file}`, () => {
      const { rds } = parseDatabasePrices(readFileSync(join(PRICING, "databases", file), "utf8"));
      const byFamily = new Map<string, number>();
      const prices = [rds["Aurora MySQL"]!, rds["Aurora PostgreSQL"]!].flatMap((classes) =>
        Object.entries(classes),
      );
      assert.ok(prices.length > 50);
      for (const [name, usd] of prices) {
        const [, family, size] = name.split(".") as [string, string, string];
        const large = usd / largeInstances(size);
        const first = byFamily.get(family) ?? large;
        byFamily.set(family, first);
        assert.ok(Math.abs(large / first - 1) < 0.05, `${name}: ${usd}`);
      }
      assert.ok(byFamily.get("t4g")! <= byFamily.get("t3")!, "Arm costs no more than x86");
    });
  }
});

describe("files of prices", () => {
  const folder = mkdtempSync(join(tmpdir(), "price-book-"));
  const path = join(folder, "us-west-2.json");
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(path, { force: true }));

  const save = (content: PriceBook, dryRun = false) =>
    saveFiles([{ path, content, check: parsePriceBook }], { dryRun });

  it("are written sorted, an entry a line, in any order in memory, and the same a second time", () => {
    save(BOOK);
    const text = readFileSync(path, "utf8");
    assert.match(text, /^ {4}"c5\.large": \{"convertible1Year": .*, "windows": 0\.2\},\n {4}"t3a\.medium"/m);
    assert.match(text, /^ {4}"nat-gateway": \{"source": "a page", "unit": "hour", "usd": 0\.045\}$/m);
    assert.ok(text.endsWith("}\n"));
    assert.equal(bookText(parsePriceBook(text)), text);
  });

  it("are not written on a dry run", () => {
    save(BOOK, true);
    assert.equal(existsSync(path), false);
  });

  it("are not written, none of them, when the program would refuse to load one", () => {
    const broken = { ...BOOK, ec2: { "t3a.medium": { onDemand: -1 } } };
    const files = [BOOK, broken].map((content) => ({ path, content, check: parsePriceBook }));
    assert.throws(
      () => saveFiles(files, { dryRun: false }),
      (error: Error) => {
        assert.ok(error instanceof InputError); // reported without a stack trace
        assert.match(error.message, /us-west-2\.json can't be used: .*pricing\/prices is broken:/);
        return true;
      },
    );
    assert.equal(existsSync(path), false);
  });

  it("are not written with more than 300 kB", () => {
    const types = Array.from({ length: 2_000 }, (_, number) => [`t${number}.medium`, entry(0.1)] as const);
    assert.throws(() => save(bookOf(Object.fromEntries(types))), /more than 300000 bytes/);
    assert.equal(existsSync(path), false);
  });
});
