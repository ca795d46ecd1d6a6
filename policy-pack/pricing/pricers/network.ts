import { at, UNKNOWN } from "../../stack-view";
import { hourly, metered, NoPrice, part, type Pricer } from "./pricer";

/** Its address is billed where that is made. */
export const priceNatGateway: Pricer = ({ props }, context) => [
  part(() => hourly("NAT gateway", 1, "nat-gateway", context)),
  ...(at(props, "availabilityMode") === "regional"
    ? [
        new NoPrice(
          "a regional NAT gateway bills in each zone that it works in, and has addresses of its own",
        ),
      ]
    : []),
  part(() => metered("data through NAT gateways", "natGigabytes", "nat-gateway-data", context)),
];

/** A VPC is free; the traffic of its stack is counted at it. */
export const priceVpc: Pricer = (_vpc, context) => [
  part(() => metered("data out to the internet", "internetGigabytes", "internet-egress", context)),
  part(() => metered("data between zones", "zoneGigabytes", "zone-traffic", context)),
];

/** In use or idle; an address that its owner brought along is free. */
export const priceElasticIp: Pricer = ({ props }, context) => {
  const pool = at(props, "publicIpv4Pool") ?? at(props, "customerOwnedIpv4Pool");
  const isOwn = typeof pool === "string" && pool !== "" && pool !== "amazon" && pool !== UNKNOWN;
  return isOwn ? [] : [hourly("public IPv4 address", 1, "public-ipv4", context)];
};

export const priceAccelerator: Pricer = (_accelerator, context) => [
  hourly("accelerator, without data", 1, "global-accelerator", context),
];
