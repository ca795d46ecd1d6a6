import assert from "node:assert/strict";
import { parsePriceList, PriceListError } from "../../../planner/prices/parse-price-list";
import { priceListEntry } from "./recorded";

const TYPES = ["c6i.xlarge", "t3a.medium"];

describe("the price list as AWS sends it", () => {
  it("gives the on-demand price of each type, not that of a reservation", () => {
    const prices = parsePriceList(
      [priceListEntry("c6i.xlarge", "0.1700000000"), priceListEntry("t3a.medium", "0.0376000000")],
      "us-west-2",
      TYPES,
    );
    assert.deepEqual([...prices], [["c6i.xlarge", 0.17], ["t3a.medium", 0.0376]]); // prettier-ignore
  });

  for (const [attribute, value] of [
    ["operatingSystem", "Windows"],
    ["tenancy", "Dedicated"],
    ["preInstalledSw", "SQL Std"],
    ["capacitystatus", "UnusedCapacityReservation"],
    ["regionCode", "us-west-2-lax-1"],
  ] as const) {
    it(`passes over an instance whose ${attribute} is ${value}`, () => {
      const other = priceListEntry("c6i.xlarge", "0.9", { [attribute]: value });
      assert.equal(parsePriceList([other], "us-west-2", TYPES).size, 0);
      const both = parsePriceList([other, priceListEntry("c6i.xlarge", "0.17")], "us-west-2", TYPES);
      assert.equal(both.get("c6i.xlarge"), 0.17);
    });
  }

  it("passes over types that nobody asked for, even with two prices, as those sold in blocks have", () => {
    const blocks = [priceListEntry("p5.48xlarge", "55.04"), priceListEntry("p5.48xlarge", "31.46")];
    assert.equal(parsePriceList(blocks, "us-west-2", TYPES).size, 0);
  });

  it("passes over products that are no instances, such as volumes and dedicated hosts", () => {
    const volume = { product: { productFamily: "Storage", attributes: { regionCode: "us-west-2" } } };
    assert.equal(parsePriceList([JSON.stringify(volume), "{}"], "us-west-2", TYPES).size, 0);
  });

  it("passes over prices of nothing, in other currencies and by another unit than the hour", () => {
    const fee = priceListEntry("c6i.xlarge", "0.17").replaceAll('"Hrs"', '"Quantity"');
    assert.equal(parsePriceList([fee], "us-west-2", TYPES).size, 0);
    assert.equal(parsePriceList([priceListEntry("c6i.xlarge", "0.0000000000")], "us-west-2", TYPES).size, 0);
    const yuan = priceListEntry("c6i.xlarge", "1.2").replaceAll('"USD"', '"CNY"');
    assert.equal(parsePriceList([yuan], "us-west-2", TYPES).size, 0);
  });

  it("takes a price that occurs twice, and refuses to choose between two", () => {
    const entry = priceListEntry("c6i.xlarge", "0.17");
    assert.equal(parsePriceList([entry, entry], "us-west-2", TYPES).get("c6i.xlarge"), 0.17);
    assert.throws(
      () => parsePriceList([entry, priceListEntry("c6i.xlarge", "0.18")], "us-west-2", TYPES),
      new PriceListError("The price list has two prices for c6i.xlarge in us-west-2: 0.17, 0.18."),
    );
  });

  it("says which entry is not JSON", () => {
    assert.throws(() => parsePriceList(["<html>"], "us-west-2", TYPES), /an entry that is not JSON: <html>/);
  });
});
