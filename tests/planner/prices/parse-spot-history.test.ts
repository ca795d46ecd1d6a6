import assert from "node:assert/strict";
import { parseSpotHistory } from "../../../planner/prices/parse-spot-history";
import { spotChange } from "./recorded";

const ofC6i = (...changes: ReturnType<typeof spotChange>[]) =>
  parseSpotHistory(changes, "us-west-2").get("c6i.xlarge");

describe("the spot price history as AWS sends it", () => {
  it("spans the zones of a region: least, average and most", () => {
    assert.deepEqual(
      ofC6i(
        spotChange("us-west-2a", "c6i.xlarge", "0.081100"),
        spotChange("us-west-2b", "c6i.xlarge", "0.064200"),
        spotChange("us-west-2c", "c6i.xlarge", "0.070900"),
      ),
      [0.0642, 0.072067, 0.0811],
    );
  });

  it("takes the average of two zones, without the rounding errors of a sum", () => {
    const [a, b] = ["us-west-2a", "us-west-2b"] as const;
    const [, average] = ofC6i(spotChange(a, "c6i.xlarge", "0.1"), spotChange(b, "c6i.xlarge", "0.2"))!;
    assert.equal(average, 0.15);
  });

  it("takes one zone's price for all three figures where a type is in one zone only", () => {
    assert.deepEqual(ofC6i(spotChange("us-west-2d", "c6i.xlarge", "0.07")), [0.07, 0.07, 0.07]);
  });

  it("takes the newest price of a zone, in any order of the changes", () => {
    const old = spotChange("us-west-2a", "c6i.xlarge", "0.9", "2026-11-23T01:00:00Z");
    const now = spotChange("us-west-2a", "c6i.xlarge", "0.07", "2026-11-24T05:59:00Z");
    assert.equal(ofC6i(old, now)?.[2], 0.07);
    assert.equal(ofC6i(now, old)?.[2], 0.07);
  });

  it("leaves out local zones, wavelength zones and zones of other regions", () => {
    const regular = spotChange("us-west-2a", "c6i.xlarge", "0.07");
    for (const zone of ["us-west-2-lax-1a", "us-west-2-wl1-las-wlz-1", "us-east-1a", "us-west-2"]) {
      assert.equal(ofC6i(regular, spotChange(zone, "c6i.xlarge", "0.9"))?.[2], 0.07, zone);
    }
    assert.equal(ofC6i(spotChange("us-west-2-lax-1a", "c6i.xlarge", "0.9")), undefined);
  });

  it("keeps types apart, and knows nothing of a type that has no history", () => {
    const prices = parseSpotHistory(
      [spotChange("us-west-2a", "c6i.xlarge", "0.07"), spotChange("us-west-2a", "t3a.medium", "0.01")],
      "us-west-2",
    );
    assert.equal(prices.get("t3a.medium")?.[2], 0.01);
    assert.equal(prices.get("g6.xlarge"), undefined);
  });
});
