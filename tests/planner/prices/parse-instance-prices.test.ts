import assert from "node:assert/strict";
import { PriceListError } from "../../../planner/prices/failures";
import { parseInstances } from "../../../planner/prices/parse-instance-prices";
import { readProduct } from "../../../planner/prices/parse-price-list";
import { instanceEntry } from "./recorded";

const parse = (...entries: string[]) => parseInstances(entries.map(readProduct), "us-west-2");
const C6I = instanceEntry("c6i.xlarge", "0.1700000000");

describe("instances in the price list as AWS sends it", () => {
  it("have an on-demand price for each type", () => {
    const { onDemand } = parse(C6I, instanceEntry("t3a.medium", "0.0376000000"));
    assert.deepEqual([...onDemand], [["c6i.xlarge", [0.17]], ["t3a.medium", [0.0376]]]); // prettier-ignore
  });

  it("have the prices of commitments without upfront payment, of Linux", () => {
    const windows = instanceEntry("c6i.xlarge", "0.3540000000", { operatingSystem: "Windows" });
    const { windows: onDemand, ...prices } = parse(C6I, windows);
    assert.deepEqual(onDemand.get("c6i.xlarge"), [0.354]);
    assert.deepEqual(prices.reserved1Year.get("c6i.xlarge"), [0.10704]);
    assert.deepEqual(prices.convertible1Year.get("c6i.xlarge"), [0.12296]);
    assert.deepEqual(prices.convertible3Years.get("c6i.xlarge"), [0.08444]);
  });

  for (const [attribute, value] of [
    ["operatingSystem", "RHEL"],
    ["tenancy", "Dedicated"],
    ["preInstalledSw", "SQL Std"],
    ["capacitystatus", "UnusedCapacityReservation"],
    ["licenseModel", "Bring your own license"],
    ["marketoption", "CapacityBlock"],
    ["regionCode", "us-west-2-lax-1"],
  ] as const) {
    it(`are passed over if their ${attribute} is ${value}`, () => {
      const other = instanceEntry("c6i.xlarge", "0.9", { [attribute]: value });
      assert.equal(parse(other).onDemand.size, 0);
      assert.deepEqual(parse(other, C6I).onDemand.get("c6i.xlarge"), [0.17]);
    });
  }

  it("have the price of dedicated bare metal if there is no shared one", () => {
    const dedicated = { tenancy: "Dedicated" };
    const metal = instanceEntry("c5.metal", "4.0800000000", dedicated, "Compute Instance (bare metal)");
    assert.deepEqual(parse(metal).onDemand.get("c5.metal"), [4.08]);
    const shared = instanceEntry("c5.metal", "4.0000000000", {}, "Compute Instance (bare metal)");
    assert.deepEqual(parse(shared, metal).onDemand.get("c5.metal"), [4]);
  });

  it("are distinguished from other products, such as volumes", () => {
    const volume = { product: { productFamily: "Storage", attributes: { regionCode: "us-west-2" } } };
    assert.equal(parse(JSON.stringify(volume), "{}").onDemand.size, 0);
  });

  it("have no price of nothing, in other currencies or by another unit than the hour", () => {
    assert.equal(parse(C6I.replaceAll('"Hrs"', '"Quantity"')).onDemand.size, 0);
    assert.equal(parse(instanceEntry("c6i.xlarge", "0.0000000000")).onDemand.size, 0);
    assert.equal(parse(C6I.replaceAll('"USD"', '"CNY"')).onDemand.size, 0);
  });

  it("have a price once that occurs twice, and both of two prices", () => {
    assert.deepEqual(parse(C6I, C6I).onDemand.get("c6i.xlarge"), [0.17]);
    const other = instanceEntry("c6i.xlarge", "0.18");
    assert.deepEqual(parse(C6I, other).onDemand.get("c6i.xlarge"), [0.17, 0.18]);
  });

  it("are refused when an entry is not JSON, which is shown", () => {
    assert.throws(() => parse("<html>"), PriceListError);
    assert.throws(() => parse("<html>"), /an entry that is not JSON: <html>/);
  });
});
