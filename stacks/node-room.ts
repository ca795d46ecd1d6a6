import { Address4 } from "ip-address";
import { allocateSubnets } from "../components/network/subnets";
import { quotaOf, type Quota } from "../components/nodes/instance-families";
import type { PoolSettings } from "../components/nodes/node-pool.settings";
import { surgeOf } from "../components/nodes/rolling-update";
import { instanceFacts } from "../policy-pack/pricing/instance-facts";
import type { Problem } from "./problems";
import type { StackSettings } from "./settings";

/** What a stack's pools need of a quota. */
export interface VcpuQuota extends Quota {
  /** With every pool at its maximum. */
  atMaximum: number;
  /** Nodes that rolling updates of all pools at once add. */
  surge: number;
}

/** The quotas that a stack's pools count against. */
export function vcpuQuotas(pools: Record<string, PoolSettings>): VcpuQuota[] {
  const quotas = new Map<string, VcpuQuota>();
  for (const pool of Object.values(pools)) {
    const { code, name } = quotaOf(pool.instanceTypes[0]!, pool.capacity)!; // the schema allows only types that have one
    const quota = quotas.get(code) ?? { code, name, atMaximum: 0, surge: 0 };
    const { vcpu } = instanceFacts(pool.instanceTypes[0]!); // all of a pool's types have as many
    quotas.set(code, {
      ...quota,
      atMaximum: quota.atMaximum + pool.maxSize * vcpu,
      surge: quota.surge + surgeOf(pool) * vcpu,
    });
  }
  return [...quotas.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** AWS keeps five addresses of each subnet: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED_ADDRESSES = 5;

export interface ZoneAddresses {
  zone: string;
  /** Of the private subnet. */
  available: number;
  /** Of all nodes at the maximum and those that rolling updates add, every network interface in full. */
  needed: number;
}

/**
 * Addresses of each private subnet. The VPC CNI plugin takes whole network interfaces ahead of pods, so that a node may
 * take as many addresses as its type allows. Auto Scaling spreads a group's nodes evenly over its zones.
 */
export function zoneAddresses({ network, pools }: Pick<StackSettings, "network" | "pools">): ZoneAddresses[] {
  return allocateSubnets(network.cidr, network.zones).map(({ zone, privateCidr }, index) => {
    const needed = Object.values(pools)
      .filter(({ zones }) => index < zones)
      .map((pool) => Math.ceil((pool.maxSize + surgeOf(pool)) / pool.zones) * mostAddresses(pool));
    return {
      zone,
      available: 2 ** (32 - new Address4(privateCidr).subnetMask) - RESERVED_ADDRESSES,
      needed: needed.reduce((sum, addresses) => sum + addresses, 0),
    };
  });
}

function mostAddresses({ instanceTypes }: PoolSettings): number {
  const addresses = instanceTypes.map((type) => {
    const { networkInterfaces, addressesPerInterface } = instanceFacts(type);
    return networkInterfaces * addressesPerInterface;
  });
  return Math.max(...addresses);
}

/** Whether every node gets its addresses, also while all pools are updated at their maximum. */
export function nodesHaveAddresses(settings: Pick<StackSettings, "network" | "pools">): Problem[] {
  const short = zoneAddresses(settings).find(({ available, needed }) => needed > available);
  if (!short) return [];
  return [
    {
      path: ["network", "cidr"],
      found: settings.network.cidr,
      allowed: `a larger block, or pools of fewer nodes: at their maximum and in a rolling update they need ${short.needed} addresses in ${short.zone}, whose private subnet has ${short.available}`,
    },
  ];
}
