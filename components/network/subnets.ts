import { Address4 } from "ip-address";

/** The address blocks of one availability zone. */
export interface ZoneSubnets {
  zone: string;
  publicCidr: string;
  privateCidr: string;
}

/** AWS refuses VPCs larger than /16. In one smaller than /20 a zone would have fewer than 1000 addresses for pods. */
export const VPC_PREFIX = { shortest: 16, longest: 20 };

/**
 * Splits a VPC's block over its zones. Each zone gets a quarter of the VPC for its private subnet, because
 * every pod needs an address there; the last quarter contains the public subnets, a quarter of it each.
 *
 * @param vpcCidr IPv4 block, /16 to /20, on its own boundary
 * @param zones at most three zone names
 * @throws if there are more than three zones
 */
export function allocateSubnets(vpcCidr: string, zones: readonly string[]): ZoneSubnets[] {
  if (zones.length > 3) throw new Error(`three zones at most, not ${zones.length}`);
  const [publicQuarter, ...privateQuarters] = quarters(vpcCidr).reverse();
  const publicBlocks = quarters(publicQuarter!);
  return zones.map((zone, index) => ({
    zone,
    privateCidr: privateQuarters[privateQuarters.length - 1 - index]!,
    publicCidr: publicBlocks[index]!,
  }));
}

/** The four equal blocks of a block, lowest first. */
function quarters(cidr: string): string[] {
  const block = new Address4(cidr);
  const prefix = block.subnetMask + 2;
  const size = 2n ** BigInt(32 - prefix);
  return [0n, 1n, 2n, 3n].map(
    (index) => `${Address4.fromBigInt(block.startAddress().bigInt() + index * size).correctForm()}/${prefix}`,
  );
}
