import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Address4 } from "ip-address";
import { networkSettings } from "../../../components/network/network.settings";
import { allocateSubnets } from "../../../components/network/subnets";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

/** Private blocks that the settings accept: /16 to /20, on their own boundary. */
const vpcBlock = fc
  .record({
    range: fc.constantFrom(
      { first: "10.0.0.0", bits: 8 },
      { first: "172.16.0.0", bits: 12 },
      { first: "192.168.0.0", bits: 16 },
    ),
    prefix: fc.integer({ min: 16, max: 20 }),
    place: fc.nat(),
  })
  .map(({ range, prefix, place }) => {
    const index = place % 2 ** (prefix - range.bits);
    const address = new Address4(range.first).bigInt() + BigInt(index) * 2n ** BigInt(32 - prefix);
    return `${Address4.fromBigInt(address).correctForm()}/${prefix}`;
  });

describe("the subnets of a VPC", () => {
  it("are those calculated by hand for the settings' example", () => {
    assert.deepEqual(allocateSubnets("10.0.0.0/16", ZONES), [
      { zone: "us-east-1a", privateCidr: "10.0.0.0/18", publicCidr: "10.0.192.0/20" },
      { zone: "us-east-1b", privateCidr: "10.0.64.0/18", publicCidr: "10.0.208.0/20" },
      { zone: "us-east-1c", privateCidr: "10.0.128.0/18", publicCidr: "10.0.224.0/20" },
    ]);
  });

  it("are six blocks inside the VPC, each on its own boundary, that don't overlap", () => {
    forEveryVpc((vpc) => {
      const all = blocks(vpc);
      assert.equal(all.length, 6);
      for (const block of all) {
        assert.ok(first(block) >= first(vpc) && last(block) <= last(vpc), `${block} is not in ${vpc}`);
        assert.equal(first(block) % size(block), 0n, `${block} is off its boundary`);
      }
      const sorted = [...all].sort((one, other) => Number(first(one) - first(other)));
      sorted.slice(1).forEach((block, index) => assert.ok(first(block) > last(sorted[index]!)));
    });
  });

  it("have four times as many private as public addresses in a zone", () => {
    forEveryVpc((vpc) => {
      for (const { privateCidr, publicCidr } of allocateSubnets(vpc, ZONES)) {
        assert.equal(size(privateCidr), 4n * size(publicCidr));
      }
    });
  });

  it("have sizes that AWS accepts for a subnet, /16 to /28", () => {
    forEveryVpc((vpc) => {
      for (const block of blocks(vpc)) {
        const prefix = new Address4(block).subnetMask;
        assert.ok(prefix >= 16 && prefix <= 28);
      }
    });
  });

  it("stay the same every time, and when a zone is added", () => {
    forEveryVpc((vpc) => {
      assert.deepEqual(allocateSubnets(vpc, ZONES), allocateSubnets(vpc, ZONES));
      assert.deepEqual(allocateSubnets(vpc, ZONES.slice(0, 2)), allocateSubnets(vpc, ZONES).slice(0, 2));
    });
  });

  it("come from blocks that the settings accept", () => {
    forEveryVpc((cidr) => {
      assert.ok(networkSettings.safeParse({ cidr, zones: ZONES, natGateways: "single" }).success);
    });
  });

  it("are refused for four zones", () => {
    assert.throws(
      () => allocateSubnets("10.0.0.0/16", [...ZONES, "us-east-1d"]),
      /three zones at most, not 4/,
    );
  });
});

function forEveryVpc(property: (vpc: string) => void): void {
  fc.assert(fc.property(vpcBlock, property), { seed: 1, numRuns: 200 });
}

function blocks(vpc: string): string[] {
  return allocateSubnets(vpc, ZONES).flatMap(({ privateCidr, publicCidr }) => [privateCidr, publicCidr]);
}

function first(block: string): bigint {
  return new Address4(block).bigInt();
}

function size(block: string): bigint {
  return 2n ** BigInt(32 - new Address4(block).subnetMask);
}

function last(block: string): bigint {
  return first(block) + size(block) - 1n;
}
