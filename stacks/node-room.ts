import { Address4 } from "ip-address";
import { allocateSubnets } from "../components/network/subnets";
import type { PoolSettings } from "../components/nodes/node-pool.settings";
import { surgeOf } from "../components/nodes/rolling-update";
import { instanceFacts } from "../policy-pack/pricing/instance-facts";
import type { Problem } from "./problems";
import type { StackSettings } from "./settings";

/** A quota of the account for running instances, in vCPU: what the stack's pools need of it. */
export interface VcpuQuota {
  code: string;
  name: string;
  /** With every pool at its maximum. */
  atMaximum: number;
  /** Nodes that rolling updates of all pools at once add. */
  surge: number;
}

/** AWS's names and codes: Service Quotas, "Amazon EC2", per region. */
const QUOTAS: Record<string, { onDemand: [code: string, name: string]; spot: [code: string, name: string] }> =
  {
    standard: {
      onDemand: ["L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances"],
      spot: ["L-34B43A08", "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests"],
    },
    g: {
      onDemand: ["L-DB2E81BA", "Running On-Demand G and VT instances"],
      spot: ["L-3819A6DF", "All G and VT Spot Instance Requests"],
    },
  };

/** The quotas that a stack's pools count against. */
export function vcpuQuotas(pools: Record<string, PoolSettings>): VcpuQuota[] {
  const quotas = new Map<string, VcpuQuota>();
  for (const pool of Object.values(pools)) {
    const [code, name] = QUOTAS[family(pool)]![pool.capacity === "spot" ? "spot" : "onDemand"];
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

/** The instance types that this project knows are of these two families. */
function family({ instanceTypes }: PoolSettings): string {
  return instanceTypes[0]!.startsWith("g") ? "g" : "standard";
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
