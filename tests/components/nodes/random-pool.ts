import * as fc from "fast-check";
import { poolSettings, type PoolSettings } from "../../../components/nodes/node-pool.settings";
import { instanceFacts, knownInstanceTypes } from "../../../policy-pack/pricing/instance-facts";

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);

/** Keys of labels and taints. EKS accepts at most 63 characters, with or without a domain. */
const key = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/),
  fc.tuple(word, word, word).map(([name, domain, top]) => `${name}.${domain}.${top}/${name}`),
);

const value = fc.stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);

const taint = fc.record({
  key,
  value,
  effect: fc.constantFrom("NoSchedule" as const, "PreferNoSchedule" as const, "NoExecute" as const),
});

/** Instance types that may be in one pool with the given one. */
function sameShape(instanceType: string): string[] {
  const { arch, vcpu, memoryGiB, gpu } = instanceFacts(instanceType);
  return knownInstanceTypes.filter((other) => {
    const facts = instanceFacts(other);
    return (
      facts.arch === arch &&
      facts.vcpu === vcpu &&
      facts.memoryGiB === memoryGiB &&
      facts.gpu?.count === gpu?.count
    );
  });
}

/** Pools that the settings accept. */
export const randomPool: fc.Arbitrary<PoolSettings> = fc
  .constantFrom(...knownInstanceTypes)
  .chain((type) =>
    fc.record({
      instanceTypes: fc.shuffledSubarray(sameShape(type), { minLength: 1 }),
      capacity: fc.constantFrom("on-demand" as const, "spot" as const),
      zones: fc.integer({ min: 1, max: 3 }),
      minSize: fc.integer({ min: 0, max: 3 }),
      desiredSize: fc.constant(3),
      maxSize: fc.integer({ min: 3, max: 450 }),
      rootVolume: fc.integer({ min: 20, max: 500 }).map((gib) => `${gib}Gi`),
      image: fc.constantFrom("latest", "1.35.0-20261106"),
      update: fc.record({
        strategy: fc.constantFrom("default" as const, "minimal" as const),
        maxUnavailablePercent: fc.integer({ min: 1, max: 100 }),
      }),
      cpuCredits: fc.constantFrom("standard" as const, "unlimited" as const, undefined),
      slotsPerGpu: fc.integer({ min: 1, max: 8 }),
      labels: fc.dictionary(key, value, { maxKeys: 5 }),
      taints: fc.uniqueArray(taint, { selector: (each) => each.key, maxLength: 3 }),
    }),
  )
  .filter((pool) => poolSettings.safeParse(pool).success);
