import { NOTHING, type Resources } from "../policy-pack/pricing/resources";

/** What of a pod's spec decides where it may run, as in a manifest. */
export interface Placement {
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
  affinity?: {
    nodeAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] };
      preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: NodeSelectorTerm }[];
    };
    podAntiAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
    };
  };
  topologySpreadConstraints?: TopologySpread[];
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

export interface NodeSelectorTerm {
  matchExpressions?: Requirement[];
}

export interface Requirement {
  key: string;
  operator: string;
  values?: string[];
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: Requirement[];
}

export interface PodAffinityTerm {
  topologyKey: string;
  labelSelector?: LabelSelector;
}

export interface TopologySpread {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: string;
  labelSelector?: LabelSelector;
}

export interface Taint {
  key: string;
  value?: string;
  effect: string;
}

/** Equal pods, as one controller makes them. */
export interface Workload {
  /** Unique in the cluster: "production/frontend". */
  name: string;
  namespace: string;
  labels: Record<string, string>;
  requests: Resources;
  priority: number;
  /** False with the preemption policy Never. */
  preempts: boolean;
  placement: Placement;
  /** One on every node that takes it; a drain leaves it where it is. */
  daemonSet?: boolean;
  /** Of no controller, or annotated as not safe to evict: its node is never taken away. */
  unmovable?: boolean;
}

export interface Pod {
  name: string;
  of: Workload;
  /** Seconds, by the clock that the caller chooses. */
  created: number;
  /** Where pods of lower priority make room for it. */
  nominatedNode?: string;
}

export interface Node {
  name: string;
  /** Its node group; none for a node that no autoscaler owns. */
  group?: string;
  labels: Record<string, string>;
  taints: Taint[];
  allocatable: Resources;
  /** What pods that run on every such node request, where they aren't listed themselves. */
  everyNode: Resources;
}

/** A node and the pods on it. Changes go through `place` and `remove`. */
export class Room {
  /** Requests of all pods, for the filter. */
  cpu: number;
  memory: number;
  gpu: number;
  slots: number;
  /** The same with what the scheduler's score assumes of pods without requests. */
  scoredCpu: number;
  scoredMemory: number;
  /** Pods that want to be alone. */
  shy = 0;
  readonly pods: Pod[] = [];
  readonly counts = new Map<Workload, number>();
  /** Whether the node's labels and taints let a workload in; the scheduler fills it. */
  readonly admitted = new Map<Workload, boolean>();

  constructor(readonly node: Node) {
    const { cpu, memory, gpu, pods } = node.everyNode;
    this.cpu = cpu;
    this.memory = memory;
    this.gpu = gpu;
    this.slots = pods;
    this.scoredCpu = cpu;
    this.scoredMemory = memory;
  }

  place(pod: Pod): void {
    this.pods.push(pod);
    this.count(pod.of, 1);
  }

  remove(pod: Pod): void {
    const index = this.pods.indexOf(pod);
    if (index === -1) throw new Error(`${pod.name} is not on ${this.node.name}`);
    this.pods.splice(index, 1);
    this.count(pod.of, -1);
  }

  copy(): Room {
    const copy = new Room(this.node);
    for (const pod of this.pods) copy.place(pod);
    for (const [workload, admitted] of this.admitted) copy.admitted.set(workload, admitted);
    return copy;
  }

  private count(workload: Workload, sign: 1 | -1): void {
    const { cpu, memory, gpu } = workload.requests;
    this.cpu += sign * cpu;
    this.memory += sign * memory;
    this.gpu += sign * gpu;
    this.slots += sign;
    if (workload.placement.affinity?.podAntiAffinity) this.shy += sign;
    this.scoredCpu += sign * (cpu || UNREQUESTED.cpu);
    this.scoredMemory += sign * (memory || UNREQUESTED.memory);
    const before = this.counts.get(workload) ?? 0;
    if (before + sign === 0) this.counts.delete(workload);
    else this.counts.set(workload, before + sign);
  }
}

/** What a pod that requests nothing counts as in the score (pkg/scheduler/util/pod_resources.go). */
export const UNREQUESTED: Readonly<Resources> = { ...NOTHING, cpu: 0.1, memory: 200 / 1024 };

/** How many pods of a selection a disruption may take at this moment. */
export interface DisruptionBudget {
  covers(workload: Workload): boolean;
  allowed: number;
}

export function matches(
  labels: Record<string, string>,
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((each) => satisfies(labels, each))
  );
}

/** Source: k8s.io/apimachinery/pkg/labels/selector.go, Requirement.Matches. */
export function satisfies(
  labels: Record<string, string>,
  { key, operator, values = [] }: Requirement,
): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return value !== undefined && Number(value) > Number(values[0]);
    case "Lt":
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      throw new Error(`operator "${operator}" of a requirement on ${key}`);
  }
}

export function tolerates(tolerations: Toleration[], taint: Taint): boolean {
  return tolerations.some(
    ({ key, operator = "Equal", value = "", effect }) =>
      (!effect || effect === taint.effect) &&
      (!key || key === taint.key) &&
      (operator === "Exists" || value === (taint.value ?? "")),
  );
}
