import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  byteQuantity,
  cores,
  cpuQuantity,
  cpuText,
  duration,
  gibibytes,
  memoryText,
} from "../../../components/kubernetes/quantity";

const CONFIG = { seed: 1, numRuns: 200 };

describe("a CPU quantity", () => {
  for (const [text, expected] of [
    ["500m", 0.5],
    ["1", 1],
    ["1.5", 1.5],
    ["0.125", 0.125],
    ["1500m", 1.5],
    ["0", 0],
  ] as const) {
    it(`${text} is ${expected} cores`, () => assert.equal(cores(text), expected));
  }

  for (const text of [
    "",
    "m",
    "half",
    "1.5m",
    ".5",
    "1.",
    "-1",
    "1,5",
    "0.0001",
    "1e3",
    "1 ",
    "1 m",
    "500M",
    "1\n",
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(cpuQuantity.safeParse(text).success, false);
      assert.throws(() => cores(text), /is not a CPU quantity/);
    });
  }

  it("is the same after writing and reading, to the millicore", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millicores) => {
        const text = cpuText(millicores / 1000);
        assert.ok(cpuQuantity.safeParse(text).success, text);
        assert.equal(Math.round(cores(text) * 1000), millicores);
        assert.equal(cores(`${millicores}m`), millicores / 1000);
      }),
      CONFIG,
    );
  });

  it("is written without a fraction", () => {
    assert.equal(cpuText(2), "2");
    assert.equal(cpuText(1.93), "1930m");
  });
});

describe("a byte quantity", () => {
  for (const [text, expected] of [
    ["1Gi", 1],
    ["1024Mi", 1],
    ["512Mi", 0.5],
    ["1Ti", 1024],
    ["1048576Ki", 1],
    ["1.5Gi", 1.5],
    ["1G", 1e9 / 2 ** 30],
    ["1000M", 1e9 / 2 ** 30],
    ["0Mi", 0],
  ] as const) {
    it(`${text} is ${expected} GiB`, () => assert.equal(gibibytes(text), expected));
  }

  for (const text of [
    "",
    "Gi",
    "256MB",
    "256mi",
    "256gb",
    "1 Gi",
    "-1Gi",
    ".5Gi",
    "1.Gi",
    "1KiB",
    "1K",
    "100m",
    "1e3",
    "1Gi\n",
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(byteQuantity.safeParse(text).success, false);
      assert.throws(() => gibibytes(text), /is not a byte quantity/);
    });
  }

  it("without a unit is bytes, which settings don't accept", () => {
    for (const [text, expected] of [
      ["1073741824", 1],
      ["0", 0],
    ] as const) {
      assert.equal(gibibytes(text), expected);
      assert.equal(byteQuantity.safeParse(text).success, false);
    }
  });

  it("is the same after writing and reading, to the mebibyte", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (mebibytes) => {
        const text = memoryText(mebibytes / 1024);
        assert.ok(byteQuantity.safeParse(text).success, text);
        assert.equal(gibibytes(text) * 1024, mebibytes);
        assert.equal(gibibytes(`${mebibytes}Mi`) * 1024, mebibytes);
      }),
      CONFIG,
    );
  });
});

describe("a duration", () => {
  it("has a whole number and one unit", () => {
    for (const text of ["30s", "5m", "2h", "10d"]) assert.ok(duration.safeParse(text).success, text);
  });

  it("is not without a unit, without an amount, zero, or in another unit", () => {
    for (const text of ["5", "m", "0m", "1.5h", "5 m", "-5m", "5min", "1w", ""]) {
      assert.equal(duration.safeParse(text).success, false, text);
    }
  });
});
