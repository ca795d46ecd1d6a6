import { at, entries, UNKNOWN } from "../../stack-view";
import type { Meter } from "../usage";
import {
  hourly,
  metered,
  NoPrice,
  part,
  type Part,
  type Pricer,
  type PricingContext,
  textOf,
} from "./pricer";

/** What each kind bills: by the hour, and by what goes through it. */
const KINDS = {
  application: {
    name: "application load balancer",
    hour: "application-load-balancer",
    use: ["load balancer capacity units", "loadBalancerUnitHours", "application-load-balancer-unit"],
  },
  network: {
    name: "network load balancer",
    hour: "network-load-balancer",
    use: [
      "network load balancer capacity units",
      "networkLoadBalancerUnitHours",
      "network-load-balancer-unit",
    ],
  },
  gateway: {
    name: "gateway load balancer",
    hour: "gateway-load-balancer",
    use: [
      "gateway load balancer capacity units",
      "gatewayLoadBalancerUnitHours",
      "gateway-load-balancer-unit",
    ],
  },
  classic: {
    name: "classic load balancer",
    hour: "classic-load-balancer",
    use: [
      "data through classic load balancers",
      "classicLoadBalancerGigabytes",
      "classic-load-balancer-data",
    ],
  },
} as const satisfies Record<string, { name: string; hour: string; use: readonly [string, Meter, string] }>;

export type BalancerKind = keyof typeof KINDS;

/**
 * What one load balancer costs.
 *
 * @param addresses how many public IPv4 addresses AWS gives it; a NoPrice where that doesn't show
 * @param made "assumed" where a controller makes it, which no program shows
 */
export function balancerLines(
  kind: BalancerKind,
  addresses: number | NoPrice,
  context: PricingContext,
  made: "by the program" | "assumed" = "by the program",
): Part[] {
  const { name, hour, use } = KINDS[kind];
  const [item, meter, price] = use;
  const note = made === "assumed" ? ", assumed" : "";
  return [
    part(() => hourly(`${name}${note}`, 1, hour, context)),
    ...(addresses instanceof NoPrice
      ? [addresses]
      : addresses === 0
        ? []
        : [part(() => hourly(publicAddresses(addresses) + note, addresses, "public-ipv4", context))]),
    part(() => metered(item, meter, price, context)),
  ];
}

function publicAddresses(count: number): string {
  return count === 1 ? "1 public IPv4 address" : `${count} public IPv4 addresses`;
}

/** Application, network and gateway load balancers. */
export const priceLoadBalancer: Pricer = ({ props }, context) => {
  const kind = at(props, "loadBalancerType") ?? "application";
  if (kind === UNKNOWN) throw new NoPrice("its kind is unknown until up");
  if (kind !== "application" && kind !== "network" && kind !== "gateway") {
    throw new NoPrice(`AWS has no load balancers of type ${textOf(kind)}`);
  }
  return balancerLines(kind, kind === "gateway" ? 0 : addressesOf(props), context);
};

export const priceClassicLoadBalancer: Pricer = ({ props }, context) =>
  balancerLines("classic", addressesOf(props), context);

/**
 * A public load balancer has an address in each of its subnets. One that a mapping brings along (`allocationId`) is
 * billed where it is made.
 */
function addressesOf(props: Record<string, unknown>): number | NoPrice {
  const internal = at(props, "internal");
  if (internal === UNKNOWN)
    return new NoPrice("whether it is internal is unknown until up, and so its addresses");
  if (internal === true || at(props, "ipAddressType") === "dualstack-without-public-ipv4") return 0;
  const lists = ["subnetMappings", "subnets", "availabilityZones"].map((key) => at(props, key));
  const places = lists.find((list) => entries(list).length > 0);
  if (places === undefined) {
    return new NoPrice(
      lists.includes(UNKNOWN)
        ? "its subnets are unknown until up, and so its public addresses"
        : "its subnets don't show, and so its public addresses",
    );
  }
  return entries(places).filter((place) => {
    const own = at(place, "allocationId");
    return place === UNKNOWN || own === undefined || own === null || own === "";
  }).length;
}

/** Gateway endpoints are free; the others cost by the hour in each subnet, and by what goes through them. */
export const priceEndpoint: Pricer = (endpoint, context) => {
  const { props } = endpoint;
  const kind = at(props, "vpcEndpointType") ?? "Gateway";
  if (kind === UNKNOWN) throw new NoPrice("its kind is unknown until up");
  if (kind === "Gateway") return [];
  if (kind === "GatewayLoadBalancer") {
    return [
      part(() => hourly("gateway load balancer endpoint", 1, "gateway-load-balancer-endpoint", context)),
      part(() =>
        metered(
          "data through gateway load balancer endpoints",
          "gatewayEndpointGigabytes",
          "gateway-load-balancer-endpoint-data",
          context,
        ),
      ),
    ];
  }
  if (kind !== "Interface") throw new NoPrice(`no price for endpoints of type ${textOf(kind)}`);
  const subnets = at(props, "subnetIds");
  if (subnets === UNKNOWN) throw new NoPrice("its subnets are unknown until up");
  const zones = entries(subnets).length;
  const more = context.stack
    .ofType("aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation")
    .some(({ dependsOn }) => dependsOn.includes(endpoint.urn));
  if (zones === 0 && !more) throw new NoPrice("its subnets don't show");
  return [
    ...(zones === 0
      ? []
      : [part(() => hourly(`interface endpoint in ${zones} zones`, zones, "interface-endpoint", context))]),
    part(() =>
      metered("data through interface endpoints", "endpointGigabytes", "interface-endpoint-data", context),
    ),
  ];
};

/** One more zone of an interface endpoint. */
export const priceEndpointSubnet: Pricer = (_association, context) => [
  hourly("interface endpoint in 1 zone", 1, "interface-endpoint", context),
];
