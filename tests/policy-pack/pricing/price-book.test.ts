import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { knownInstanceTypes } from "../../../policy-pack/pricing/instance-facts";
import {
  instancePricesOf,
  parsePriceBook,
  PRICE_BOOK,
  servicePriceOf,
} from "../../../policy-pack/pricing/price-book";
import { withValue } from "../../stacks/breaking";

const FILE = join(__dirname, "../../../policy-pack/pricing/prices.json");
const T3A = ["ec2", "t3a.medium", "us-east-1"];
const NAT = ["services", "us-east-1", "nat-gateway"];

describe("the price book", () => {
  const book = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, unknown>;

  it("is what its schema says", () => {
    assert.deepEqual(parsePriceBook(JSON.stringify(book)), PRICE_BOOK);
  });

  for (const [what, path, value, message] of [
    ["a negative price", [...T3A, "onDemand"], -0.0376, /expected number to be >0/],
    ["a price of nothing", [...NAT, "usd"], 0, /expected number to be >0/],
    ["a price that is text", [...NAT, "usd"], "0.045", /expected number/],
    ["a missing on-demand price", [...T3A, "onDemand"], undefined, /expected number/],
    ["a missing unit", [...NAT, "unit"], undefined, /expected string/],
    ["an empty unit", [...NAT, "unit"], "", /expected string to have >=1/],
    ["a missing source", [...NAT, "source"], undefined, /expected string/],
    ["a spot minimum above the median", [...T3A, "spotMin"], 9, /spotMin <= spotMedian <= spotMax/],
    ["a spot median above the maximum", [...T3A, "spotMax"], 0.0001, /spotMin <= spotMedian <= spotMax/],
    ["an unknown figure of an instance type", [...T3A, "reserved"], 0.02, /Unrecognized key: "reserved"/],
    ["an unknown section", ["discounts"], {}, /Unrecognized key: "discounts"/],
    ["another currency", ["currency"], "EUR", /expected "USD"/],
    ["a missing date of the services", ["asOf", "services"], undefined, /expected string/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const broken = withValue(book, [...path], value);
      assert.throws(() => parsePriceBook(JSON.stringify(broken)), message);
      assert.throws(() => parsePriceBook(JSON.stringify(broken)), /prices\.json is broken/);
    });
  }

  it("has a price for every known instance type in us-east-1", () => {
    const missing = knownInstanceTypes.filter((type) => !instancePricesOf(type, "us-east-1"));
    assert.deepEqual(missing, []);
  });

  it("knows nothing of a type or a region that it lacks", () => {
    assert.equal(instancePricesOf("p9.huge", "us-east-1"), undefined);
    assert.equal(instancePricesOf("t3a.medium", "us-mars-1"), undefined);
    assert.equal(servicePriceOf("nat-gateway", "us-mars-1"), undefined);
    assert.equal(servicePriceOf("time-machine", "us-east-1"), undefined);
  });

  // skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv at 00148f2af3672e2229b4f7bf8157d5a3f36e3c35
  for (const [type, region, onDemand, spotMin, spotMedian, spotMax] of [
    ["t3a.medium", "us-east-1", 0.0376, 0.0191, 0.0199, 0.0212],
    ["c6i.xlarge", "us-east-1", 0.17, 0.0648, 0.0669, 0.0754],
    ["m6a.xlarge", "us-east-1", 0.1728, 0.0824, 0.0899, 0.1041],
    ["g4dn.xlarge", "us-east-1", 0.526, 0.2, 0.2039, 0.2158],
    ["c5.large", "us-west-2", 0.085, 0.0235, 0.03295, 0.0338],
    ["g5.xlarge", "eu-west-1", 1.123, 0.5727, 0.5746, 0.5765],
  ] as const) {
    it(`has the source's figures for ${type} in ${region}`, () => {
      assert.deepEqual(instancePricesOf(type, region), { onDemand, spotMin, spotMedian, spotMax });
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
    ["budget", 0.02, "day, from the third on"],
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
