import assert from "node:assert/strict";
import { instancePricesOf, pricesAsOf } from "../../policy-pack/pricing/price-book";
import { poolPrices } from "../../stacks/monitored-stack";
import { shippedStack } from "../components/shipped";

const { system, spot } = shippedStack("production").pools;

describe("the prices of a pool's nodes", () => {
  it("are those of every instance type on-demand, also of a spot pool", () => {
    const { onDemandPrices } = poolPrices(spot!, "us-east-1");
    assert.deepEqual(Object.keys(onDemandPrices), spot!.instanceTypes);
    for (const [type, usd] of Object.entries(onDemandPrices)) {
      assert.equal(usd, instancePricesOf(type, "us-east-1")!.onDemand);
    }
  });

  it("are those of the region: t3a.medium costs $0.0376 in us-east-1, $0.0408 in eu-west-1", () => {
    const pool = { ...system!, instanceTypes: ["t3a.medium"] };
    assert.deepEqual(poolPrices(pool, "us-east-1").onDemandPrices, { "t3a.medium": 0.0376 });
    assert.deepEqual(poolPrices(pool, "eu-west-1").onDemandPrices, { "t3a.medium": 0.0408 });
  });

  it("have the root volume by the hour: $0.08 a GB and month, 730 hours", () => {
    for (const gib of [1, 30, 500]) {
      const { volumeUsdPerHour } = poolPrices({ ...system!, rootVolume: `${gib}Gi` }, "us-east-1");
      assert.ok(Math.abs(volumeUsdPerHour - (gib * 0.08) / 730) < 1e-12, `${gib} GiB: ${volumeUsdPerHour}`);
    }
  });

  it("lack what the book lacks: an instance type is left out, a volume adds nothing", () => {
    const pool = { ...system!, instanceTypes: ["p9.huge", "t3a.medium"] };
    assert.deepEqual(poolPrices(pool, "us-east-1").onDemandPrices, { "t3a.medium": 0.0376 });
    assert.deepEqual(poolPrices(pool, "us-mars-1"), { onDemandPrices: {}, volumeUsdPerHour: 0 });
  });
});

describe("the date of the prices", () => {
  for (const [what, onDemand, services, oldest] of [
    ["EC2's when that is older", "2026-10-31", "2026-11", "2026-10-31"],
    ["the services' when those are older", "2026-12-01", "2026-11", "2026-11"],
    ["the month's when the other is a day in it", "2026-11-01", "2026-11", "2026-11"],
  ] as const) {
    it(`is ${what}`, () => {
      assert.equal(pricesAsOf({ asOf: { onDemand, spot: "2020-01-01", services } }), oldest);
    });
  }
});
