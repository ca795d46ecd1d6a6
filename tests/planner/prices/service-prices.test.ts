import assert from "node:assert/strict";
import { readProduct } from "../../../planner/prices/parse-price-list";
import {
  LISTED_SERVICES,
  parseServices,
  serviceQueries,
  UNLISTED_SERVICES,
  usageWithoutRegion,
} from "../../../planner/prices/service-prices";
import { pricedRegions, priceBookOf } from "../../../policy-pack/pricing/price-book";
import { SERVICE_ENTRIES } from "./recorded-services";

const REGION = "us-west-2";
const ON_DEMAND = new Map([["m5.large", [0.096]], ["c6g.large", [0.068]], ["g5.xlarge", [1.006]]]); // prettier-ignore

const parse = (entries: readonly string[]) =>
  parseServices(entries.map(readProduct), REGION, { onDemand: ON_DEMAND });
const ALL = parse(Object.values(SERVICE_ENTRIES).flatMap(({ entries }) => entries));

describe("the services in the price list as AWS sends it", () => {
  for (const [name, { usd }] of Object.entries(SERVICE_ENTRIES)) {
    it(`have one price for ${name}, among the products of all services`, () => {
      assert.deepEqual(ALL.get(name), [usd]);
    });
  }

  it("have a recorded entry each", () => {
    assert.deepEqual(Object.keys(SERVICE_ENTRIES).sort(), Object.keys(LISTED_SERVICES).sort());
  });

  it("have no price without their own entry", () => {
    for (const name of Object.keys(SERVICE_ENTRIES)) {
      const others = Object.entries(SERVICE_ENTRIES).filter(([other]) => other !== name);
      const prices = parse(others.flatMap(([, { entries }]) => entries));
      assert.equal(prices.get(name), undefined, name);
    }
  });

  it("have no price of another region, unless they are global", () => {
    for (const [name, { entries }] of Object.entries(SERVICE_ENTRIES)) {
      const elsewhere = entries.map((text) => text.replaceAll(`"${REGION}"`, '"us-west-2-lax-1"'));
      const isGlobal = LISTED_SERVICES[name]!.scope === "global";
      assert.equal(parse(elsewhere).has(name), isGlobal, name);
    }
  });

  it("have a price once that occurs twice, and both of two prices", () => {
    const { entries } = SERVICE_ENTRIES["nat-gateway"]!;
    assert.deepEqual(parse([...entries, ...entries]).get("nat-gateway"), [0.045]);
    const dearer = entries.map((text) => text.replaceAll("0.0450000000", "0.0500000000"));
    assert.deepEqual(parse([...entries, ...dearer]).get("nat-gateway"), [0.045, 0.05]);
  });

  it("have the throughput's price by the unit that it is converted from, or none", () => {
    const { entries } = SERVICE_ENTRIES["ebs-gp3-throughput"]!;
    const other = entries.map((text) => text.replaceAll("GiBps-mo", "MiBps-mo"));
    assert.equal(parse(other).get("ebs-gp3-throughput"), undefined);
  });

  it("have no price of extended support without that of the control plane, to which it is added", () => {
    assert.equal(parse(SERVICE_ENTRIES["eks-control-plane-extended"]!.entries.slice(1)).size, 0);
  });
});

describe("the usage type without its region", () => {
  for (const [usage, expected] of [
    ["NatGateway-Hours", "NatGateway-Hours"],
    ["EU-NatGateway-Hours", "NatGateway-Hours"],
    ["UGW1-NatGateway-Hours", "NatGateway-Hours"],
    ["us-gov-west-1-KMS-Keys", "KMS-Keys"],
    ["USE1-APS4-AWS-Out-Bytes", "AWS-Out-Bytes"],
    ["USE1-TS-LoadBalancerUsage", "TS-LoadBalancerUsage"],
  ] as const) {
    it(`is ${expected} for ${usage}`, () => assert.equal(usageWithoutRegion(usage), expected));
  }
});

describe("the table of listed services", () => {
  const books = pricedRegions().map((region) => priceBookOf(region)!);

  it("has every name of every price book, or the list of the others has it with a reason", () => {
    const names = new Set(books.flatMap(({ services }) => Object.keys(services)));
    const known = [...Object.keys(LISTED_SERVICES), ...Object.keys(UNLISTED_SERVICES)];
    assert.deepEqual([...names].filter((name) => !known.includes(name)), []); // prettier-ignore
    assert.equal(new Set(known).size, known.length, "a name is in both");
  });

  it("has the units of the price books", () => {
    for (const { region, services } of books) {
      for (const [name, { unit }] of Object.entries(services)) {
        const listed = LISTED_SERVICES[name];
        if (listed) assert.equal(listed.unit, unit, `${name} in ${region}`);
      }
    }
  });

  it("asks for EC2 by family, because its list is long, and for each list once", () => {
    const queries = serviceQueries("eu-west-1");
    for (const { serviceCode, filters } of queries) {
      if (serviceCode === "AmazonEC2") assert.ok(filters["productFamily"]);
    }
    assert.equal(queries.filter(({ serviceCode }) => serviceCode === "AmazonEKS").length, 1);
    assert.deepEqual(
      queries.filter(({ serviceCode }) => serviceCode === "AWSDataTransfer"),
      [{ serviceCode: "AWSDataTransfer", filters: { fromRegionCode: "eu-west-1" } }],
    );
  });
});
