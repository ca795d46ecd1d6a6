import { gibibytes, memoryText } from "../../components/quantity";
import type { ServiceSettings } from "../../components/scaling/service.settings";
import { eligiblePools } from "../../components/workload/placement";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import { oneOf } from "./words";
import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

export function systemPoolExists({ pools }: StackSettings): Problem[] {
  return pools.system
    ? []
    : [
        {
          path: ["pools", "system"],
          found: undefined,
          allowed: "a pool of this name: the controllers run there",
        },
      ];
}

export function gpuPoolsAreMarked({ pools }: StackSettings): Problem[] {
  const gpuPools = Object.entries(pools).filter(([, pool]) => instanceFacts(pool.instanceTypes[0]!).gpu);
  const [first] = gpuPools;
  return gpuPools.flatMap(([name, pool]) => [
    ...(pool.labels["nvidia.com/gpu.present"] === "true"
      ? []
      : [
          {
            path: ["pools", name, "labels", "nvidia.com/gpu.present"],
            found: pool.labels["nvidia.com/gpu.present"],
            allowed: '"true" on a pool with GPUs: the device plugin looks for it',
          },
        ]),
    ...(pool.slotsPerGpu === first![1].slotsPerGpu
      ? []
      : [
          {
            path: ["pools", name, "slotsPerGpu"],
            found: pool.slotsPerGpu,
            allowed: `${first![1].slotsPerGpu}, as in pool ${first![0]}: one device plugin serves all GPU pools`,
          },
        ]),
  ]);
}

export function servicesHavePools({ pools, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, service]): Problem[] => {
    if (service.pool !== undefined && !Object.hasOwn(pools, service.pool)) {
      return [
        {
          path: ["services", name, "pool"],
          found: service.pool,
          allowed: oneOf(service.pool, Object.keys(pools)),
        },
      ];
    }
    const eligible = eligiblePools(service, pools);
    const withGpu = eligible.filter((pool) => instanceFacts(pools[pool]!.instanceTypes[0]!).gpu);
    if (eligible.length === 0) return [noPool(name, service)];
    return service.gpuSlots > 0 && withGpu.length === 0
      ? [
          {
            path: ["services", name, "gpuSlots"],
            found: service.gpuSlots,
            allowed: "0, or a pool with GPUs in this service's setting pool",
          },
        ]
      : [];
  });
}

/** What a service can do that no pool takes. */
function noPool(name: string, { pool, spot }: ServiceSettings): Problem {
  return spot === "preferred"
    ? {
        path: ["services", name, "pool"],
        found: pool,
        allowed: "a pool that this service tolerates; without this setting it needs a pool without taints",
      }
    : {
        path: ["services", name, "spot"],
        found: spot,
        allowed: '"preferred", or a pool that is not spot for this service to run on',
      };
}

/** Time slices of one GPU share its memory without a wall between them. */
export function gpuMemoryFits({ pools, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, service]): Problem[] => {
    if (service.gpuSlots === 0) return [];
    const path = ["services", name, "gpuMemory"];
    if (service.gpuMemory === undefined) {
      return [{ path, found: undefined, allowed: 'the GPU memory that one pod takes, for example "6Gi"' }];
    }
    const gpuMemory = gibibytes(service.gpuMemory);
    return eligiblePools(service, pools).flatMap((poolName) => {
      const pool = pools[poolName]!;
      const smallest = Math.min(
        ...pool.instanceTypes.map((type) => instanceFacts(type).gpu?.memoryGiB ?? Infinity),
      );
      const most = Math.floor((smallest * 1024 * service.gpuSlots) / pool.slotsPerGpu) / 1024;
      return gpuMemory <= most
        ? []
        : [
            {
              path,
              found: service.gpuMemory,
              allowed: `at most ${memoryText(most)}: ${pool.slotsPerGpu} slots share the ${smallest} GiB of a GPU in pool ${poolName}`,
            },
          ];
    });
  });
}

/** Cluster Autoscaler adds no node for pods below this priority: its flag --expendable-pods-priority-cutoff. */
const EXPENDABLE_BELOW = -10;

/** Placeholders must be able to wait for a node, to have one, and to make room for every service. */
export function spotReserveIsKept({
  pools,
  services,
  priorityClasses,
  spotReserve,
}: StackSettings): Problem[] {
  if (!spotReserve) return [];
  const { nodes, priority } = spotReserve;
  const most = Object.values(pools)
    .filter(({ capacity, taints }) => capacity === "spot" && taints.length === 0)
    .reduce((sum, { maxSize }) => sum + maxSize, 0);
  const value = priorityClasses[priority];
  const lowest = Math.min(
    0, // pods without a class
    ...Object.values(services).flatMap((service) => priorityClasses[service.priority] ?? []),
  );
  return [
    ...(nodes <= most
      ? []
      : [
          {
            path: ["spotReserve", "nodes"],
            found: nodes,
            allowed: `at most ${most}, the maxSize of the spot pools without taints`,
          },
        ]),
    ...(value === undefined
      ? [
          {
            path: ["spotReserve", "priority"],
            found: priority,
            allowed: oneOf(priority, Object.keys(priorityClasses)),
          },
        ]
      : value >= EXPENDABLE_BELOW && value < lowest
        ? []
        : [
            {
              path: ["priorityClasses", priority],
              found: value,
              allowed: `at least ${EXPENDABLE_BELOW}, below which Cluster Autoscaler adds no node for a pod, and less than ${lowest}, so that every other pod goes before the placeholders`,
            },
          ]),
  ];
}
