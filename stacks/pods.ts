import { FOOTPRINTS } from "../components/controllers/footprints";
import type { Footprint } from "../components/footprint";
import { smallestNode, type PoolSettings } from "../components/nodes/node-pool.settings";
import { cores, gibibytes } from "../components/quantity";
import { eligiblePools } from "../components/workload/placement";
import type { PodGroup } from "../policy-pack/pricing/packing";
import { minus, NOTHING, plus, type Resources } from "../policy-pack/pricing/resources";
import type { StackSettings } from "./settings";

/** Equal pods, and the pools that take them, spot before on-demand. */
export interface PlacedPods extends PodGroup {
  pools: string[];
}

/** The pods of controllers and add-ons that aren't on every node. */
export function controllerPods(): PlacedPods[] {
  return FOOTPRINTS.flatMap((footprint) =>
    typeof footprint.runs === "number"
      ? [{ name: footprint.name, count: footprint.runs, each: requests(footprint), pools: ["system"] }]
      : [],
  );
}

/** The pods of every service in every namespace, at its minimum, its maximum or as a usual working hour needs them. */
export function servicePods(
  { namespaces, pools, services }: StackSettings,
  count: "min" | "max" | "expected",
): PlacedPods[] {
  return Object.entries(namespaces).flatMap(([namespace, { replicas }]) =>
    Object.entries(services).map(([name, service]) => ({
      name: `${namespace}/${name}`,
      count: replicas[name]![count],
      each: {
        cpu: cores(service.requests.cpu),
        memory: gibibytes(service.requests.memory),
        gpu: service.gpuSlots,
        pods: 1,
      },
      pools: eligiblePools(service, pools),
    })),
  );
}

/** What the pods that run on every node of a pool request on one node. */
export function everyNodeRequests(pool: PoolSettings): Resources {
  const hasGpu = smallestNode(pool).gpu > 0;
  return FOOTPRINTS.filter(({ runs }) => runs === "everyNode" || (hasGpu && runs === "gpuNodes"))
    .map(requests)
    .reduce(plus, NOTHING);
}

/** What one node of a pool has for all other pods, by its smallest type. */
export function roomOnNode(pool: PoolSettings): Resources {
  return minus(smallestNode(pool), everyNodeRequests(pool));
}

function requests({ requests: { cpu, memory } }: Footprint): Resources {
  return { cpu: cores(cpu), memory: gibibytes(memory), gpu: 0, pods: 1 };
}
