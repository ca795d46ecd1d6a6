import { poolsOf, type Pool } from "../reading/node-groups";
import { stackRule, undecided } from "../rule";

export const spotShare = stackRule({
  id: "spot-share",
  level: "mandatory",
  requires: "Spot pools are a good part of the vCPU that untainted pools without GPUs can grow to.",
  reason: "The budget counts on spot prices for a good part of everything but machine learning.",
  fix: "Raise the maximum of a spot pool or lower that of an untainted on-demand pool.",
  parameters: {
    schema: {
      minSpotPercent: {
        type: "number",
        minimum: 0,
        maximum: 100,
        description: "Least share of spot in the vCPU of untainted pools without GPUs, all at their maximum.",
      },
    },
    defaults: { minSpotPercent: 40 },
  },
  check(stack, { minSpotPercent }) {
    const pools = poolsOf(stack).filter(mayBeForApplications);
    const unclear = pools.filter(
      ({ types, tainted, spot, maxSize }) => !types || [tainted, spot, maxSize].includes(undefined),
    );
    if (unclear.length > 0) {
      return unclear.map(({ group }) => undecided(group, "its size, capacityType, instanceTypes or taints"));
    }
    const spot = vcpuOf(pools.filter((pool) => pool.spot));
    const all = vcpuOf(pools);
    if (spot * 100 >= minSpotPercent * all) return [];
    const percent = ((spot * 100) / all).toFixed(1);
    return [
      {
        message: `${spot} of ${all} vCPU for applications are spot: ${percent} %, at least ${minSpotPercent} % must be`,
      },
    ];
  },
});

/** Pools with a taint and pools with GPUs are for those who ask for them. */
function mayBeForApplications({ tainted, facts }: Pool): boolean {
  return tainted !== true && facts.every(({ gpu }) => !gpu);
}

/** At the maximum. Of a spot pool the smallest type counts, of an on-demand pool the largest: the cautious ends. */
function vcpuOf(pools: Pool[]): number {
  return pools.reduce((sum, { facts, spot, maxSize }) => {
    const sizes = facts.map(({ vcpu }) => vcpu);
    const each = sizes.length === 0 ? 0 : spot ? Math.min(...sizes) : Math.max(...sizes);
    return sum + each * maxSize!;
  }, 0);
}
