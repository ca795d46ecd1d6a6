import { at, entries, UNKNOWN } from "../../stack-view";
import { hourly, metered, NoPrice, part, type Pricer } from "./pricer";

export const priceNatGateway: Pricer = (_gateway, context) => [
  hourly("NAT gateway", 1, "nat-gateway", context),
  part(() => metered("data through NAT gateways", "natGigabytes", "nat-gateway-data", context)),
];

/** A VPC is free; the traffic of its stack is counted at it. */
export const priceVpc: Pricer = (_vpc, context) => [
  part(() => metered("data out to the internet", "internetGigabytes", "internet-egress", context)),
  part(() => metered("data between zones", "zoneGigabytes", "zone-traffic", context)),
];

export const priceElasticIp: Pricer = (_address, context) => [
  hourly("public IPv4 address", 1, "public-ipv4", context),
];

/** Gateway endpoints are free; interface endpoints cost by the hour in each subnet. */
export const priceEndpoint: Pricer = ({ props }, context) => {
  const kind = at(props, "vpcEndpointType") ?? "Gateway";
  if (kind === "Gateway") return [];
  if (kind !== "Interface") throw new NoPrice(`no price for endpoints of type ${String(kind)}`);
  const subnets = at(props, "subnetIds");
  if (subnets === UNKNOWN) throw new NoPrice("its subnets are unknown until up");
  if (entries(subnets).length === 0) throw new NoPrice("its subnets don't show");
  const zones = entries(subnets).length;
  return [hourly(`interface endpoint in ${zones} zones`, zones, "interface-endpoint", context)];
};

/** An application load balancer has a public address in each of its subnets. */
export const priceLoadBalancer: Pricer = (balancer, context) => {
  const kind = at(balancer.props, "loadBalancerType") ?? "application";
  if (kind !== "application") throw new NoPrice(`no price for load balancers of type ${String(kind)}`);
  const subnets = at(balancer.props, "subnets") ?? at(balancer.props, "subnetMappings");
  if (subnets === UNKNOWN) throw new NoPrice("its subnets are unknown until up");
  const addresses = at(balancer.props, "internal") === true ? 0 : entries(subnets).length;
  return [
    hourly("application load balancer", 1, "application-load-balancer", context),
    ...(addresses > 0
      ? [part(() => hourly(`${addresses} public IPv4 addresses`, addresses, "public-ipv4", context))]
      : []),
    part(() =>
      metered(
        "load balancer capacity units",
        "loadBalancerUnitHours",
        "application-load-balancer-unit",
        context,
      ),
    ),
  ];
};

export const priceAccelerator: Pricer = (_accelerator, context) => [
  hourly("accelerator, without data", 1, "global-accelerator", context),
];
