import type { PoolSettings } from "../components/nodes/node-pool.settings";
import { minus, within, type Resources } from "../policy-pack/pricing/resources";
import { controllerPods, roomOnNode, servicePods, type PlacedPods } from "./pods";
import type { StackSettings } from "./settings";

/** Nodes of one pool in a usual working hour, with spot capacity and without. */
export interface ExpectedNodes {
  expected: number;
  spotGone: number;
}

/**
 * Nodes that the expected replicas need, by pool. As in the cluster: a pod goes to a node that is there, and the
 * minimum of every pool is; only when it finds no room is a node added, of the first pool that may take it, spot
 * before on-demand.
 */
export function expectedNodes(settings: StackSettings): Record<string, ExpectedNodes> {
  const pods = [...controllerPods(), ...servicePods(settings, "expected")];
  const withSpot = nodesFor(pods, settings.pools);
  const spotGone = nodesFor(pods, withoutSpot(settings.pools));
  return Object.fromEntries(
    Object.keys(settings.pools).map((name) => [
      name,
      { expected: withSpot[name]!, spotGone: spotGone[name]! },
    ]),
  );
}

/**
 * Nodes that hold every service at its minimum, by pool, at least the pool's own minimum. Namespaces with a schedule
 * count as in their working hours. Pods that prefer spot count there, although they may find room elsewhere: where they
 * are when the load goes, they stay.
 */
export function nodesAtMinima(settings: StackSettings): Record<string, number> {
  const { pools } = settings;
  const onSpot = ({ each, pools: eligible }: PlacedPods) =>
    eligible.filter((name) => pools[name]!.capacity === "spot" && within(each, roomOnNode(pools[name]!)));
  const pods = servicePods(settings, "min").map((group) => {
    const spot = onSpot(group);
    return spot.length > 0 ? { ...group, pools: spot } : group;
  });
  return nodesFor([...controllerPods(), ...pods], pools);
}

/** Pods with the fewest pools to go to are placed first, among them the largest. */
function nodesFor(pods: PlacedPods[], pools: Record<string, PoolSettings>): Record<string, number> {
  const free = new Map(
    Object.entries(pools).map(([name, pool]) => [
      name,
      Array<Resources>(pool.minSize).fill(roomOnNode(pool)),
    ]),
  );
  const order = [...pods].sort(
    (one, other) => one.pools.length - other.pools.length || other.each.cpu - one.each.cpu,
  );
  for (const { each, count, pools: eligible } of order) {
    const able = eligible.filter((name) => within(each, roomOnNode(pools[name]!)));
    for (let pod = 0; pod < count; pod++) {
      const home = able.find((name) => free.get(name)!.some((room) => within(each, room))) ?? addTo(able);
      if (home === undefined) break; // no room is left for it: whether it fits is the capacity fit's to say
      const rooms = free.get(home)!;
      const index = rooms.findIndex((room) => within(each, room));
      rooms[index] = minus(rooms[index]!, each);
    }
  }
  return Object.fromEntries([...free].map(([name, rooms]) => [name, rooms.length]));

  function addTo(able: string[]): string | undefined {
    const name = able.find((each) => free.get(each)!.length < pools[each]!.maxSize);
    if (name !== undefined) free.get(name)!.push(roomOnNode(pools[name]!));
    return name;
  }
}

function withoutSpot(pools: Record<string, PoolSettings>): Record<string, PoolSettings> {
  return Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => [
      name,
      pool.capacity === "spot" ? { ...pool, minSize: 0, maxSize: 0 } : pool,
    ]),
  );
}
