import { gibibytes, memoryText } from "../../components/kubernetes/quantity";
import type { ServiceSettings } from "../../components/scaling/service.settings";
import { eligiblePools } from "../../components/workload/placement";
import { groupTags, MOST_TAGS } from "../../components/nodes/auto-scaling-group";
import { gpuPools, hasGpu } from "../../components/nodes/controller-placement";
import { whyNoNodes } from "../../components/nodes/instance-families";
import { shapeOf } from "../../components/nodes/node-pool.settings";
import { instanceFacts, knownInstanceTypes } from "../../policy-pack/pricing/instance-facts";
import { instancePricesOf } from "../../policy-pack/pricing/price-book";
import { oneOf } from "./allowed";
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

/**
 * Types without a price would count as nothing in every sum. AWS doesn't sell every type in every region, and the region's
 * book may be older than a type.
 */
export function typesAreSold({ region, pools }: StackSettings): Problem[] {
  return Object.entries(pools).flatMap(([name, { instanceTypes, capacity }]) =>
    instanceTypes.flatMap((type, index): Problem[] => {
      const prices = instancePricesOf(type, region);
      if (prices && (prices.spot || capacity === "on-demand")) return [];
      const others = sold(region, type, capacity).filter((other) => !instanceTypes.includes(other));
      const what = prices ? "a type that has a spot price" : "a type that is sold";
      return [
        {
          path: ["pools", name, "instanceTypes", index],
          found: type,
          allowed:
            `${what} in ${region} by policy-pack/pricing/prices/${region}.json` +
            (others.length > 0 ? `, for example ${others.slice(0, 3).join(", ")}` : "") +
            (prices && others.length === 0 ? ', or capacity "on-demand"' : ""),
        },
      ];
    }),
  );
}

/** Types of the same shape that a region sells, the cheapest first. */
function sold(region: string, type: string, capacity: "on-demand" | "spot"): string[] {
  const shape = shapeOf(type);
  const price = (other: string) => {
    const prices = instancePricesOf(other, region);
    return capacity === "spot" ? prices?.spot?.[1] : prices?.onDemand;
  };
  return knownInstanceTypes
    .filter((other) => shapeOf(other) === shape && price(other) !== undefined && !whyNoNodes(other))
    .sort((one, other) => price(one)! - price(other)!);
}

/** Labels by which others know a node with GPUs, and what each is for. */
const GPU_LABELS = {
  "nvidia.com/gpu.present": { allowed: '"true"', reason: "the device plugin looks for it" },
  "k8s.amazonaws.com/accelerator": {
    allowed: 'the name of the GPU, for example "nvidia-tesla-t4",',
    reason: "by it the autoscaler knows that a new node's GPUs are still to come",
  },
};

/** On a node without GPUs the labels are wrong too: the autoscaler would wait for its GPUs for ever. */
export function gpuPoolsAreMarked({ pools }: StackSettings): Problem[] {
  return Object.entries(pools).flatMap(([name, pool]) =>
    Object.entries(GPU_LABELS).flatMap(([label, { allowed, reason }]): Problem[] => {
      const found = pool.labels[label];
      const path = ["pools", name, "labels", label];
      if (!hasGpu(pool)) {
        return found === undefined ? [] : [{ path, found, allowed: "nothing on a pool without GPUs" }];
      }
      const isRight = label === "nvidia.com/gpu.present" ? found === "true" : found !== undefined;
      return isRight ? [] : [{ path, found, allowed: `${allowed} on a pool with GPUs: ${reason}` }];
    }),
  );
}

export function gpusAreSharedAlike({ pools }: StackSettings): Problem[] {
  const [first, ...others] = gpuPools(pools);
  return others
    .filter(([, pool]) => pool.slotsPerGpu !== first![1].slotsPerGpu)
    .map(([name, { slotsPerGpu }]) => ({
      path: ["pools", name, "slotsPerGpu"],
      found: slotsPerGpu,
      allowed: `${first![1].slotsPerGpu}, as in pool ${first![0]}: one device plugin serves all GPU pools`,
    }));
}

/** Each label and each taint of a pool is a tag of its Auto Scaling group. */
export function tagsFit({ pools }: StackSettings): Problem[] {
  return Object.entries(pools).flatMap(([name, pool]) => {
    const own = Object.keys(pool.labels).length + pool.taints.length;
    const tooMany = Object.keys(groupTags("cluster", name, pool)).length - MOST_TAGS;
    if (tooMany <= 0) return [];
    return [
      {
        path: ["pools", name, pool.taints.length > Object.keys(pool.labels).length ? "taints" : "labels"],
        found: `${own} labels and taints`,
        allowed: `at most ${own - tooMany} labels and taints together: each is a tag of the Auto Scaling group, which takes 50 with those of EKS and the autoscaler`,
      },
    ];
  });
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
    const withGpu = eligible.filter((pool) => hasGpu(pools[pool]!));
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

/** An image is for one architecture, or nobody knows that it is for both. */
export function oneArchitectureForEachService({ pools, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, service]) => {
    const byArchitecture = new Map(
      eligiblePools(service, pools).map((pool) => [instanceFacts(pools[pool]!.instanceTypes[0]!).arch, pool]),
    );
    if (byArchitecture.size < 2) return [];
    const found = [...byArchitecture].map(([architecture, pool]) => `${pool} (${architecture})`).join(", ");
    return [
      {
        path: ["services", name, "pool"],
        found: service.pool,
        allowed: `one pool, or taints on those of one architecture: this service's pods may land on ${found}, and an image for one doesn't start on the other`,
      },
    ];
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
