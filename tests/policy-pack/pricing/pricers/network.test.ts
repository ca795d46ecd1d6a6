import assert from "node:assert/strict";
import { NO_USAGE } from "../../../../policy-pack/pricing/money";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertProgram, priced, pricedProgram, resource, USAGE } from "../small-stack";

const nat = (name: string) => resource("aws:ec2/natGateway:NatGateway", name);

const NAT_DATA = [0.045, 0.45, 4.5, 0.45]; // 1, 10, 100 and 10 GB of 0.045

describe("the price of a NAT gateway", () => {
  it("is that of the hour and of the data that is assumed", () => {
    assertLines(priced([nat("a")]), [
      ["NAT gateway", 0.045],
      ["data through NAT gateways, assumed", NAT_DATA],
    ]);
  });

  it("has the data of all gateways once, at the first", () => {
    assertLines(priced([nat("a"), nat("b"), nat("c")]), [
      ["NAT gateway", 0.045],
      ["data through NAT gateways, assumed", NAT_DATA],
      ["NAT gateway", 0.045],
      ["NAT gateway", 0.045],
    ]);
  });
});

describe("the price of a regional NAT gateway", () => {
  it("is at least that of one zone", () => {
    const gateway = resource("aws:ec2/natGateway:NatGateway", "a", { availabilityMode: "regional" });
    assertProgram(pricedProgram([gateway]), [["NAT gateway", 32.85]], {
      use: { natGigabytes: 0.045 },
      unpriced: [/bills in each zone/],
    });
  });
});

describe("the price of a VPC", () => {
  const vpc = (name: string) => resource("aws:ec2/vpc:Vpc", name);
  const usage = {
    internetGigabytesPerHour: { floor: 1, expected: 10, ceiling: 100 },
    zoneGigabytesPerHour: { floor: 2, expected: 20, ceiling: 200 },
  };

  it("is not known where no traffic is assumed", () => {
    assert.deepEqual(
      priced([vpc("a")]).unpriced.map(({ reason }) => reason),
      ["internetGigabytesPerHour", "zoneGigabytesPerHour"].map(
        (setting) => `its use is not assumed: cost.usage.${setting}`,
      ),
    );
  });

  it("is that of no traffic where the assumption is none", () => {
    assertLines(priced([vpc("a")], { usage: NO_USAGE }), [
      ["data out to the internet, assumed", 0],
      ["data between zones, assumed", 0],
    ]);
  });

  it("is that of the traffic that is assumed, once for all VPCs", () => {
    assertLines(priced([vpc("a"), vpc("b")], { usage: { ...USAGE, ...usage } }), [
      ["data out to the internet, assumed", [0.09, 0.9, 9, 0.9]],
      ["data between zones, assumed", [0.04, 0.4, 4, 0.4]], // 0.01 out and 0.01 in
    ]);
  });
});

describe("the price of a program's traffic", () => {
  const cluster = (name: string) => resource("aws:eks/cluster:Cluster", name, { version: "1.35" });
  const meters = (...resources: Parameters<typeof pricedProgram>[0]) =>
    pricedProgram(resources).unknownUse.map(({ urn, meter }) => [urn.split("::").pop(), meter]);

  it("is counted at its first cluster where it makes no VPC, else at the VPC", () => {
    const traffic = (at: string) => ["internetGigabytes", "zoneGigabytes"].map((meter) => [at, meter]);
    assert.deepEqual(meters(cluster("a"), cluster("b")), traffic("a"));
    assert.deepEqual(meters(cluster("a"), resource("aws:ec2/vpc:Vpc", "v")), traffic("v"));
  });
});

describe("the price of a public address", () => {
  it("is that of the hour", () => {
    assertLines(priced([resource("aws:ec2/eip:Eip", "nat")]), [["public IPv4 address", 0.005]]);
  });
});

describe("the price of an address that its owner brought along", () => {
  it("is nothing, but that of AWS's own pool is not", () => {
    const address = (publicIpv4Pool: unknown) => resource("aws:ec2/eip:Eip", "a", { publicIpv4Pool });
    assertProgram(pricedProgram([address("ipv4pool-ec2-1")]), []);
    for (const pool of ["amazon", "", undefined, UNKNOWN]) {
      assertProgram(pricedProgram([address(pool)]), [["public IPv4 address", 3.65]]);
    }
  });
});

describe("the price of a global accelerator", () => {
  it("is that of the hour", () => {
    assertLines(priced([resource("aws:globalaccelerator/accelerator:Accelerator", "front")]), [
      ["accelerator, without data", 0.025],
    ]);
  });
});
