import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { factsOf } from "../../../policy-pack/pricing/instance-facts";
import {
  instancePricesOf,
  parsePriceBook,
  pricedRegions,
  priceBookOf,
  PRICES_FOLDER,
  servicePriceOf,
} from "../../../policy-pack/pricing/price-book";
import { withValue } from "../../stacks/breaking";

const T3A = ["ec2", "t3a.medium"];
const NAT = ["services", "nat-gateway"];
const LARGEST_BYTES = 300_000; // a plan reads one of the files

function textOf(region: string): string {
  return readFileSync(join(PRICES_FOLDER, `${region}.json`), "utf8");
}

describe("the price book", () => {
  const book = JSON.parse(textOf("us-east-1")) as Record<string, unknown>;

  for (const region of pricedRegions()) {
    it(`has a file for ${region} that its schema accepts, sorted and small`, () => {
      const parsed = parsePriceBook(textOf(region));
      assert.equal(parsed.region, region);
      assert.deepEqual(priceBookOf(region), parsed);
      assert.ok(statSync(join(PRICES_FOLDER, `${region}.json`)).size < LARGEST_BYTES);
      for (const names of [Object.keys(parsed.ec2), Object.keys(parsed.services)]) {
        assert.deepEqual(names, [...names].sort());
      }
    });
  }

  it("has nothing but these files", () => {
    assert.equal(pricedRegions().length, 34);
    assert.deepEqual(
      readdirSync(PRICES_FOLDER).sort(),
      pricedRegions().map((region) => `${region}.json`),
    );
  });

  for (const [what, path, value, message] of [
    ["a negative price", [...T3A, "onDemand"], -0.0376, /expected number to be >0/],
    ["a price of nothing", [...NAT, "usd"], 0, /expected number to be >0/],
    ["a price that is text", [...NAT, "usd"], "0.045", /expected number/],
    ["a missing on-demand price", [...T3A, "onDemand"], undefined, /expected number/],
    ["a missing unit", [...NAT, "unit"], undefined, /expected string/],
    ["an empty unit", [...NAT, "unit"], "", /expected string to have >=1/],
    ["a missing source", [...NAT, "source"], undefined, /expected string/],
    ["a spot minimum above the average", [...T3A, "spot", 0], 9, /minimum <= average <= maximum/],
    ["a spot average above the maximum", [...T3A, "spot", 2], 0.0001, /minimum <= average <= maximum/],
    ["an unknown figure of an instance type", [...T3A, "reserved"], 0.02, /Unrecognized key: "reserved"/],
    ["an unknown section", ["discounts"], {}, /Unrecognized key: "discounts"/],
    ["another currency", ["currency"], "EUR", /expected "USD"/],
    ["a missing date of the services", ["asOf", "services"], undefined, /Invalid input/],
    ["a date that is none", ["asOf", "onDemand"], "2026-02-30", /Invalid ISO date/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const broken = withValue(book, [...path], value);
      assert.throws(() => parsePriceBook(JSON.stringify(broken)), message);
      assert.throws(() => parsePriceBook(JSON.stringify(broken)), /policy-pack\/pricing\/prices is broken/);
    });
  }

  it("has facts of nearly every type that it prices outside us-east-1, and of no Mac", () => {
    for (const region of pricedRegions().filter((name) => name !== "us-east-1")) {
      const types = Object.keys(priceBookOf(region)!.ec2);
      const without = types.filter((type) => !factsOf(type));
      assert.ok(without.length < types.length / 20, `${region}: ${without.join(" ")}`);
      assert.deepEqual(
        types.filter((type) => type.startsWith("mac") && factsOf(type)),
        [],
      );
    }
  });

  it("knows nothing of a type or a region that it lacks", () => {
    assert.equal(instancePricesOf("p9.huge", "us-east-1"), undefined);
    assert.equal(instancePricesOf("constructor", "us-east-1"), undefined);
    assert.equal(instancePricesOf("t3a.medium", "us-mars-1"), undefined);
    assert.equal(instancePricesOf("t3a.medium", "../prices/us-east-1"), undefined);
    assert.equal(servicePriceOf("nat-gateway", "us-mars-1"), undefined);
    assert.equal(servicePriceOf("time-machine", "us-east-1"), undefined);
  });

  // github.com/cristim/ec2-instances-info v0.0.0-20250528091325-32acf84f42eb, data/instances.json; an average outside
  // the span of the zones widens it
  for (const [type, region, onDemand, spot] of [
    ["t3a.medium", "us-east-1", 0.0376, [0.0113, 0.011656, 0.0166]],
    ["c6i.large", "us-east-1", 0.085, [0.02635, 0.02635, 0.0299]],
    ["g4dn.xlarge", "us-east-1", 0.526, [0.16832, 0.16832, 0.1947]],
    ["g5.xlarge", "eu-west-1", 1.123, undefined],
  ] as const) {
    it(`has the source's figures for ${type} in ${region}`, () => {
      const prices = instancePricesOf(type, region)!;
      assert.equal(prices.onDemand, onDemand);
      if (spot) assert.deepEqual(prices.spot, spot);
    });
  }

  // Price pages of each service for us-east-1, November 2026: the project's platform facts, "Prices besides EC2"
  for (const [name, usd, unit] of [
    ["eks-control-plane", 0.1, "hour"],
    ["eks-control-plane-extended", 0.6, "hour"],
    ["nat-gateway", 0.045, "hour"],
    ["nat-gateway-data", 0.045, "GB"],
    ["application-load-balancer", 0.0225, "hour"],
    ["application-load-balancer-unit", 0.008, "LCU-hour"],
    ["public-ipv4", 0.005, "hour"],
    ["ebs-gp3", 0.08, "GB-month"],
    ["interface-endpoint", 0.01, "hour and zone"],
    ["log-ingestion", 0.5, "GB"],
    ["log-storage", 0.03, "GB-month"],
    ["kms-key", 1, "month"],
    ["global-accelerator", 0.025, "hour"],
    ["managed-prometheus-samples", 0.9, "10 million samples"],
    ["budget-action", 0.1, "day of a budget with actions, from the third on"],
    ["sqs-requests", 0.4, "million requests"],
  ] as const) {
    it(`has the price page's figure for ${name}`, () => {
      const price = servicePriceOf(name, "us-east-1");
      assert.deepEqual([price?.usd, price?.unit], [usd, unit]);
    });
  }

  it("has its keys sorted at every depth, so that a refresh is a small diff", () => {
    assertSorted(book, []);
  });
});

function assertSorted(value: unknown, path: string[]): void {
  if (value === null || typeof value !== "object") return;
  const keys = Object.keys(value);
  assert.deepEqual(keys, [...keys].sort(), `below ${path.join(".") || "the top"}`);
  for (const [key, inner] of Object.entries(value)) assertSorted(inner, [...path, key]);
}
