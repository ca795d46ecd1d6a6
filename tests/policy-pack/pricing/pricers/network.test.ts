import assert from "node:assert/strict";
import { NO_USAGE } from "../../../../policy-pack/pricing/money";
import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertUnpriced, priced, resource, USAGE } from "../small-stack";

const nat = (name: string) => resource("aws:ec2/natGateway:NatGateway", name);
const balancer = (props: Record<string, unknown>, name = "public") =>
  resource("aws:lb/loadBalancer:LoadBalancer", name, props);
const endpoint = (props: Record<string, unknown>) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", props);

const NAT_DATA = [0.045, 0.45, 4.5, 0.45]; // 1, 10, 100 and 10 GB of 0.045
const UNITS = [0.016, 0.16, 1.6, 0.16]; // 2, 20, 200 and 20 LCU of 0.008

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

describe("the price of a public address", () => {
  it("is that of the hour", () => {
    assertLines(priced([resource("aws:ec2/eip:Eip", "nat")]), [["public IPv4 address", 0.005]]);
  });
});

describe("the price of a VPC endpoint", () => {
  it("is nothing for a gateway endpoint, which is also what AWS makes when no kind is named", () => {
    assertLines(priced([endpoint({ vpcEndpointType: "Gateway" })]), []);
    assertLines(priced([endpoint({})]), []);
  });

  it("is that of the hour in each zone for an interface endpoint", () => {
    assertLines(priced([endpoint({ vpcEndpointType: "Interface", subnetIds: ["a", "b", UNKNOWN] })]), [
      ["interface endpoint in 3 zones", 0.03],
    ]);
  });

  it("is not known while its subnets aren't", () => {
    assertUnpriced(
      priced([endpoint({ vpcEndpointType: "Interface", subnetIds: UNKNOWN })]),
      /subnets are unknown until up/,
    );
  });

  it("is not known for other kinds, and where the kind isn't", () => {
    assertUnpriced(
      priced([endpoint({ vpcEndpointType: "GatewayLoadBalancer" })]),
      /type GatewayLoadBalancer/,
    );
    assertUnpriced(priced([endpoint({ vpcEndpointType: UNKNOWN })]), /unknown until up/);
  });
});

describe("the price of a load balancer", () => {
  it("has the hour, an address in each subnet and the units that are assumed when it is public", () => {
    assertLines(priced([balancer({ subnets: ["a", "b", "c"] })]), [
      ["application load balancer", 0.0225],
      ["3 public IPv4 addresses", 0.015],
      ["load balancer capacity units, assumed", UNITS],
    ]);
  });

  it("has an address in each subnet also where they are mapped", () => {
    const subnetMappings = [{ subnetId: "a" }, { subnetId: UNKNOWN }];
    assertLines(priced([balancer({ subnetMappings })]), [
      ["application load balancer", 0.0225],
      ["2 public IPv4 addresses", 0.01],
      ["load balancer capacity units, assumed", UNITS],
    ]);
  });

  it("has no address when it is internal", () => {
    assertLines(
      priced([balancer({ loadBalancerType: "application", internal: true, subnets: ["a", "b"] })]),
      [
        ["application load balancer", 0.0225],
        ["load balancer capacity units, assumed", UNITS],
      ],
    );
  });

  it("has the units of all balancers once, at the first", () => {
    assertLines(priced([balancer({ internal: true }), balancer({ internal: true }, "second")]), [
      ["application load balancer", 0.0225],
      ["load balancer capacity units, assumed", UNITS],
      ["application load balancer", 0.0225],
    ]);
  });

  it("is not known for a network load balancer", () => {
    assertUnpriced(priced([balancer({ loadBalancerType: "network", subnets: ["a"] })]), /type network/);
  });

  it("is not known while its subnets aren't", () => {
    assertUnpriced(priced([balancer({ subnets: UNKNOWN })]), /subnets are unknown until up/);
    assertUnpriced(priced([balancer({ subnetMappings: UNKNOWN })]), /subnets are unknown until up/);
  });
});

describe("the price of a global accelerator", () => {
  it("is that of the hour", () => {
    assertLines(priced([resource("aws:globalaccelerator/accelerator:Accelerator", "front")]), [
      ["accelerator, without data", 0.025],
    ]);
  });
});
