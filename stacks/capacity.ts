import { smallestNode, type PoolSettings } from "../components/nodes/node-pool.settings";
import { pack, total } from "../policy-pack/pricing/packing";
import { plus, times, within, type Resources } from "../policy-pack/pricing/resources";
import { controllerPods, everyNodeRequests, roomOnNode, servicePods, type PlacedPods } from "./pods";
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

/**
 * Whether every pod of the stack finds a place: every service at its maximum on the largest pools, the same with no
 * spot node to be had, and the controllers on the smallest system pool that the settings allow.
 */
export function capacityFit(settings: StackSettings): PoolFit[] {
  const { pools } = settings;
  const everything = [...controllerPods(), ...servicePods(settings, "max")];
  return [
    ...fill("all services at maximum", pools, (pool) => pool.maxSize, everything),
    ...fill(
      "all at maximum, no spot",
      pools,
      (pool) => (pool.capacity === "spot" ? 0 : pool.maxSize),
      everything,
    ),
    ...fill(
      "controllers, pool at minimum",
      { system: pools["system"]! },
      (pool) => pool.minSize,
      controllerPods(),
    ),
  ];
}

/**
 * Fills the pools in turn, spot before on-demand as the expander does; pods that a pool can't hold go on to the next
 * that may take them.
 */
function fill(
  scenario: string,
  pools: Record<string, PoolSettings>,
  nodesOf: (pool: PoolSettings) => number,
  pods: PlacedPods[],
): PoolFit[] {
  const order = Object.keys(pools).sort(
    (one, other) => Number(isOnDemand(pools[one]!)) - Number(isOnDemand(pools[other]!)),
  );
  let waiting = pods;
  const fits = new Map<string, PoolFit>();
  order.forEach((name, index) => {
    const pool = pools[name]!;
    const nodes = nodesOf(pool);
    const goesOn = (group: PlacedPods) => group.pools.some((each) => order.indexOf(each) > index);
    const here = waiting.filter((group) => group.pools.includes(name));
    const { used, left } = pack(here, roomOnNode(pool), nodes);
    const stuck = left.filter((group) => !goesOn(group));
    waiting = [...waiting.filter((group) => !here.includes(group)), ...left.filter(goesOn)];
    fits.set(name, {
      scenario,
      pool: name,
      nodes,
      requested: plus(plus(used, total(stuck)), times(nodes, everyNodeRequests(pool))),
      allocatable: times(nodes, smallestNode(pool)),
      fits: stuck.length === 0,
      misfits: stuck.map((group) => misfit(name, nodes, group, roomOnNode(pool))),
    });
  });
  return Object.keys(pools).map((name) => fits.get(name)!);
}

function misfit(pool: string, nodes: number, group: PlacedPods, room: Resources): string {
  const pods = group.count === 1 ? "1 pod" : `${group.count} pods`;
  const find = group.count === 1 ? "finds" : "find";
  return `${pods} of ${group.name} (${amount(group.each)} each) ${find} no place on pool ${pool}: ${reason()}`;

  function reason(): string {
    if (nodes === 0) return "the pool has no node";
    return within(group.each, room) ? `its ${nodes} nodes are full` : `a node has ${amount(room)} for pods`;
  }
}

function amount({ cpu, memory, gpu }: Resources): string {
  const parts = [
    `${round(cpu)} CPU`,
    `${round(memory)} GiB`,
    ...(gpu > 0 ? [gpu === 1 ? "1 GPU slot" : `${gpu} GPU slots`] : []),
  ];
  return parts.join(", ");
}

function isOnDemand(pool: PoolSettings): boolean {
  return pool.capacity !== "spot";
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
