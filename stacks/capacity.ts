import { FOOTPRINTS } from "../components/controllers/footprints";
import type { Footprint } from "../components/footprint";
import { smallestNode, type PoolSettings } from "../components/node-pool.settings";
import { cores, gibibytes } from "../components/quantity";
import { eligiblePools } from "../components/workload/placement";
import { pack, total, type PodGroup } from "../policy-pack/pricing/packing";
import { minus, plus, times, within, type Resources } from "../policy-pack/pricing/resources";
import type { StackSettings } from "./settings";

/** How the pods that a pool must hold fit on its nodes. */
export interface PoolFit {
  scenario: string;
  pool: string;
  nodes: number;
  /** Of all pods that must run here, those of every node included. */
  requested: Resources;
  /** Of all nodes together, each counted as the pool's smallest type. */
  allocatable: Resources;
  fits: boolean;
  /** One sentence for each kind of pod that finds no place. */
  misfits: string[];
}

/** Equal pods, and the pools that take them, best first. */
interface PlacedPods extends PodGroup {
  pools: string[];
}

/**
 * Whether every pod of the stack finds a place: every service at its maximum on the largest pools, the same with no
 * spot node to be had, and the controllers on the smallest system pool that the settings allow.
 */
export function capacityFit(settings: StackSettings): PoolFit[] {
  const sizes = (size: (pool: PoolSettings) => number) =>
    Object.fromEntries(Object.entries(settings.pools).map(([name, pool]) => [name, size(pool)]));
  const everything = [...controllers(), ...servicesAtMaximum(settings)];
  return [
    ...fill(
      "all services at maximum",
      settings.pools,
      sizes((pool) => pool.maxSize),
      everything,
    ),
    ...fill(
      "the same, no spot capacity",
      settings.pools,
      sizes((pool) => (pool.capacity === "spot" ? 0 : pool.maxSize)),
      everything,
    ),
    ...fill(
      "controllers, pool at minimum",
      { system: settings.pools.system! },
      sizes((pool) => pool.minSize),
      controllers(),
    ),
  ];
}

function controllers(): PlacedPods[] {
  return FOOTPRINTS.flatMap((footprint) =>
    typeof footprint.runs === "number"
      ? [{ name: footprint.name, count: footprint.runs, each: requests(footprint), pools: ["system"] }]
      : [],
  );
}

function servicesAtMaximum({ namespaces, pools, services }: StackSettings): PlacedPods[] {
  return Object.entries(namespaces).flatMap(([namespace, { replicas }]) =>
    Object.entries(services).map(([name, service]) => ({
      name: `${namespace}/${name}`,
      count: replicas[name]!.max,
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

/**
 * Fills the pools in turn, spot before on-demand as the expander does; pods that a pool can't hold go on to the next
 * that may take them.
 */
function fill(
  scenario: string,
  pools: Record<string, PoolSettings>,
  nodeCounts: Record<string, number>,
  pods: PlacedPods[],
): PoolFit[] {
  const order = Object.keys(pools).sort(
    (one, other) => Number(isOnDemand(pools[one]!)) - Number(isOnDemand(pools[other]!)),
  );
  let waiting = pods;
  const fits = new Map<string, PoolFit>();
  order.forEach((name, index) => {
    const later = order.slice(index + 1);
    const goesOn = (group: PlacedPods) => group.pools.some((pool) => later.includes(pool));
    const here = waiting.filter((group) => group.pools.includes(name));
    const result = fitPool(pools[name]!, nodeCounts[name]!, here);
    const stuck = result.left.filter((group) => !goesOn(group));
    waiting = [...waiting.filter((group) => !here.includes(group)), ...result.left.filter(goesOn)];
    fits.set(name, {
      scenario,
      pool: name,
      nodes: nodeCounts[name]!,
      requested: plus(result.used, total(stuck)),
      allocatable: result.allocatable,
      fits: stuck.length === 0,
      misfits: stuck.map((group) => misfit(name, nodeCounts[name]!, group, result.room)),
    });
  });
  return Object.keys(pools).map((name) => fits.get(name)!);
}

function fitPool(pool: PoolSettings, nodes: number, pods: PlacedPods[]) {
  const node = smallestNode(pool);
  const everyNode = daemons(node.gpu > 0).reduce<Resources>((sum, each) => plus(sum, requests(each)), {
    cpu: 0,
    memory: 0,
    gpu: 0,
    pods: 0,
  });
  const room = minus(node, everyNode);
  const packing = pack(pods, room, nodes);
  return {
    room,
    used: plus(packing.used, times(nodes, everyNode)),
    allocatable: times(nodes, node),
    left: packing.left,
  };
}

function daemons(hasGpu: boolean): Footprint[] {
  return FOOTPRINTS.filter(({ runs }) => runs === "everyNode" || (hasGpu && runs === "gpuNodes"));
}

function misfit(pool: string, nodes: number, group: PlacedPods, room: Resources): string {
  const pods = group.count === 1 ? "1 pod" : `${group.count} pods`;
  const reason =
    nodes === 0
      ? "the pool has no node"
      : within(group.each, room)
        ? `its ${nodes} nodes are full`
        : `a node has ${amount(room)} for pods`;
  return `${pods} of ${group.name} (${amount(group.each)} each) find no place on pool ${pool}: ${reason}`;
}

function amount({ cpu, memory, gpu }: Resources): string {
  const parts = [`${round(cpu)} CPU`, `${round(memory)} GiB`, ...(gpu > 0 ? [`${gpu} GPU slots`] : [])];
  return parts.join(", ");
}

function requests({ requests: { cpu, memory } }: Footprint): Resources {
  return { cpu: cores(cpu), memory: gibibytes(memory), gpu: 0, pods: 1 };
}

function isOnDemand(pool: PoolSettings): boolean {
  return pool.capacity !== "spot";
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
