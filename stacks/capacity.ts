import { smallestNode, type PoolSettings } from "../components/nodes/node-pool.settings";
import { NOTHING, plus, times, within, type Resources } from "../policy-pack/pricing/resources";
import type { Cluster } from "../simulator/cluster";
import {
  clusterOf,
  controllerPods,
  everyNodeRequests,
  keepingLast,
  placeholderGroups,
  roomOnNode,
  servicePods,
  withoutSpot,
  type PodGroup,
} from "./pods";
import type { StackSettings } from "./settings";

/** How the pods of a pool fit on its nodes. */
export interface PoolFit {
  scenario: string;
  pool: string;
  /** Those that the autoscaler reaches. */
  nodes: number;
  /** Of all pods here, those of every node and those that find no place included. */
  requested: Resources;
  /** Of all nodes together, each counted as the pool's smallest type. */
  allocatable: Resources;
  fits: boolean;
  /** One sentence for each kind of pod that finds no place. */
  misfits: string[];
}

/** Pods in the order in which they come; the autoscaler adds nodes before the next ones come. */
interface Arrival {
  name: string;
  waves: { group: PodGroup; count: number }[][];
}

/**
 * Whether every pod of the stack finds a place, in any order of arrival: every service at its maximum, the same with no
 * spot node to be had, and the controllers on the smallest system pool that the settings allow. Scheduler and autoscaler
 * do as they do in the cluster: a pod goes where it may, not where it leaves most to others.
 */
export const capacityFit = keepingLast((settings): PoolFit[] => {
  const { pools } = settings;
  const others = [...controllerPods(settings), ...placeholderGroups(settings)];
  const services = servicePods(settings, "max");
  const system = { system: { ...pools["system"]!, maxSize: pools["system"]!.minSize } };
  return [
    ...worst("all services at maximum", settings, pools, others, services),
    ...worst("all at maximum, no spot", settings, withoutSpot(pools), others, services),
    ...worst("controllers, pool at minimum", settings, system, controllerPods(settings), []),
  ];
});

/** The first order of arrival in which a pod finds no place; where there is none, the first. */
function worst(
  scenario: string,
  settings: StackSettings,
  pools: Record<string, PoolSettings>,
  others: PodGroup[],
  services: PodGroup[],
): PoolFit[] {
  const reported = services.length === 0 ? pools : settings.pools;
  let first: PoolFit[] | undefined;
  for (const arrival of arrivals(services)) {
    const cluster = clusterOf(settings, pools);
    for (const { workload, count } of others) cluster.scale(workload, count);
    cluster.grow();
    for (const wave of arrival.waves) {
      for (const { group, count } of wave) cluster.scale(group.workload, count);
      cluster.grow();
    }
    const fits = fitsOf(scenario, arrival.name, reported, cluster, [...others, ...services]);
    if (fits.some((fit) => !fit.fits)) return fits;
    first ??= fits;
  }
  return first!;
}

function arrivals(groups: PodGroup[]): Arrival[] {
  const inTurn = (name: string, order: (group: PodGroup) => number): Arrival => ({
    name,
    waves: [...groups]
      .sort((one, other) => order(one) - order(other))
      .map((group) => [{ group, count: group.count }]),
  });
  const size = ({ each: { cpu, memory } }: PodGroup) => cpu + memory / 1000;
  return [
    inTurn("those that may run on spot first", ({ pools }) => -pools.length),
    inTurn("those with the fewest pools first", ({ pools }) => pools.length),
    inTurn("largest first", (group) => -size(group)),
    inTurn("smallest first", size),
    { name: "all in turn", waves: [interleaved(groups)] },
  ];
}

/** One pod of each service after the other, all before a node is added. */
function interleaved(groups: PodGroup[]): Arrival["waves"][number] {
  const most = Math.max(0, ...groups.map(({ count }) => count));
  return Array.from({ length: most }, (_, round) =>
    groups.filter(({ count }) => count > round).map((group) => ({ group, count: round + 1 })),
  ).flat();
}

function fitsOf(
  scenario: string,
  arrival: string,
  pools: Record<string, PoolSettings>,
  cluster: Cluster,
  groups: PodGroup[],
): PoolFit[] {
  const counts = cluster.nodes();
  const stuck = groups.flatMap((group) => {
    const count = group.mayWait ? 0 : cluster.waiting.filter(({ of }) => of.name === group.name).length;
    return count > 0 ? [{ ...group, count, pool: group.pools.at(-1)! }] : [];
  });
  return Object.entries(pools).map(([name, pool]) => {
    const nodes = counts[name] ?? 0;
    const here = stuck.filter(({ pool: last }) => last === name);
    const placed = cluster.rooms
      .filter(({ node }) => node.group === name)
      .flatMap(({ pods }) => pods.map(({ of }) => of.requests));
    return {
      scenario,
      pool: name,
      nodes,
      requested: [
        times(nodes, everyNodeRequests(pool)),
        ...placed,
        ...here.map(({ count, each }) => times(count, each)),
      ].reduce(plus, NOTHING),
      allocatable: times(nodes, smallestNode(pool)),
      fits: here.length === 0,
      misfits: here.map((group) => misfit(name, nodes, group, roomOnNode(pool), arrival)),
    };
  });
}

function misfit(pool: string, nodes: number, group: PodGroup, room: Resources, arrival: string): string {
  const pods = group.count === 1 ? "1 pod" : `${group.count} pods`;
  const find = group.count === 1 ? "finds" : "find";
  return `${pods} of ${group.name} (${amount(group.each)} each) ${find} no place on pool ${pool}: ${reason()}`;

  function reason(): string {
    if (nodes === 0) return "the pool has no node";
    if (!within(group.each, room)) return `a node has ${amount(room)} for pods`;
    return `its ${nodes} nodes are full when pods arrive in this order: ${arrival}`;
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

function round(value: number): number {
  return Number(value.toFixed(2));
}
