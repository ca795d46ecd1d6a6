/**
 * What Cluster Autoscaler 1.35 decides in one scan, as a pure function of the cluster, the time and what it remembers.
 *
 * Source: kubernetes/autoscaler, tag cluster-autoscaler-1.35.0, folder cluster-autoscaler; each part names its file.
 */
import { fits } from "./scheduler";
import { Room, type DisruptionBudget, type Node, type Pod, type Workload } from "./pods-and-nodes";

/** Seconds and shares. The stack sets the first five; the others are the defaults of config/flags/flags.go. */
export interface AutoscalerSettings {
  /** A node whose requests are a larger share of what it has is needed. */
  scaleDownUtilization: number;
  scaleDownGpuUtilization: number;
  scaleDownUnneededTime: number;
  scaleDownDelayAfterAdd: number;
  maxNodeProvisionTime: number;
  /** True unless said: whether nodes are looked at that could go. */
  scaleDownEnabled?: boolean;
}

const UNREMOVABLE_RECHECK_TIMEOUT = 300;
const EXPENDABLE_PRIORITY_CUTOFF = -10;
const INITIAL_BACKOFF = 300;
const MAX_BACKOFF = 1800;
const BACKOFF_RESET_TIMEOUT = 10_800;
const MAX_SCALE_DOWN_PARALLELISM = 10;
const MAX_DRAIN_PARALLELISM = 1;
const MAX_SOFT_TAINTS = 10;
/** Pods as young as that wait for more of them: core/static_autoscaler.go, unschedulablePodTimeBuffer. */
const NEW_POD_SECONDS = 2;
const NEW_GPU_POD_SECONDS = 30;
/** core/scaledown/actuation: how long a drain tries to evict (max-pod-eviction-time). */
const EVICTION_SECONDS = 120;
/** By this label the AWS provider knows a node with GPUs: cloudprovider/aws/aws_cloud_provider.go, GPULabel. */
const GPU_LABEL = "k8s.amazonaws.com/accelerator";

export interface NodeGroup {
  name: string;
  minSize: number;
  maxSize: number;
  /** Nodes asked for, those that are still to come included. */
  desiredSize: number;
  /** Of the priority expander: the highest wins. */
  priority: number;
  /** A fresh node. */
  template: Node;
  /** Of the nodes asked for, those that the cloud says it can't give. */
  unfulfillable: number;
}

/** The cluster as a scan sees it. */
export interface Observation {
  /** Seconds. */
  now: number;
  /** Nodes that have started, with their pods. */
  rooms: Room[];
  /** Of them, those that are being taken away. */
  leaving: ReadonlySet<string>;
  /** Pods for which the scheduler found no node. */
  waiting: Pod[];
  groups: NodeGroup[];
  budgets: DisruptionBudget[];
}

interface Backoff {
  duration: number;
  until: number;
  lastFailure: number;
}

/** What the autoscaler remembers from scan to scan. */
export interface Memory {
  lastScaleUp: number;
  /** By group: until when the nodes asked for must have started. */
  requests: ReadonlyMap<string, number>;
  backoffs: ReadonlyMap<string, Backoff>;
  /** By node: since when it isn't needed, and until when it isn't looked at again. */
  unneededSince: ReadonlyMap<string, number>;
  unremovableUntil: ReadonlyMap<string, number>;
}

export const NO_MEMORY: Memory = {
  lastScaleUp: -Infinity,
  requests: new Map(),
  backoffs: new Map(),
  unneededSince: new Map(),
  unremovableUntil: new Map(),
};

export interface Decision {
  /** New desired sizes by group: larger for pods that wait, smaller where the nodes asked for don't come. */
  sizes: ReadonlyMap<string, number>;
  /** Nodes to take away now; those with pods are drained first. */
  remove: string[];
  /** Nodes that the scheduler shall avoid as long as there is another (a PreferNoSchedule taint). */
  unneeded: string[];
  memory: Memory;
}

/** One scan: failures and timeouts first, then more nodes, then fewer. Source: core/static_autoscaler.go, RunOnce. */
export function scan(observed: Observation, memory: Memory, settings: AutoscalerSettings): Decision {
  const { now, budgets, leaving } = observed;
  const failures = withoutFailed(observed, memory);
  const groups = observed.groups.map((group) => ({
    ...group,
    desiredSize: failures.sizes.get(group.name) ?? group.desiredSize,
  }));
  const snapshot = new Snapshot(observed, groups);
  const helped = podsToHelp(observed, snapshot);
  const isTooEarly = helped.length > 0 && areNew(helped, now);
  const grown =
    helped.length > 0 && !isTooEarly ? scaleUp(helped, snapshot, groups, failures.backoffs, now) : undefined;

  const lastScaleUp = grown ? now : memory.lastScaleUp;
  const requests = new Map(failures.requests);
  if (grown) requests.set(grown.group.name, now + settings.maxNodeProvisionTime);

  if (settings.scaleDownEnabled === false) {
    const { unneededSince, unremovableUntil } = memory;
    return {
      sizes: grownSizes(failures.sizes, grown),
      remove: [],
      unneeded: [],
      memory: { lastScaleUp, requests, backoffs: failures.backoffs, unneededSince, unremovableUntil },
    };
  }
  const { removable, unremovableUntil } = unneededNodes(
    snapshot,
    groups,
    leaving,
    budgets,
    memory,
    settings,
    now,
  );
  const unneededSince = new Map(
    removable.map(({ node }) => [node, memory.unneededSince.get(node) ?? now] as const),
  );
  const isCoolingDown = isTooEarly || lastScaleUp + settings.scaleDownDelayAfterAdd > now;
  const remove = isCoolingDown ? [] : toRemove(removable, unneededSince, observed, groups, settings);
  return {
    sizes: grownSizes(failures.sizes, grown),
    remove,
    unneeded: removable.map(({ node }) => node).slice(0, MAX_SOFT_TAINTS),
    memory: { lastScaleUp, requests, backoffs: failures.backoffs, unneededSince, unremovableUntil },
  };
}

function grownSizes(sizes: Decision["sizes"], grown: Growth | undefined): Decision["sizes"] {
  return grown ? new Map([...sizes, [grown.group.name, grown.size]]) : sizes;
}

/** When, with nothing else changing, a scan may decide something else; undefined if never. */
export function nextChange(memory: Memory, settings: AutoscalerSettings, now: number): number | undefined {
  const times = [
    memory.lastScaleUp + settings.scaleDownDelayAfterAdd,
    ...memory.requests.values(),
    ...[...memory.backoffs.values()].map(({ until }) => until),
    ...[...memory.unneededSince.values()].map((since) => since + settings.scaleDownUnneededTime),
    ...memory.unremovableUntil.values(),
  ].filter((time) => time >= now);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/**
 * Nodes that the cloud refuses, or that haven't started in time, are asked for no longer, and their group gets none for a
 * while: 5 minutes, doubled at each further failure up to 30, forgotten 3 hours after the last.
 *
 * Source: clusterstate/clusterstate.go (updateScaleRequests, handleInstanceCreationErrors), utils/backoff.
 */
function withoutFailed({ now, rooms, groups }: Observation, memory: Memory) {
  const sizes = new Map<string, number>();
  const requests = new Map(memory.requests);
  const backoffs = new Map(
    [...memory.backoffs].filter(([, { lastFailure }]) => lastFailure + BACKOFF_RESET_TIMEOUT >= now),
  );
  for (const { name, minSize, desiredSize, unfulfillable } of groups) {
    const started = rooms.filter(({ node }) => node.group === name).length;
    const upcoming = Math.max(0, desiredSize - started);
    const by = requests.get(name);
    if (upcoming === 0) requests.delete(name);
    const isLate = by !== undefined && by < now;
    const failed = isLate ? upcoming : Math.min(upcoming, unfulfillable);
    if (failed === 0) continue;
    sizes.set(name, Math.max(minSize, desiredSize - failed));
    if (by === undefined) continue; // lost, not asked for: an interruption
    const before = backoffs.get(name);
    const duration = !before
      ? INITIAL_BACKOFF
      : before.until < now
        ? Math.min(2 * before.duration, MAX_BACKOFF)
        : before.duration;
    backoffs.set(name, { duration, until: now + duration, lastFailure: now });
    if (isLate || failed === upcoming) requests.delete(name);
  }
  return { sizes: sizes as ReadonlyMap<string, number>, requests, backoffs };
}

/** A copy of the cluster in which pods are tried; `upcoming` nodes are in it as if they had started. */
class Snapshot {
  rooms: Room[];
  /** Where the search for a node goes on: it doesn't begin at the first each time (plugin_runner.go, lastIndex). */
  private next = 0;

  constructor({ rooms, waiting }: Observation, groups: NodeGroup[]) {
    this.rooms = rooms.map((room) => {
      if (room.pods.every(({ of }) => !isExpendable(of))) return room.copy();
      const copy = new Room(room.node);
      for (const pod of room.pods) if (!isExpendable(pod.of)) copy.place(pod);
      return copy;
    });
    for (const pod of waiting) {
      // It has its node as soon as the pods that make room for it are gone.
      if (pod.nominatedNode !== undefined) this.byName(pod.nominatedNode)?.place(pod);
    }
    for (const { name, desiredSize, template } of groups) {
      const started = rooms.filter(({ node }) => node.group === name).length;
      for (let index = started; index < desiredSize; index++) {
        this.rooms.push(freshRoom(template, `upcoming-${name}-${index}`));
      }
    }
  }

  byName(name: string): Room | undefined {
    return this.rooms.find(({ node }) => node.name === name);
  }

  /** The first node with room that may be asked; the pod is on it then. */
  placeOnAny(pod: Pod, mayTake: (room: Room) => boolean): Room | undefined {
    const { rooms } = this;
    for (let step = 0; step < rooms.length; step++) {
      const index = (this.next + step) % rooms.length;
      const room = rooms[index]!;
      if (!mayTake(room) || !fits(pod.of, room, rooms)) continue;
      room.place(pod);
      this.next = (index + 1) % rooms.length;
      return room;
    }
    return undefined;
  }

  /** All or nothing. */
  placeAllOnAny(pods: Pod[], mayTake: (room: Room) => boolean): boolean {
    const placed: [Room, Pod][] = [];
    for (const pod of pods) {
      const room = this.placeOnAny(pod, mayTake);
      if (!room) {
        for (const [where, each] of placed) where.remove(each);
        return false;
      }
      placed.push([room, pod]);
    }
    return true;
  }
}

/** A node as its group makes it. Its host name is its own: by it pods keep apart. */
function freshRoom(template: Node, name: string): Room {
  return new Room({ ...template, name, labels: { ...template.labels, "kubernetes.io/hostname": name } });
}

function isExpendable({ priority }: Workload): boolean {
  return priority < EXPENDABLE_PRIORITY_CUTOFF;
}

/**
 * Pods that need more nodes: not those below the priority cutoff, that wait for a preemption, or that find a place on
 * nodes that are there or upcoming. Pods on nodes that are being drained count, as they will wait soon.
 *
 * Source: core/podlistprocessor (filter_out_expendable.go, filter_out_schedulable.go, currently_drained_nodes.go).
 */
function podsToHelp({ rooms, leaving, waiting }: Observation, snapshot: Snapshot): Pod[] {
  const names = new Set(rooms.map(({ node }) => node.name));
  const pending = waiting.filter(
    ({ of, nominatedNode }) =>
      !isExpendable(of) && (nominatedNode === undefined || !names.has(nominatedNode)),
  );
  const drained = rooms
    .filter(({ node }) => leaving.has(node.name))
    .flatMap(({ pods }) => pods.filter(({ of }) => !of.daemonSet && !isExpendable(of)));
  const full = new Set<Workload>();
  return [...pending, ...drained]
    .sort((one, other) => other.of.priority - one.of.priority)
    .filter((pod) => {
      if (full.has(pod.of)) return true; // its equal found none
      if (snapshot.placeOnAny(pod, ({ node }) => !leaving.has(node.name))) return false;
      full.add(pod.of);
      return true;
    });
}

/** Source: core/static_autoscaler.go, allPodsAreNew. */
function areNew(pods: Pod[], now: number): boolean {
  const isNew = (some: Pod[], seconds: number) =>
    some.length > 0 && some.every(({ created }) => created + seconds > now);
  return (
    isNew(pods, NEW_POD_SECONDS) ||
    isNew(
      pods.filter(({ of }) => of.requests.gpu > 0),
      NEW_GPU_POD_SECONDS,
    )
  );
}

interface Growth {
  group: NodeGroup;
  size: number;
}

interface Option {
  group: NodeGroup;
  nodes: number;
  pods: Pod[];
}

/**
 * One group grows in a scan, by as many nodes as the pods need that fit there: of those with the highest priority the
 * one that wastes least.
 *
 * Source: core/scaleup/orchestrator/orchestrator.go, expander/priority/priority.go, expander/waste/waste.go.
 */
function scaleUp(
  pods: Pod[],
  snapshot: Snapshot,
  groups: NodeGroup[],
  backoffs: ReadonlyMap<string, Backoff>,
  now: number,
): Growth | undefined {
  const options = groups
    .filter(
      ({ name, desiredSize, maxSize }) =>
        desiredSize < maxSize && !((backoffs.get(name)?.until ?? -1) >= now),
    )
    .map((group) => estimate(pods, snapshot, group))
    .filter(({ nodes }) => nodes > 0);
  if (options.length === 0) return undefined;
  const highest = Math.max(...options.map(({ group }) => group.priority));
  const [best] = options
    .filter(({ group }) => group.priority === highest)
    .sort((one, other) => waste(one) - waste(other));
  return { group: best!.group, size: best!.group.desiredSize + best!.nodes };
}

function waste({ group: { template }, nodes, pods }: Option): number {
  const { cpu, memory } = template.allocatable;
  const unused = (key: "cpu" | "memory", each: number) =>
    1 - pods.reduce((sum, { of }) => sum + of.requests[key], 0) / (nodes * each);
  return unused("cpu", cpu) + unused("memory", memory);
}

/**
 * How many nodes of a group take how many of the pods: the largest first, each on a new node that has room, then on one
 * more.
 *
 * Source: estimator/binpacking_estimator.go, decreasing_pod_orderer.go, sng_capacity_threshold.go.
 */
function estimate(pods: Pod[], { rooms }: Snapshot, group: NodeGroup): Option {
  const { template, desiredSize, maxSize } = group;
  const byWorkload = new Map<Workload, Pod[]>();
  for (const pod of pods) byWorkload.set(pod.of, [...(byWorkload.get(pod.of) ?? []), pod]);
  const size = ({ requests: { cpu, memory } }: Workload) =>
    cpu / template.allocatable.cpu + memory / template.allocatable.memory;
  const empty = freshRoom(template, "new");
  const equivalents = [...byWorkload]
    .filter(([workload]) => fits(workload, empty, [...rooms, empty]))
    .sort(([one], [other]) => size(other) - size(one));

  const added: Room[] = [];
  const all = [...rooms];
  const placed: Pod[] = [];
  let next = 0;
  const put = (room: Room, pod: Pod) => {
    room.place(pod);
    placed.push(pod);
  };
  for (const [workload, equals] of equivalents) {
    let index = 0;
    for (; index < equals.length; index++) {
      let found = -1;
      for (let step = 0; step < added.length && found === -1; step++) {
        const turn = (next + step) % added.length;
        if (fits(workload, added[turn]!, all)) found = turn;
      }
      if (found === -1) break;
      put(added[found]!, equals[index]!);
      next = (found + 1) % added.length;
    }
    for (; index < equals.length; index++) {
      let last = added.at(-1);
      if (!last || !fits(workload, last, all)) {
        if (last?.pods.length === 0 || added.length >= maxSize - desiredSize) break;
        last = freshRoom(template, `new-${added.length}`);
        added.push(last);
        all.push(last);
        if (!fits(workload, last, all)) break;
      }
      put(last, equals[index]!);
    }
  }
  return { group, nodes: added.filter(({ pods: on }) => on.length > 0).length, pods: placed };
}

interface Removable {
  node: string;
  group: NodeGroup;
  isEmpty: boolean;
  /** Its pods share a budget that doesn't allow all of them at once. */
  isRisky: boolean;
}

/**
 * Nodes that could go, each after the ones before it: at most as full as the threshold, and with a place elsewhere for all
 * its pods.
 *
 * Source: core/scaledown/planner/planner.go (categorizeNodes), eligibility/eligibility.go, simulator/cluster.go,
 * simulator/utilization/info.go, processors/scaledowncandidates.
 */
function unneededNodes(
  snapshot: Snapshot,
  groups: NodeGroup[],
  leaving: ReadonlySet<string>,
  budgets: DisruptionBudget[],
  memory: Memory,
  settings: AutoscalerSettings,
  now: number,
): { removable: Removable[]; unremovableUntil: Map<string, number> } {
  const removable: Removable[] = [];
  const unremovableUntil = new Map([...memory.unremovableUntil].filter(([, until]) => until > now));
  const left = budgets.map(({ allowed }) => allowed);
  const byName = new Map(groups.map((group) => [group.name, group]));
  const going = (group: string) =>
    snapshot.rooms.filter(({ node }) => node.group === group && leaving.has(node.name)).length;
  const destinations = new Set(
    snapshot.rooms
      .filter(({ node }) => !leaving.has(node.name) && !node.name.startsWith("upcoming-"))
      .map(({ node }) => node.name),
  );
  const candidates = snapshot.rooms.filter(({ node }) => {
    const group = node.group === undefined ? undefined : byName.get(node.group);
    return destinations.has(node.name) && group && group.desiredSize - going(group.name) > group.minSize;
  });
  const rank = (room: Room) =>
    (toMove(room).length === 0 ? 0 : 2) + (memory.unneededSince.has(room.node.name) ? 0 : 1);
  candidates.sort((one, other) => rank(one) - rank(other));

  for (const room of candidates) {
    const { name } = room.node;
    if (unremovableUntil.has(name) || isUsed(room, settings)) continue;
    const pods = toMove(room);
    const covering = (pod: Pod) => [...budgets.keys()].filter((index) => budgets[index]!.covers(pod.of));
    const isBlocked = pods.some((pod) => pod.of.unmovable || covering(pod).some((index) => left[index]! < 1));
    if (isBlocked || !moveAway(room, pods)) {
      unremovableUntil.set(name, now + UNREMOVABLE_RECHECK_TIMEOUT);
      continue;
    }
    for (const pod of pods) for (const index of covering(pod)) left[index]!--;
    destinations.delete(name);
    removable.push({
      node: name,
      group: byName.get(room.node.group!)!,
      isEmpty: pods.length === 0,
      isRisky: left.some((allowed) => allowed < 0),
    });
  }
  return { removable, unremovableUntil };

  function moveAway(room: Room, pods: Pod[]): boolean {
    const before = snapshot.rooms;
    snapshot.rooms = before.filter((each) => each !== room); // so that it doesn't count as a domain of a spread
    if (snapshot.placeAllOnAny(pods, ({ node }) => destinations.has(node.name))) return true;
    snapshot.rooms = before;
    return false;
  }
}

function toMove({ pods }: Room): Pod[] {
  return pods.filter(({ of }) => !of.daemonSet);
}

/** Of a node with GPUs only these count; pods that run on every node count neither as requests nor as room. */
function isUsed({ node, pods }: Room, settings: AutoscalerSettings): boolean {
  const share = (key: "cpu" | "memory" | "gpu") => {
    const sum = (daemons: boolean) =>
      pods.reduce((total, { of }) => total + (Boolean(of.daemonSet) === daemons ? of.requests[key] : 0), 0);
    return sum(false) / (node.allocatable[key] - node.everyNode[key] - sum(true));
  };
  if (node.labels[GPU_LABEL] !== undefined && node.allocatable.gpu > 0) {
    return share("gpu") > settings.scaleDownGpuUtilization;
  }
  return Math.max(share("cpu"), share("memory")) > settings.scaleDownUtilization;
}

/**
 * Unneeded for long enough, above their group's minimum: all that are empty, up to ten in progress, and one that must be
 * drained.
 *
 * Source: core/scaledown/unneeded/nodes.go (RemovableAt), budgets/budgets.go.
 */
function toRemove(
  removable: Removable[],
  unneededSince: ReadonlyMap<string, number>,
  { now, rooms, leaving }: Observation,
  groups: NodeGroup[],
  settings: AutoscalerSettings,
): string[] {
  const progressing = rooms.filter(({ node }) => leaving.has(node.name));
  const sizes = new Map(
    groups.map(({ name, desiredSize }) => [
      name,
      desiredSize - progressing.filter(({ node }) => node.group === name).length,
    ]),
  );
  let slots = MAX_SCALE_DOWN_PARALLELISM - progressing.length;
  let drains = MAX_DRAIN_PARALLELISM - progressing.filter((room) => toMove(room).length > 0).length;
  const order = ({ isEmpty, isRisky }: Removable) => (isEmpty ? 0 : isRisky ? 2 : 1);
  return [...removable]
    .sort((one, other) => order(one) - order(other))
    .filter(({ node, group, isEmpty }) => {
      const isDue = unneededSince.get(node)! + settings.scaleDownUnneededTime < now;
      if (!isDue || sizes.get(group.name)! <= group.minSize || slots < 1 || (!isEmpty && drains < 1))
        return false;
      sizes.set(group.name, sizes.get(group.name)! - 1);
      slots--;
      if (!isEmpty) drains--;
      return true;
    })
    .map(({ node }) => node);
}

/** What a drain does next. */
export interface Drain {
  evict: Pod[];
  /** No pod is left: the node can go. */
  isDone: boolean;
  /** A budget delayed it for too long: the node stays, and takes pods again. */
  isGivenUp: boolean;
}

/**
 * Evicts what budgets allow, as the API server does.
 *
 * Source: core/scaledown/actuation/drain.go.
 *
 * @param since when it began
 */
export function drain(room: Room, budgets: DisruptionBudget[], since: number, now: number): Drain {
  const left = budgets.map(({ allowed }) => allowed);
  const pods = toMove(room);
  const evict = pods.filter(({ of }) => {
    const covering = [...budgets.keys()].filter((index) => budgets[index]!.covers(of));
    if (covering.some((index) => left[index]! < 1)) return false;
    for (const index of covering) left[index]!--;
    return true;
  });
  return {
    evict,
    isDone: pods.length === 0,
    isGivenUp: evict.length < pods.length && now - since > EVICTION_SECONDS,
  };
}
