import assert from "node:assert/strict";
import fc from "fast-check";
import { elapsedText } from "../../tools/progress";
import { isWithin, rangeText, versionIn } from "../../tools/version";

describe("a tool's version", () => {
  it("is found in the tool's output", () => {
    const outputs: [string, string | undefined][] = [
      ["promtool, version 2.42.0+ds (branch: debian/sid)", "2.42.0"],
      ["v3.248.0", "3.248.0"],
      ["Kubernetes v1.35.4", "1.35.4"],
      ["etcd Version: 3.6.14\nGit SHA: 1.2.3", "3.6.14"],
      ["1.2", undefined],
      ["", undefined],
    ];
    for (const [text, version] of outputs) assert.equal(versionIn(text), version, text);
  });

  it("is compared by number, the lower bound included and the upper not", () => {
    const range = { from: "1.35.0", below: "1.36.0" };
    for (const version of ["1.35.0", "1.35.4", "1.35.10"]) assert.ok(isWithin(version, range), version);
    for (const version of ["1.34.9", "1.36.0", "0.99.0", "2.35.1", "1.4.0"])
      assert.ok(!isWithin(version, range), version);
  });

  it("is within a range without upper bound exactly when it is the first one or sorts after it", () => {
    const part = fc.nat(120);
    fc.assert(
      fc.property(part, part, part, part, part, part, (a, b, c, x, y, z) => {
        const after = a * 1e6 + b * 1e3 + c >= x * 1e6 + y * 1e3 + z;
        assert.equal(isWithin(`${a}.${b}.${c}`, { from: `${x}.${y}.${z}` }), after);
      }),
      { seed: 1 },
    );
  });

  it("is shown as a range", () => {
    assert.equal(rangeText({ from: "3.0.0" }), "3.0.0 or newer");
    assert.equal(rangeText({ from: "1.35.0", below: "1.36.0" }), "1.35.0 or newer, below 1.36.0");
  });
});

describe("elapsed time", () => {
  it("has a digit under ten seconds, and minutes from sixty on", () => {
    const texts: [number, string][] = [
      [0, "0.0 s"],
      [9_949, "9.9 s"],
      [9_950, "10 s"],
      [59_499, "59 s"],
      [59_500, "1 min 00 s"],
      [61_000, "1 min 01 s"],
      [3_605_000, "60 min 05 s"],
    ];
    for (const [milliseconds, text] of texts) assert.equal(elapsedText(milliseconds), text);
  });
});
