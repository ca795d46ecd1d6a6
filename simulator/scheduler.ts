/**
 * Where kube-scheduler 1.35 puts a pod, with its default plugins and weights, as a pure function of the cluster.
 *
 * A pod's node is the one with the highest sum, among the nodes that pass all filters, of
 *
 *   1 x NodeResourcesFit                 least allocated: mean over CPU and memory of 100 x (allocatable - requested) / allocatable
 *   1 x NodeResourcesBalancedAllocation  100 x (1 - |CPU share - memory share| / 2)
 *   2 x NodeAffinity                     sum of the weights of the preferred terms that match, scaled so that the best has 100
 *   3 x TaintToleration                  100 - 100 x (PreferNoSchedule taints not tolerated) / (the most that a node has)
 *   2 x PodTopologySpread                per constraint (pods that match in the domain) x ln(domains + 2) + maxSkew - 1, summed;
 *                                        100 x (most + least - sum) / most
 *
 * each of them cut to a whole number. ImageLocality is left out: the model has no images. Of equal sums the scheduler
 * takes any; here it is the first node.
 *
 * Source: kubernetes v1.35.4, pkg/scheduler: apis/config/v1/default_plugins.go, framework/plugins/noderesources
 * (least_allocated.go, balanced_allocation.go), nodeaffinity, tainttoleration, podtopologyspread (filtering.go, scoring.go,
 * plugin.go for the constraints of pods that have none), defaultpreemption and framework/preemption.
 */
import {
  matches,
  satisfies,
  tolerates,
  UNREQUESTED,
  type DisruptionBudget,
  type LabelSelector,
  type Node,
  type NodeSelectorTerm,
  type Pod,
  type Room,
  type TopologySpread,
  type Workload,
} from "./pods-and-nodes";

const ZONE = "topology.kubernetes.io/zone";
const HOSTNAME = "kubernetes.io/hostname";

/** Sums of millicores carry rounding errors of 1e-15. */
const EPSILON = 1e-9;

/** A constraint with the workloads that its selector takes, found out once. */
interface Spread {
  maxSkew: number;
  topologyKey: string;
  counts: (workload: Workload) => boolean;
}

interface Rules {
  hard: Spread[];
  soft: Spread[];
  /** Whether the constraints are the scheduler's own, which don't ask that a node has every key. */
  defaulted: boolean;
  antiAffinity: Spread[];
}

const rules = new WeakMap<Workload, Rules>();

/** Whether a pod may go to a node as it is, beside the pods that are there. */
export function fits(workload: Workload, room: Room, rooms: Room[]): boolean {
  if (!hasRoom(workload, room) || !admits(workload, room)) return false;
  const { hard, antiAffinity } = rulesOf(workload);
  return (
    hard.every((each) => keepsSkew(workload, room, rooms, each)) &&
    antiAffinity.every((each) => isAlone(room, rooms, each)) &&
    rooms.every((each) => each.shy === 0 || isLetIn(workload, room, each))
  );
}

/** The node for a pod, or none. */
export function choose(workload: Workload, rooms: Room[]): Room | undefined {
  const feasible = rooms.filter((room) => fits(workload, room, rooms));
  if (feasible.length < 2) return feasible[0];
  const totals = new Float64Array(feasible.length);
  const { cpu: ownCpu, memory: ownMemory } = workload.requests;
  feasible.forEach((room, index) => {
    const { cpu, memory } = room.node.allocatable;
    totals[index]! +=
      Math.floor(
        (free(room.scoredCpu + (ownCpu || UNREQUESTED.cpu), cpu) +
          free(room.scoredMemory + (ownMemory || UNREQUESTED.memory), memory)) /
          2,
      ) +
      (ownCpu + ownMemory > 0
        ? whole(
            100 * (1 - Math.abs(share(room.cpu + ownCpu, cpu) - share(room.memory + ownMemory, memory)) / 2),
          )
        : 0);
  });
  const preferred =
    workload.placement.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  if (preferred.length > 0) {
    const weights = feasible.map(({ node }) =>
      preferred.reduce((sum, { weight, preference }) => sum + (meets(node, preference) ? weight : 0), 0),
    );
    const most = Math.max(...weights);
    if (most > 0) weights.forEach((weight, index) => (totals[index]! += 2 * whole((100 * weight) / most)));
  }
  const shunned = feasible.map(({ node }) => untolerated(workload, node, ["PreferNoSchedule"]));
  const most = Math.max(...shunned);
  if (most > 0) shunned.forEach((count, index) => (totals[index]! -= 3 * whole((100 * count) / most)));
  spreadScores(workload, feasible, rooms)?.forEach((score, index) => (totals[index]! += 2 * score));
  let best = 0;
  for (let index = 1; index < totals.length; index++) if (totals[index]! > totals[best]!) best = index;
  return feasible[best];
}

/** The order in which pods are tried: by priority, then by age. Source: framework/plugins/queuesort/priority_sort.go. */
export function inQueueOrder(pods: Pod[]): Pod[] {
  return [...pods].sort((one, other) => other.of.priority - one.of.priority || one.created - other.created);
}

export interface Preemption {
  room: Room;
  victims: Pod[];
}

/**
 * The pods of lower priority that make room for a pod that found none: on the node with the fewest that a budget
 * protects, then the least important, the fewest, the youngest.
 */
export function preempt(
  workload: Workload,
  rooms: Room[],
  budgets: DisruptionBudget[],
): Preemption | undefined {
  if (!workload.preempts) return undefined;
  let best: (Preemption & { cost: number[] }) | undefined;
  for (const room of rooms) {
    if (!admits(workload, room)) continue;
    const found = victimsOn(workload, room, rooms, budgets);
    if (!found) continue;
    const { victims, violations } = found;
    const cost = [
      violations,
      victims[0]!.of.priority,
      victims.reduce((sum, { of }) => sum + of.priority + 2 ** 31, 0),
      victims.length,
      -Math.min(
        ...victims.filter(({ of }) => of.priority === victims[0]!.of.priority).map(({ created }) => created),
      ),
    ];
    const difference = best
      ? cost.map((each, index) => each - best!.cost[index]!).find((each) => each !== 0)
      : -1;
    if (difference !== undefined && difference < 0) best = { room, victims, cost };
  }
  return best && { room: best.room, victims: best.victims };
}

/** The most important are let back first, those that a budget protects before the others. */
function victimsOn(
  workload: Workload,
  room: Room,
  rooms: Room[],
  budgets: DisruptionBudget[],
): { victims: Pod[]; violations: number } | undefined {
  const lower = room.pods
    .filter(({ of }) => of.priority < workload.priority)
    .sort((one, other) => other.of.priority - one.of.priority || one.created - other.created);
  if (lower.length === 0 || !wouldHaveRoom(workload, room, lower)) return undefined;
  const trial = room.copy();
  const trialRooms = rooms.map((each) => (each === room ? trial : each));
  for (const pod of lower) trial.remove(pod);
  if (!fits(workload, trial, trialRooms)) return undefined;
  const left = budgets.map(({ allowed }) => allowed);
  const isProtected = (pod: Pod) =>
    budgets.reduce(
      (found, budget, index) => (budget.covers(pod.of) && --left[index]! < 0 ? true : found),
      false,
    );
  const guarded = new Set(lower.filter(isProtected));
  const victims = new Set<Pod>();
  for (const pod of [
    ...lower.filter((each) => guarded.has(each)),
    ...lower.filter((each) => !guarded.has(each)),
  ]) {
    trial.place(pod);
    if (fits(workload, trial, trialRooms)) continue;
    trial.remove(pod);
    victims.add(pod);
  }
  return {
    victims: lower.filter((pod) => victims.has(pod)),
    violations: [...victims].filter((pod) => guarded.has(pod)).length,
  };
}

/** The quick no, before anything is tried. */
function wouldHaveRoom({ requests }: Workload, room: Room, without: Pod[]): boolean {
  const { allocatable } = room.node;
  return (["cpu", "memory", "gpu"] as const).every(
    (key) =>
      room[key] - without.reduce((sum, { of }) => sum + of.requests[key], 0) + requests[key] <=
      allocatable[key] + EPSILON,
  );
}

/** By labels and taints alone, not by the pods on the node: neither preemption nor waiting changes the answer. */
export function admits(workload: Workload, room: Room): boolean {
  let admitted = room.admitted.get(workload);
  if (admitted === undefined) {
    admitted =
      isWanted(workload, room.node) && untolerated(workload, room.node, ["NoSchedule", "NoExecute"]) === 0;
    room.admitted.set(workload, admitted);
  }
  return admitted;
}

function isWanted({ placement: { nodeSelector = {}, affinity } }: Workload, node: Node): boolean {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    Object.entries(nodeSelector).every(([key, value]) => node.labels[key] === value) &&
    (!required || required.nodeSelectorTerms.some((term) => meets(node, term)))
  );
}

function meets({ labels }: Node, { matchExpressions = [] }: NodeSelectorTerm): boolean {
  return matchExpressions.every((each) => satisfies(labels, each));
}

function untolerated(
  { placement: { tolerations = [] } }: Workload,
  { taints }: Node,
  effects: string[],
): number {
  return taints.filter((taint) => effects.includes(taint.effect) && !tolerates(tolerations, taint)).length;
}

function hasRoom({ requests }: Workload, room: Room): boolean {
  const { cpu, memory, gpu, pods } = room.node.allocatable;
  return (
    room.slots + 1 <= pods &&
    (requests.cpu === 0 || room.cpu + requests.cpu <= cpu + EPSILON) &&
    (requests.memory === 0 || room.memory + requests.memory <= memory + EPSILON) &&
    (requests.gpu === 0 || room.gpu + requests.gpu <= gpu)
  );
}

function rulesOf(workload: Workload): Rules {
  let found = rules.get(workload);
  if (!found) {
    const { topologySpreadConstraints = [], affinity } = workload.placement;
    const spread = ({
      maxSkew,
      topologyKey,
      labelSelector = {},
    }: Omit<TopologySpread, "whenUnsatisfiable">) => ({
      maxSkew,
      topologyKey,
      counts: selection(workload.namespace, labelSelector),
    });
    const of = (action: string) =>
      topologySpreadConstraints.filter((each) => each.whenUnsatisfiable === action).map(spread);
    const defaulted = topologySpreadConstraints.length === 0;
    found = {
      hard: of("DoNotSchedule"),
      soft: defaulted
        ? [
            { maxSkew: 3, topologyKey: HOSTNAME, counts: (other: Workload) => other === workload },
            { maxSkew: 5, topologyKey: ZONE, counts: (other: Workload) => other === workload },
          ]
        : of("ScheduleAnyway"),
      defaulted,
      antiAffinity: (affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(
        ({ topologyKey, labelSelector }) =>
          spread({ maxSkew: 1, topologyKey, ...(labelSelector && { labelSelector }) }),
      ),
    };
    rules.set(workload, found);
  }
  return found;
}

function selection(namespace: string, selector: LabelSelector): Spread["counts"] {
  const known = new Map<Workload, boolean>();
  return (workload) => {
    let is = known.get(workload);
    if (is === undefined) {
      is = workload.namespace === namespace && matches(workload.labels, selector);
      known.set(workload, is);
    }
    return is;
  };
}

function podsOf({ counts }: Room, spread: Spread): number {
  let sum = 0;
  for (const [workload, count] of counts) if (spread.counts(workload)) sum += count;
  return sum;
}

/** A domain may have no more than maxSkew pods above the least of those that the pod could go to. */
function keepsSkew(workload: Workload, room: Room, rooms: Room[], spread: Spread): boolean {
  const { hard } = rulesOf(workload);
  const domain = room.node.labels[spread.topologyKey];
  if (domain === undefined) return false;
  const counts = new Map<string, number>();
  for (const each of rooms) {
    const { labels } = each.node;
    if (!isWanted(workload, each.node) || hard.some(({ topologyKey }) => labels[topologyKey] === undefined))
      continue;
    const key = labels[spread.topologyKey]!;
    counts.set(key, (counts.get(key) ?? 0) + podsOf(each, spread));
  }
  const own = spread.counts(workload) ? 1 : 0;
  return (counts.get(domain) ?? 0) + own - Math.min(...counts.values()) <= spread.maxSkew;
}

function isAlone(room: Room, rooms: Room[], term: Spread): boolean {
  const domain = room.node.labels[term.topologyKey];
  return (
    domain === undefined ||
    rooms.every((each) => each.node.labels[term.topologyKey] !== domain || podsOf(each, term) === 0)
  );
}

/** A pod that wants to be alone keeps others away too. */
function isLetIn(workload: Workload, room: Room, other: Room): boolean {
  for (const there of other.counts.keys()) {
    if (!there.placement.affinity?.podAntiAffinity) continue;
    for (const { topologyKey, counts } of rulesOf(there).antiAffinity) {
      const domain = room.node.labels[topologyKey];
      if (counts(workload) && domain !== undefined && other.node.labels[topologyKey] === domain) return false;
    }
  }
  return true;
}

function spreadScores(workload: Workload, feasible: Room[], rooms: Room[]): number[] | undefined {
  const { soft, defaulted } = rulesOf(workload);
  if (soft.length === 0) return undefined;
  const complete = ({ node }: Room) =>
    defaulted || soft.every(({ topologyKey }) => node.labels[topologyKey] !== undefined);
  const scored = feasible.filter(complete);
  const eligible = rooms.filter((room) => complete(room) && isWantedCached(workload, room));
  const sums = new Map<Room, number>(scored.map((room) => [room, 0]));
  for (const spread of soft) {
    const { topologyKey, maxSkew } = spread;
    const perNode = topologyKey === HOSTNAME;
    const domains = new Map<string | undefined, number>();
    if (!perNode) {
      for (const { node } of scored) domains.set(node.labels[topologyKey], 0);
      for (const room of eligible) {
        const key = room.node.labels[topologyKey];
        const before = domains.get(key);
        if (before !== undefined) domains.set(key, before + podsOf(room, spread));
      }
    }
    const weight = Math.log((perNode ? scored.length : domains.size) + 2);
    for (const room of scored) {
      const key = room.node.labels[topologyKey];
      if (key === undefined) continue;
      const count = perNode ? podsOf(room, spread) : domains.get(key)!;
      sums.set(room, sums.get(room)! + count * weight + maxSkew - 1);
    }
  }
  const whole = [...sums.values()].map(Math.round);
  const [least, most] = [Math.min(...whole), Math.max(0, ...whole)];
  return feasible.map((room) => {
    const sum = sums.get(room);
    if (sum === undefined) return 0;
    return most === 0 ? 100 : Math.floor((100 * (most + least - Math.round(sum))) / most);
  });
}

function isWantedCached(workload: Workload, room: Room): boolean {
  // Taints count too in what is cached, so only a yes answers the question.
  return admits(workload, room) || isWanted(workload, room.node);
}

function free(requested: number, allocatable: number): number {
  return requested > allocatable ? 0 : whole((100 * (allocatable - requested)) / allocatable);
}

function share(requested: number, allocatable: number): number {
  return Math.min(1, requested / allocatable);
}

/** As integer division cuts, but for a sum of floats that is a hair below a whole number. */
function whole(value: number): number {
  return Math.floor(value + EPSILON);
}
