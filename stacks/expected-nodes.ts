import type { PoolSettings } from "../components/nodes/node-pool.settings";
import { CAPACITY_TYPE } from "../components/workload/placement";
import { within } from "../policy-pack/pricing/resources";
import type { Workload } from "../simulator/pods-and-nodes";
import {
  clusterOf,
  controllerPods,
  keepingLast,
  placeholderGroups,
  roomOnNode,
  servicePods,
  withoutSpot,
  type PodGroup,
} from "./pods";
import type { StackSettings } from "./settings";

/** Half a night is enough for the autoscaler to take away what it may. */
const NIGHT_SECONDS = 6 * 3600;

/** Nodes of one pool in a usual working hour, with spot capacity and without. */
export interface ExpectedNodes {
  expected: number;
  spotGone: number;
}

/**
 * Nodes that the expected replicas need, by pool, as scheduler and autoscaler reach them on the way up: from every pool and
 * every service at its minimum, all services grow to their expected replicas at once, and nodes are added until no pod
 * waits that one more would help. Nothing is taken away on that way.
 */
export const expectedNodes = keepingLast((settings): Record<string, ExpectedNodes> => {
  const withSpot = onTheWayUp(settings, settings.pools);
  const spotGone = onTheWayUp(settings, withoutSpot(settings.pools));
  return Object.fromEntries(
    Object.keys(settings.pools).map((name) => [
      name,
      { expected: withSpot[name]!, spotGone: spotGone[name] ?? 0 },
    ]),
  );
});

function onTheWayUp(settings: StackSettings, pools: Record<string, PoolSettings>): Record<string, number> {
  const cluster = clusterOf(settings, pools);
  const atMinima = servicePods(settings, "min");
  const expected = new Map(servicePods(settings, "expected").map(({ name, count }) => [name, count]));
  for (const { workload, count } of [...others(settings), ...atMinima]) cluster.scale(workload, count);
  cluster.grow();
  for (const { name, workload } of atMinima) cluster.scale(workload, expected.get(name)!);
  cluster.grow();
  return cluster.nodes();
}

/**
 * Nodes by pool while the schedules keep their namespaces at zero, and the other services are at their minima: what is left
 * of a usual hour's nodes when the autoscaler has taken away what it may. Undefined without a schedule.
 */
export const nightNodes = keepingLast((settings): Record<string, number> | undefined => {
  const { namespaces, spotReserve } = settings;
  if (Object.values(namespaces).every(({ schedule }) => !schedule)) return undefined;
  const cluster = clusterOf(settings, settings.pools);
  const expected = servicePods(settings, "expected");
  const placeholders = placeholderGroups(settings);
  for (const { workload, count } of [...controllerPods(settings), ...placeholders, ...expected]) {
    cluster.scale(workload, count);
  }
  cluster.grow();
  const minima = new Map(servicePods(settings, "min").map(({ name, count }) => [name, count]));
  for (const { name, workload, maxUnavailable } of expected) {
    const isOff = namespaces[workload.namespace]!.schedule !== undefined;
    cluster.scale(workload, isOff ? 0 : minima.get(name)!, maxUnavailable);
  }
  if (spotReserve?.schedule) for (const { workload } of placeholders) cluster.scale(workload, 0);
  cluster.settle(NIGHT_SECONDS);
  return cluster.nodes();
});

/** Pods that don't depend on the load. */
function others(settings: StackSettings): PodGroup[] {
  return [...controllerPods(settings), ...placeholderGroups(settings)];
}

/**
 * Nodes that every service at its minimum needs, by pool, at least the pool's own minimum. Namespaces with a schedule
 * count as in their working hours. Pods that prefer spot count there, although they may find room elsewhere: where they
 * are when the load goes, they stay.
 */
export function nodesAtMinima(settings: StackSettings): Record<string, number> {
  const { pools } = settings;
  const cluster = clusterOf(settings, pools);
  for (const { workload, count } of others(settings)) cluster.scale(workload, count);
  for (const group of servicePods(settings, "min")) {
    cluster.scale(hasSpot(group, pools) ? onSpotAlone(group.workload) : group.workload, group.count);
  }
  cluster.grow();
  return cluster.nodes();
}

function hasSpot({ each, pools: eligible }: PodGroup, pools: Record<string, PoolSettings>): boolean {
  return eligible.some((name) => pools[name]!.capacity === "spot" && within(each, roomOnNode(pools[name]!)));
}

function onSpotAlone(workload: Workload): Workload {
  const { placement } = workload;
  const spot = { matchExpressions: [{ key: CAPACITY_TYPE, operator: "In", values: ["SPOT"] }] };
  return {
    ...workload,
    placement: {
      ...placement,
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [spot] } },
      },
    },
  };
}
