import assert from "node:assert/strict";
import fc from "fast-check";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import { NOTHING, plus, times, within } from "../../policy-pack/pricing/resources";
import type { PoolSettings } from "../../components/nodes/node-pool.settings";
import { expectedNodes, nightNodes } from "../../stacks/expected-nodes";
import { controllerPods, placeholderGroups, roomOnNode, servicePods } from "../../stacks/pods";
import { SettingsError } from "../../stacks/problems";
import { parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";
import { randomPool } from "../components/nodes/random-pool";
import { shippedSettings } from "../recordings";

/**
 * Production with these pods in a usual hour, each of one core and little memory, and these sizes of pools. A node of
 * application or spot has 3.72 cores for pods, so three of them fit; one of gpu has two GPU slots.
 */
interface Case {
  preferSpot?: number;
  neverOnSpot?: number;
  onGpu?: number;
  application?: [min: number, max: number];
  spot?: [min: number, max: number];
  gpu?: [min: number, max: number];
  system?: [min: number, max: number];
  /** Of each pod. A node of application has 8 GiB in all, one of spot and of gpu 16. */
  memory?: string;
}

const PRODUCTION = parseSettings(shippedSettings("production"), "production");

function settingsOf(wanted: Case): StackSettings {
  const settings = structuredClone(PRODUCTION);
  delete settings.spotReserve;
  const { frontend, torchserve } = settings.services;
  const requests = { cpu: "1", memory: wanted.memory ?? "128Mi" };
  settings.services = {
    preferSpot: { ...frontend!, spot: "preferred", requests },
    neverOnSpot: { ...frontend!, spot: "never", requests },
    onGpu: { ...torchserve!, requests },
  };
  const replicas = (expected = 0) => ({ min: 0, max: expected, expected });
  settings.namespaces["production"]!.replicas = {
    preferSpot: replicas(wanted.preferSpot),
    neverOnSpot: replicas(wanted.neverOnSpot),
    onGpu: replicas(wanted.onGpu),
  };
  for (const name of ["application", "spot", "gpu", "system"] as const) {
    const [minSize, maxSize] = wanted[name] ?? { application: [1, 9], spot: [0, 10], gpu: [0, 5], system: [2, 4] }[name]!; // prettier-ignore
    Object.assign(settings.pools[name]!, { minSize: minSize!, desiredSize: minSize!, maxSize: maxSize! });
  }
  return settings;
}

/** The nodes of one situation, by pool. */
function nodes(wanted: Case, situation: "expected" | "spotGone" = "expected"): Record<string, number> {
  return Object.fromEntries(
    Object.entries(expectedNodes(settingsOf(wanted))).map(([pool, counts]) => [pool, counts[situation]]),
  );
}

describe("the nodes of a usual hour", () => {
  it("are the minimum of every pool when there is nothing to run", () => {
    assert.deepEqual(nodes({}), { system: 2, application: 1, gpu: 0, spot: 0 });
    const higher = nodes({ application: [4, 9], spot: [2, 10], gpu: [1, 5] });
    assert.deepEqual(higher, { system: 2, application: 4, gpu: 1, spot: 2 });
  });

  it("are the minimum as long as that has room, also where pods would rather be on spot", () => {
    const { application, spot } = nodes({ preferSpot: 9, application: [3, 9] });
    assert.deepEqual([application, spot], [3, 0]);
  });

  it("are spot for the rest, before on-demand", () => {
    for (const [preferSpot, expected] of [
      [10, 1],
      [12, 1],
      [13, 2],
    ] as const) {
      const { application, spot } = nodes({ preferSpot, application: [3, 9] });
      assert.deepEqual([application, spot], [3, expected], `${preferSpot} pods`);
    }
  });

  it("are on-demand when the spot pool is at its maximum", () => {
    const { application, spot } = nodes({ preferSpot: 7, application: [1, 9], spot: [0, 1] });
    assert.deepEqual([application, spot], [2, 1]);
  });

  it("are never spot for what must not be interrupted", () => {
    const { application, spot } = nodes({ neverOnSpot: 10 });
    assert.deepEqual([application, spot], [4, 0]);
  });

  it("leave no room on the on-demand minimum to pods that can't go elsewhere: who comes first has it", () => {
    const { application, spot } = nodes({ preferSpot: 3, neverOnSpot: 3 });
    assert.deepEqual([application, spot], [2, 0]);
  });

  it("are spot nodes for placeholders, which the pods that prefer spot then use", () => {
    const settings = settingsOf({ preferSpot: 3, neverOnSpot: 3 });
    settings.spotReserve = { nodes: 2, priority: "placeholder" };
    assert.deepEqual(expectedNodes(settings), {
      system: { expected: 2, spotGone: 2 },
      application: { expected: 1, spotGone: 2 },
      gpu: { expected: 0, spotGone: 0 },
      spot: { expected: 2, spotGone: 0 },
    });
  });

  it("are of the GPU pool for GPU pods, two to a node", () => {
    assert.equal(nodes({ onGpu: 2 })["gpu"], 1);
    assert.equal(nodes({ onGpu: 3 })["gpu"], 2);
    assert.deepEqual(nodes({ onGpu: 10 }), { system: 2, application: 1, gpu: 5, spot: 0 });
  });

  it("are of the system pool for the controllers alone: 18 pods, of which a t3a.medium takes 12", () => {
    assert.equal(nodes({ system: [1, 4] })["system"], 2);
    assert.equal(nodes({ system: [3, 4] })["system"], 3);
    assert.equal(nodes({ preferSpot: 20, neverOnSpot: 20, onGpu: 5 })["system"], 2);
  });
});

describe("the nodes for pods that don't fit on every node", () => {
  const memory = "10Gi";

  it("are of the pools on whose nodes they fit", () => {
    assert.deepEqual(nodes({ preferSpot: 3, memory }), { system: 2, application: 1, gpu: 0, spot: 3 });
  });

  it("are no more than the maximum of those, with room elsewhere or not", () => {
    const { application, spot } = nodes({ preferSpot: 3, memory, spot: [0, 2] });
    assert.deepEqual([application, spot], [1, 2]);
  });

  it("are the minimum where they fit on no node", () => {
    assert.deepEqual(nodes({ neverOnSpot: 3, memory }), { system: 2, application: 1, gpu: 0, spot: 0 });
    assert.deepEqual(nodes({ preferSpot: 3, memory }, "spotGone"), {
      system: 2,
      application: 1,
      gpu: 0,
      spot: 0,
    });
  });

  it("don't depend on them for the others", () => {
    const settings = settingsOf({ preferSpot: 3, neverOnSpot: 10 });
    settings.services["preferSpot"]!.requests = { cpu: "1", memory: "1000Gi" };
    assert.deepEqual(expectedNodes(settings)["application"], { expected: 4, spotGone: 4 });
  });
});

describe("the nodes of a usual hour without spot", () => {
  it("are on-demand for all pods", () => {
    assert.deepEqual(nodes({ preferSpot: 10 }, "spotGone"), { system: 2, application: 4, gpu: 0, spot: 0 });
  });

  it("are on-demand also in place of the spot pool's minimum", () => {
    const wanted: Case = { preferSpot: 6, application: [0, 9], spot: [2, 10] };
    assert.equal(nodes(wanted)["application"], 0);
    assert.deepEqual(nodes(wanted, "spotGone"), { system: 2, application: 2, gpu: 0, spot: 0 });
  });
});

describe("the nodes of a night", () => {
  const off = {
    timeZone: "America/New_York",
    firstDay: "monday",
    lastDay: "friday",
    start: "08:00",
    end: "20:00",
    cooldownSeconds: 60,
  } as const;

  it("are none without a schedule", () => {
    assert.equal(nightNodes(settingsOf({ preferSpot: 10 })), undefined);
  });

  it("are what the autoscaler leaves of a usual hour's: the minimum of each pool", () => {
    const settings = settingsOf({ preferSpot: 10, onGpu: 3, application: [1, 9] });
    settings.namespaces["production"]!.schedule = off;
    assert.deepEqual(nightNodes(settings), { system: 2, application: 1, gpu: 0, spot: 0 });
  });

  it("keep those of the placeholders, if they have no schedule", () => {
    const settings = settingsOf({ preferSpot: 10 });
    settings.namespaces["production"]!.schedule = off;
    settings.spotReserve = { nodes: 1, priority: "placeholder" };
    assert.equal(nightNodes(settings)!["spot"], 1);
    settings.spotReserve.schedule = off;
    assert.equal(nightNodes(settings)!["spot"], 0);
  });

  it("are fewer than those of a usual hour in staging", () => {
    const staging = structuredClone(parseSettings(shippedSettings("staging"), "staging"));
    Object.assign(staging.pools["application"]!, { minSize: 1, desiredSize: 1 });
    const night = nightNodes(staging)!;
    const usual = expectedNodes(staging);
    assert.deepEqual(night, { system: 2, application: 1, gpu: 1, spot: 0 });
    assert.ok(usual["application"]!.expected + usual["spot"]!.expected > 1);
  });
});

describe("the nodes of any usual hour", () => {
  const sizes = (most: number) =>
    fc.tuple(fc.nat(most), fc.integer({ min: 1, max: most })).map(([min, max]): [number, number] => [
      Math.min(min, max), max]); // prettier-ignore
  const wanted: fc.Arbitrary<Case> = fc.record({
    preferSpot: fc.nat(30),
    neverOnSpot: fc.nat(15),
    onGpu: fc.nat(8),
    application: sizes(9),
    spot: sizes(10),
    gpu: sizes(5),
  });
  const needed = (pods: number, perNode: number) => Math.ceil(Math.max(0, pods) / perNode);
  const fits = ({ preferSpot, neverOnSpot, onGpu, application, gpu }: Case) =>
    needed(preferSpot! + neverOnSpot!, 3) <= application![1] && needed(onGpu!, 2) <= gpu![1];

  it("are for equal pods as few as they need without spot, and of GPUs", () => {
    fc.assert(
      fc.property(wanted.filter(fits), (each) => {
        const [min] = each.application!;
        const gpu = Math.max(each.gpu![0], needed(each.onGpu!, 2));
        const application = Math.max(min, needed(each.preferSpot! + each.neverOnSpot!, 3));
        assert.deepEqual(nodes(each, "spotGone"), { system: 2, application, gpu, spot: 0 });
        assert.equal(nodes(each)["gpu"], gpu);
      }),
    );
  });

  it("have room for all pods, also of those that have one pool only", () => {
    fc.assert(
      fc.property(wanted.filter(fits), (each) => {
        const settings = settingsOf(each);
        const counts = nodes(each);
        const pods = [...controllerPods(settings), ...servicePods(settings, "expected")];
        for (const pools of [...Object.keys(counts).map((pool) => [pool]), Object.keys(counts)]) {
          const demand = pods
            .filter((group) => group.pools.every((pool) => pools.includes(pool)))
            .reduce((sum, group) => plus(sum, times(group.count, group.each)), NOTHING);
          const room = pools
            .map((pool) => times(counts[pool]!, roomOnNode(settings.pools[pool]!)))
            .reduce(plus, NOTHING);
          assert.ok(within(demand, room), pools.join(" "));
        }
      }),
    );
  });

  it("are never below a pool's minimum nor, when everything fits, above its maximum", () => {
    fc.assert(
      fc.property(wanted.filter(fits), (each) => {
        const { pools } = settingsOf(each);
        const [expected, spotGone] = [nodes(each), nodes(each, "spotGone")];
        for (const [name, { minSize, maxSize, capacity }] of Object.entries(pools)) {
          assert.ok(expected[name]! >= minSize && expected[name]! <= maxSize, name);
          if (capacity === "spot") assert.equal(spotGone[name], 0);
          else assert.ok(spotGone[name]! >= minSize && spotGone[name]! <= maxSize, name);
        }
      }),
    );
  });
});

const GPU_LABELS = { "nvidia.com/gpu.present": "true", "k8s.amazonaws.com/accelerator": "nvidia-tesla-t4" };

function hasGpu({ instanceTypes }: PoolSettings): boolean {
  return instanceFacts(instanceTypes[0]!).gpu !== null;
}

/** Settings that the schema accepts: any pools, any services on them, whether they fit or not. */
const randomSettings: fc.Arbitrary<StackSettings> = fc
  .record({
    pools: fc
      .tuple(randomPool, fc.array(randomPool, { maxLength: 3 }), fc.boolean(), fc.integer({ min: 1, max: 8 }))
      .map(([system, others, tainted, slotsPerGpu]) =>
        Object.fromEntries(
          [system, ...others].map((pool, index) => [
            index === 0 ? "system" : `pool-${index}`,
            {
              ...pool,
              maxSize: 3 + (pool.maxSize % 6), // so small that pods often find no room
              slotsPerGpu,
              taints: tainted ? pool.taints : [],
              labels: { ...pool.labels, ...(hasGpu(pool) ? GPU_LABELS : {}) },
            },
          ]),
        ),
      ),
    services: fc.array(
      fc.record({
        spot: fc.constantFrom("preferred" as const, "never" as const),
        pinned: fc.option(fc.nat(3)),
        cpu: fc.constantFrom("1m", "250m", "1", "3.5", "64"),
        memory: fc.constantFrom("1Mi", "512Mi", "3Gi", "14Gi", "1Ti"),
        gpuSlots: fc.constantFrom(0, 0, 1, 2),
        expected: fc.integer({ min: 1, max: 40 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ pools, services }) => {
    const input = shippedSettings("production") as unknown as StackSettings;
    delete input.spotReserve; // random pools seldom have room for it
    const { frontend } = input.services;
    const { production } = input.namespaces;
    const names = Object.keys(pools);
    const named = services.map((service, index) => ({ ...service, name: `service-${index}` }));
    return {
      ...input,
      pools,
      services: Object.fromEntries(
        named.map(({ name, spot, pinned, cpu, memory, gpuSlots }) => {
          const pool = pinned === null ? {} : { pool: names[pinned % names.length]! };
          const requests = { cpu, memory };
          const service = { ...frontend! };
          delete service.public; // two services can't have one path
          return [
            name,
            { ...service, ...pool, spot, requests, limits: requests, gpuSlots, gpuMemory: "1Gi" },
          ];
        }),
      ),
      namespaces: {
        production: {
          ...production!,
          quota: { cpu: "100000", memory: "1000Ti", gpu: 1000, pods: 1000, limitsPerRequest: 2 },
          limitRange: {
            ...production!.limitRange,
            defaultLimit: { cpu: "64", memory: "1Ti" },
            max: { cpu: "64", memory: "1Ti" },
          },
          replicas: Object.fromEntries(
            named.map(({ name, expected }) => [name, { min: 1, max: expected, expected }]),
          ),
        },
      },
    };
  })
  .map(accepted)
  .filter((settings) => settings !== undefined);

function accepted(input: object): StackSettings | undefined {
  try {
    return parseSettings(input as Record<string, unknown>, "random");
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

describe("the nodes of any settings that the schema accepts", () => {
  it("are from the minimum to the maximum of every pool, and none of spot without spot", () => {
    fc.assert(
      fc.property(randomSettings, (settings) => {
        const counts = expectedNodes(settings);
        assert.deepEqual(Object.keys(counts), Object.keys(settings.pools));
        for (const [name, { minSize, maxSize, capacity }] of Object.entries(settings.pools)) {
          const { expected, spotGone } = counts[name]!;
          assert.ok(expected >= minSize && expected <= maxSize, name);
          if (capacity === "spot") assert.equal(spotGone, 0, name);
          else assert.ok(spotGone >= minSize && spotGone <= maxSize, name);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("are the minimum of every pool that no pod can go to", () => {
    fc.assert(
      fc.property(randomSettings, (settings) => {
        const counts = expectedNodes(settings);
        const pods = [
          ...controllerPods(settings),
          ...placeholderGroups(settings),
          ...servicePods(settings, "expected"),
        ];
        for (const [name, pool] of Object.entries(settings.pools)) {
          const holds = ({ each, pools }: (typeof pods)[number]) =>
            pools.includes(name) && within(each, roomOnNode(pool));
          if (!pods.some(holds)) assert.equal(counts[name]!.expected, pool.minSize, name);
        }
      }),
      { numRuns: 25 },
    );
  });
});
