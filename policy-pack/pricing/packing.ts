import { minus, NOTHING, plus, times, within, type Resources } from "./resources";

/** Equal pods. */
export interface PodGroup {
  name: string;
  count: number;
  each: Resources;
}

export interface Packing<Group extends PodGroup> {
  /** What the placed pods take together. */
  used: Resources;
  /** The pods that found no place, with the counts that are left. */
  left: Group[];
}

/**
 * Places pods on equal nodes, the largest first, and takes the better of two ways: each on the first node with room,
 * as few nodes as will do, or each on the emptiest, as the scheduler's default scoring spreads them. What fits here
 * can be scheduled.
 *
 * @param node what one node has for these pods
 */
export function pack<Group extends PodGroup>(
  groups: Group[],
  node: Resources,
  nodeCount: number,
): Packing<Group> {
  const sorted = [...groups].sort((one, other) => largestFirst(one.each, other.each));
  const filled = place(sorted, node, nodeCount, firstWithRoom);
  if (filled.left.length === 0) return filled;
  const spread = place(sorted, node, nodeCount, emptiest);
  return podsLeft(spread) < podsLeft(filled) ? spread : filled;
}

/** The index of the node that takes a pod, or -1. */
type Choice = (pod: Resources, free: Resources[]) => number;

const firstWithRoom: Choice = (pod, free) => free.findIndex((room) => within(pod, room));

const emptiest: Choice = (pod, free) =>
  free.reduce(
    (best, room, index) =>
      within(pod, room) && (best === -1 || room.cpu > free[best]!.cpu + 1e-9) ? index : best,
    -1,
  );

function place<Group extends PodGroup>(
  groups: Group[],
  node: Resources,
  nodeCount: number,
  choose: Choice,
): Packing<Group> {
  const free: Resources[] = Array.from({ length: nodeCount }, () => node);
  let used: Resources = NOTHING;
  const left: Group[] = [];
  for (const group of groups) {
    let waiting = group.count;
    for (; waiting > 0; waiting--) {
      const home = choose(group.each, free);
      if (home === -1) break;
      free[home] = minus(free[home]!, group.each);
      used = plus(used, group.each);
    }
    if (waiting > 0) left.push({ ...group, count: waiting });
  }
  return { used, left };
}

/** All pods of the groups together. */
export function total(groups: PodGroup[]): Resources {
  return groups.reduce<Resources>((sum, group) => plus(sum, times(group.count, group.each)), NOTHING);
}

function podsLeft({ left }: Packing<PodGroup>): number {
  return left.reduce((sum, { count }) => sum + count, 0);
}

/** CPU is what runs out first on the nodes of this field; between pods of equal CPU the one with more memory. */
function largestFirst(one: Resources, other: Resources): number {
  return other.cpu - one.cpu || other.memory - one.memory;
}
