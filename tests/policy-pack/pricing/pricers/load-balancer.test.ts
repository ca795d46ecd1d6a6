import { UNKNOWN } from "../../../../policy-pack/stack-view";
import { assertLines, assertProgram, priced, pricedProgram, resource } from "../small-stack";

// us-east-1, an hour: ALB and NLB 0.0225, classic 0.025, address 0.005, endpoint 0.01; 730 hours
const ALB = 16.425;
const NLB = 16.425;
const CLASSIC = 18.25;
const ADDRESS = 3.65;
const balancer = (props: Record<string, unknown>, name = "public") =>
  resource("aws:lb/loadBalancer:LoadBalancer", name, props);
const endpoint = (props: Record<string, unknown>) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", props);

const UNITS = [0.016, 0.16, 1.6, 0.16]; // 2, 20, 200 and 20 LCU of 0.008

describe("the price of a load balancer", () => {
  it("has the hour, an address in each subnet and the units that are assumed when it is public", () => {
    assertLines(priced([balancer({ subnets: ["a", "b", "c"] })]), [
      ["application load balancer", 0.0225],
      ["3 public IPv4 addresses", 0.015],
      ["load balancer capacity units, assumed", UNITS],
    ]);
  });

  it("has the units of all balancers once, at the first", () => {
    assertLines(priced([balancer({ internal: true }), balancer({ internal: true }, "second")]), [
      ["application load balancer", 0.0225],
      ["load balancer capacity units, assumed", UNITS],
      ["application load balancer", 0.0225],
    ]);
  });

  it("has an address in each subnet also where they are mapped, but none where an address is brought along", () => {
    const own = { subnetId: "b", allocationId: "eipalloc-1" };
    const subnetMappings = [
      { subnetId: "a" },
      own,
      { subnetId: UNKNOWN },
      { subnetId: "d", allocationId: "" },
    ];
    assertProgram(
      pricedProgram([balancer({ loadBalancerType: "network", subnetMappings, subnets: [] })]),
      [
        ["network load balancer", NLB],
        ["3 public IPv4 addresses", 3 * ADDRESS],
      ],
      { use: { networkLoadBalancerUnitHours: 0.006 } },
    );
  });

  it("has no address when it is internal, or has none of IPv4", () => {
    for (const props of [
      { loadBalancerType: "application", internal: true, subnets: ["a", "b"] },
      { ipAddressType: "dualstack-without-public-ipv4", subnets: ["a", "b"] },
    ]) {
      assertProgram(pricedProgram([balancer(props)]), [["application load balancer", ALB]], {
        use: { loadBalancerUnitHours: 0.008 },
      });
    }
  });

  it("is that of a network and of a classic one, each with its addresses and its use", () => {
    const network = balancer({ loadBalancerType: "network", subnets: ["a", "b", "c"] });
    const classic = resource("aws:elb/loadBalancer:LoadBalancer", "c", { subnets: ["a", "b"] });
    assertProgram(
      pricedProgram([network, classic]),
      [
        ["network load balancer", NLB],
        ["3 public IPv4 addresses", 3 * ADDRESS],
        ["classic load balancer", CLASSIC],
        ["2 public IPv4 addresses", 2 * ADDRESS],
      ],
      { use: { networkLoadBalancerUnitHours: 0.006, classicLoadBalancerGigabytes: 0.008 } },
    );
    const zones = resource("aws:elb/loadBalancer:LoadBalancer", "c", { availabilityZones: ["us-east-1a"] });
    assertProgram(
      pricedProgram([zones]),
      [
        ["classic load balancer", CLASSIC],
        ["1 public IPv4 address", ADDRESS],
      ],
      { use: { classicLoadBalancerGigabytes: 0.008 } },
    );
  });

  it("is known but for its addresses while its subnets, or whether it is internal, aren't known", () => {
    for (const [props, reason] of [
      [{ subnets: UNKNOWN }, /subnets are unknown until up/],
      [{ subnetMappings: UNKNOWN }, /subnets are unknown until up/],
      [{}, /subnets don't show/],
      [{ internal: UNKNOWN, subnets: ["a"] }, /internal is unknown until up/],
    ] as const) {
      assertProgram(pricedProgram([balancer(props)]), [["application load balancer", ALB]], {
        use: { loadBalancerUnitHours: 0.008 },
        unpriced: [reason],
      });
    }
  });

  it("is not known for a kind that AWS lacks, or that only an up will know", () => {
    assertProgram(pricedProgram([balancer({ loadBalancerType: "quantum" })]), [], {
      unpriced: [/type quantum/],
    });
    assertProgram(pricedProgram([balancer({ loadBalancerType: UNKNOWN })]), [], {
      unpriced: [/kind is unknown until up/],
    });
  });
});

describe("the price of a VPC endpoint", () => {
  it("is nothing for a gateway endpoint, which is also what AWS makes when no kind is named", () => {
    assertProgram(pricedProgram([endpoint({ vpcEndpointType: "Gateway" })]), []);
    assertProgram(pricedProgram([endpoint({})]), []);
  });

  it("is that of the hour in each zone, and of its data, for an interface endpoint", () => {
    assertProgram(
      pricedProgram([endpoint({ vpcEndpointType: "Interface", subnetIds: ["a", "b", UNKNOWN] })]),
      [["interface endpoint in 3 zones", 21.9]],
      { use: { endpointGigabytes: 0.01 } },
    );
  });

  it("has the zones that associations add", () => {
    const bare = endpoint({ vpcEndpointType: "Interface" });
    const zone = resource(
      "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
      "a",
      {},
      { dependsOn: [bare.urn] },
    );
    assertProgram(pricedProgram([bare, zone]), [["interface endpoint in 1 zone", 7.3]], {
      use: { endpointGigabytes: 0.01 },
    });
  });

  it("is not known while its subnets or its kind aren't, nor for other kinds", () => {
    for (const [props, reason] of [
      [{ vpcEndpointType: "Interface", subnetIds: UNKNOWN }, /subnets are unknown until up/],
      [{ vpcEndpointType: "Interface" }, /subnets don't show/],
      [{ vpcEndpointType: UNKNOWN }, /kind is unknown until up/],
      [{ vpcEndpointType: "ServiceNetwork" }, /type ServiceNetwork/],
    ] as const) {
      assertProgram(pricedProgram([endpoint(props)]), [], { unpriced: [reason] });
    }
  });
});
