/** A cluster in memory: controllers that keep replicas, the scheduler, the autoscaler, and a cloud that gives nodes. */
import {
  drain,
  nextChange,
  NO_MEMORY,
  scan,
  type AutoscalerSettings,
  type Memory,
  type NodeGroup,
} from "./cluster-autoscaler";
import { Room, type DisruptionBudget, type Node, type Pod, type Workload } from "./pods-and-nodes";
import { choose, inQueueOrder, preempt } from "./scheduler";

const ZONE = "topology.kubernetes.io/zone";
const HOSTNAME = "kubernetes.io/hostname";
const SCAN_SECONDS = 10;
/** After a scan that changed a size the next one follows at once (loop/trigger.go); pods and nodes need a moment. */
const NEXT_SCAN_SECONDS = 1;
/** After that no pod counts as new. */
const SETTLED_SECONDS = 30;
const UNNEEDED = { key: "DeletionCandidateOfClusterAutoscaler", effect: "PreferNoSchedule" };
const LEAVING = { key: "ToBeDeletedByClusterAutoscaler", effect: "NoSchedule" };

export interface ClusterGroup {
  name: string;
  minSize: number;
  maxSize: number;
  priority: number;
  template: Node;
  zones: string[];
}

interface Controller {
  replicas: number;
  /** Pods that a disruption may take at once; undefined for a workload without a budget. */
  maxUnavailable: number | undefined;
}

interface GroupState extends ClusterGroup {
  desiredSize: number;
  hasCapacity: boolean;
  made: number;
}

/** Nodes start at once, and so do pods. */
export class Cluster {
  /** Seconds since the beginning. */
  now = 0;
  rooms: Room[] = [];
  waiting: Pod[] = [];
  /** Pods that had to make room for others, by workload. */
  readonly preempted = new Map<Workload, number>();
  private readonly groups: Map<string, GroupState>;
  private readonly controllers = new Map<Workload, Controller>();
  private readonly leaving = new Map<string, number>();
  private memory: Memory = NO_MEMORY;
  private podsMade = 0;

  constructor(
    groups: ClusterGroup[],
    private readonly settings: AutoscalerSettings,
    /** Of what the real ones take at random. */
    private readonly seed = 0,
  ) {
    this.groups = new Map(
      groups.map((group) => [
        group.name,
        { ...group, desiredSize: group.minSize, hasCapacity: true, made: 0 },
      ]),
    );
    this.provide();
  }

  /** Nodes that have started, by group. */
  nodes(): Record<string, number> {
    return Object.fromEntries(
      [...this.groups.keys()].map((name) => [
        name,
        this.rooms.filter(({ node }) => node.group === name).length,
      ]),
    );
  }

  /** Other replicas of a workload; the scheduler sees its pods at the next `schedule` or `step`. */
  scale(workload: Workload, replicas: number, maxUnavailable?: number): void {
    this.controllers.set(workload, { replicas, maxUnavailable });
    const missing =
      replicas - this.running(workload) - this.waiting.filter(({ of }) => of === workload).length;
    for (let count = 0; count < missing; count++) this.waiting.push(this.newPod(workload));
    if (missing < 0) this.endSome(workload, -missing);
  }

  /** Takes or gives back a group's capacity; without it its nodes go at once, as with an interruption of them all. */
  setCapacity(group: string, hasCapacity: boolean): void {
    this.groups.get(group)!.hasCapacity = hasCapacity;
    if (!hasCapacity)
      for (const room of this.rooms.filter(({ node }) => node.group === group)) this.end(room);
  }

  /** Gives each pod that waits its node, where there is one, pods of lower priority making room. */
  schedule(): void {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      const full = new Set<Workload>();
      for (const pod of inQueueOrder(this.waiting)) {
        if (full.has(pod.of)) continue;
        const home = choose(pod.of, this.rooms) ?? this.makeRoom(pod);
        if (!home) {
          full.add(pod.of);
          continue;
        }
        home.place(pod);
        this.waiting.splice(this.waiting.indexOf(pod), 1);
      }
      // Those that made room for others have a turn of their own.
      isMoving = this.waiting.some(({ of }) => !full.has(of));
    }
  }

  /** One scan of the autoscaler. */
  step(settings = this.settings): { changed: boolean; resized: boolean } {
    this.schedule();
    this.continueDrains();
    const decision = scan(
      {
        now: this.now,
        rooms: this.rooms,
        leaving: new Set(this.leaving.keys()),
        waiting: this.waiting,
        groups: this.nodeGroups(),
        budgets: this.budgets(),
      },
      this.memory,
      settings,
    );
    this.memory = decision.memory;
    const isRetainted = this.taint(decision.unneeded, decision.remove);
    for (const [name, size] of decision.sizes) this.groups.get(name)!.desiredSize = size;
    for (const name of decision.remove) this.leaving.set(name, this.now);
    const isProvided = this.provide();
    this.schedule();
    const changed =
      isProvided ||
      isRetainted ||
      decision.sizes.size > 0 ||
      decision.remove.length > 0 ||
      this.leaving.size > 0;
    this.now += decision.sizes.size + decision.remove.length > 0 ? NEXT_SCAN_SECONDS : SCAN_SECONDS;
    return { changed, resized: decision.sizes.size > 0 };
  }

  /** Lets the autoscaler add nodes until no pod waits that one more would help. */
  grow(): void {
    this.schedule();
    while (this.waiting.length > 0) {
      const oldest = Math.max(...this.waiting.map(({ created }) => created));
      this.now = Math.max(this.now, oldest + SETTLED_SECONDS); // pods that are new wait for more of them
      if (!this.step({ ...this.settings, scaleDownEnabled: false }).resized) return;
    }
  }

  /**
   * Lets time pass until nothing changes any more.
   *
   * @param until seconds after which it ends in any case
   */
  settle(until: number): void {
    const end = this.now + until;
    while (this.now <= end) {
      if (this.step().changed) continue;
      const youngest = Math.max(...this.waiting.map(({ created }) => created));
      if (this.now - youngest <= SCAN_SECONDS + SETTLED_SECONDS) continue;
      const next = nextChange(this.memory, this.settings, this.now);
      if (next === undefined || next > end) break;
      this.now = Math.max(this.now, SCAN_SECONDS * (Math.floor(next / SCAN_SECONDS) + 1));
    }
  }

  private running(workload: Workload): number {
    return this.rooms.reduce((sum, { counts }) => sum + (counts.get(workload) ?? 0), 0);
  }

  private newPod(workload: Workload): Pod {
    return { name: `${workload.name}-${this.podsMade++}`, of: workload, created: this.now };
  }

  private makeRoom(pod: Pod): Room | undefined {
    const { priority } = pod.of;
    const hasLower = this.rooms.some(({ counts }) => [...counts.keys()].some((of) => of.priority < priority));
    const found = hasLower ? preempt(pod.of, this.rooms, this.budgets()) : undefined;
    if (!found) return undefined;
    for (const victim of found.victims) {
      this.evict(found.room, victim);
      this.preempted.set(victim.of, (this.preempted.get(victim.of) ?? 0) + 1);
    }
    return found.room;
  }

  /** Its controller makes another, which waits. */
  private evict(room: Room, pod: Pod): void {
    room.remove(pod);
    this.waiting.push(this.newPod(pod.of));
  }

  private nodeGroups(): NodeGroup[] {
    const started = this.nodes();
    return [...this.groups.values()].map((group) => ({
      ...group,
      unfulfillable: group.hasCapacity ? 0 : group.desiredSize - started[group.name]!,
    }));
  }

  private budgets(): DisruptionBudget[] {
    return [...this.controllers].flatMap(([workload, { replicas, maxUnavailable }]) =>
      maxUnavailable === undefined
        ? []
        : [
            {
              covers: (other: Workload) => other === workload,
              allowed: Math.max(0, this.running(workload) - (replicas - maxUnavailable)),
            },
          ],
    );
  }

  private continueDrains(): void {
    for (const [name, since] of [...this.leaving]) {
      const room = this.rooms.find(({ node }) => node.name === name);
      if (!room) {
        this.leaving.delete(name);
        continue;
      }
      const { evict, isGivenUp } = drain(room, this.budgets(), since, this.now);
      for (const pod of evict) this.evict(room, pod);
      if (evict.length > 0) this.schedule();
      if (drain(room, [], since, this.now).isDone) {
        this.groups.get(room.node.group!)!.desiredSize--;
        this.end(room);
        this.leaving.delete(name);
      } else if (isGivenUp) this.leaving.delete(name);
    }
  }

  private end(room: Room): void {
    this.rooms.splice(this.rooms.indexOf(room), 1);
    for (const pod of [...room.pods]) this.evict(room, pod);
  }

  private taint(unneeded: string[], leaving: string[]): boolean {
    let isChanged = false;
    this.rooms = this.rooms.map((room) => {
      const { name, taints } = room.node;
      const own = taints.filter(({ key }) => key !== UNNEEDED.key && key !== LEAVING.key);
      const isLeaving = this.leaving.has(name) || leaving.includes(name);
      const wanted = [
        ...own,
        ...(isLeaving ? [LEAVING] : []),
        ...(unneeded.includes(name) ? [UNNEEDED] : []),
      ];
      if (wanted.map(({ key }) => key).join() === taints.map(({ key }) => key).join()) return room;
      isChanged = true;
      const changed = new Room({ ...room.node, taints: wanted });
      for (const pod of room.pods) changed.place(pod);
      return changed;
    });
    return isChanged;
  }

  /** Makes the nodes that are asked for, each in the zone that has the fewest. */
  private provide(): boolean {
    let isProvided = false;
    for (const group of this.groups.values()) {
      const own = () => this.rooms.filter(({ node }) => node.group === group.name);
      while (group.hasCapacity && own().length < group.desiredSize) {
        const inZone = (zone: string) => own().filter(({ node }) => node.labels[ZONE] === zone).length;
        const [zone] = [...group.zones].sort((one, other) => inZone(one) - inZone(other));
        const name = `${group.name}-${group.made++}`;
        const labels = {
          ...group.template.labels,
          [HOSTNAME]: name,
          ...(zone === undefined ? {} : { [ZONE]: zone }),
        };
        this.rooms.push(new Room({ ...group.template, name, group: group.name, labels }));
        isProvided = true;
        this.schedule(); // nodes come one after the other, and the first takes what waits
      }
    }
    return isProvided;
  }

  /**
   * Pods that a ReplicaSet ends first: those that wait, then those on the nodes that have most of their equals, then those
   * of a younger age, where ages count by their power of two. Of equals the real one takes any.
   *
   * Source: kubernetes v1.35.4, pkg/controller/controller_utils.go, ActivePodsWithRanks.
   */
  private endSome(workload: Workload, count: number): void {
    const waiting = this.waiting.filter(({ of }) => of === workload).slice(-count);
    this.waiting = this.waiting.filter((pod) => !waiting.includes(pod));
    this.rooms
      .flatMap((room) => room.pods.filter(({ of }) => of === workload).map((pod) => ({ room, pod })))
      .map(({ room, pod }) => ({
        room,
        pod,
        equals: room.counts.get(workload)!,
        age: Math.floor(Math.log2(Math.max(1, this.now - pod.created))),
        any: scattered(`${this.seed} ${pod.name}`),
      }))
      .sort((one, other) => other.equals - one.equals || one.age - other.age || one.any - other.any)
      .slice(0, count - waiting.length)
      .forEach(({ room, pod }) => room.remove(pod));
  }
}

/** The same number for the same text, with no order in them (FNV-1a). */
function scattered(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
