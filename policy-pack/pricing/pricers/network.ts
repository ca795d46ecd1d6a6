import { at, entries, UNKNOWN } from "../../stack-view";
import { constant, money, usageIn, type UsageBand } from "../money";
import { NoPrice, part, servicePrice, type Priced, type Pricer } from "./pricer";

export const priceNatGateway: Pricer = (gateway, context) => {
  const hour = servicePrice("nat-gateway", context);
  const gigabyte = servicePrice("nat-gateway-data", context);
  const line = { item: "NAT gateway", cost: constant(hour.usd), source: hour.source };
  if (!context.isFirst(gateway)) return [line];
  const data = money((situation) => usageIn(context.usage.natGigabytesPerHour, situation) * gigabyte.usd);
  return [line, { item: "data through NAT gateways, assumed", cost: data, source: gigabyte.source }];
};

/** A VPC is free; the traffic of its stack, as far as it is assumed, is counted at the first one. */
export const priceVpc: Pricer = (vpc, context) => {
  if (!context.isFirst(vpc)) return [];
  const { internetGigabytesPerHour, zoneGigabytesPerHour } = context.usage;
  const traffic = [
    { item: "data out to the internet, assumed", price: "internet-egress", use: internetGigabytesPerHour },
    { item: "data between zones, assumed", price: "zone-traffic", use: zoneGigabytesPerHour },
  ];
  return traffic.flatMap(({ item, price, use }) => (use ? [part(() => byGigabyte(item, price, use))] : []));

  function byGigabyte(item: string, price: string, use: UsageBand): Priced {
    const { usd, source } = servicePrice(price, context);
    return { item, cost: money((situation) => usageIn(use, situation) * usd), source };
  }
};

export const priceElasticIp: Pricer = (_address, context) => {
  const { usd, source } = servicePrice("public-ipv4", context);
  return [{ item: "public IPv4 address", cost: constant(usd), source }];
};

/** Gateway endpoints are free; interface endpoints cost by the hour in each subnet. */
export const priceEndpoint: Pricer = ({ props }, context) => {
  const kind = at(props, "vpcEndpointType") ?? "Gateway";
  if (kind === "Gateway") return [];
  if (kind !== "Interface") throw new NoPrice(`no price for endpoints of type ${String(kind)}`);
  const { usd, source } = servicePrice("interface-endpoint", context);
  const subnets = at(props, "subnetIds");
  if (subnets === UNKNOWN) throw new NoPrice("its subnets are unknown until up");
  if (entries(subnets).length === 0) throw new NoPrice("its subnets don't show");
  const zones = entries(subnets).length;
  return [{ item: `interface endpoint in ${zones} zones`, cost: constant(zones * usd), source }];
};

/** An application load balancer has a public address in each of its subnets. */
export const priceLoadBalancer: Pricer = (balancer, context) => {
  const kind = at(balancer.props, "loadBalancerType") ?? "application";
  if (kind !== "application") throw new NoPrice(`no price for load balancers of type ${String(kind)}`);
  const hour = servicePrice("application-load-balancer", context);
  const unit = servicePrice("application-load-balancer-unit", context);
  const address = servicePrice("public-ipv4", context);
  const subnets = at(balancer.props, "subnets") ?? at(balancer.props, "subnetMappings");
  if (subnets === UNKNOWN) throw new NoPrice("its subnets are unknown until up");
  const addresses = at(balancer.props, "internal") === true ? 0 : entries(subnets).length;
  const lines = [{ item: "application load balancer", cost: constant(hour.usd), source: hour.source }];
  if (addresses > 0) {
    lines.push({
      item: `${addresses} public IPv4 addresses`,
      cost: constant(addresses * address.usd),
      source: address.source,
    });
  }
  if (context.isFirst(balancer)) {
    const units = money((situation) => usageIn(context.usage.loadBalancerUnits, situation) * unit.usd);
    lines.push({ item: "load balancer capacity units, assumed", cost: units, source: unit.source });
  }
  return lines;
};

export const priceAccelerator: Pricer = (_accelerator, context) => {
  const { usd, source } = servicePrice("global-accelerator", context);
  return [{ item: "accelerator, without data", cost: constant(usd), source }];
};
