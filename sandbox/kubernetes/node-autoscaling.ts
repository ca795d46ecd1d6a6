import { parse } from "yaml";
import { cores, gibibytes, seconds } from "../../components/kubernetes/quantity";
import { NOTHING, plus, type Resources } from "../../policy-pack/pricing/resources";
import {
  drain,
  NO_MEMORY,
  scan,
  type AutoscalerSettings,
  type Memory,
  type NodeGroup,
} from "../../simulator/cluster-autoscaler";
import {
  matches,
  Room,
  type DisruptionBudget,
  type LabelSelector,
  type Node as ModelNode,
  type Placement,
  type Pod as ModelPod,
  type Taint,
  type Workload,
} from "../../simulator/pods-and-nodes";
import { admits } from "../../simulator/scheduler";
import { listGroups, setDesired, terminateInstance, type NodeGroupSize } from "../aws/auto-scaling";
import { ApiError, type KubernetesApi, type KubernetesObject } from "./api";
import { GROUP_LABEL, instanceNumber, nodesOf, type Node } from "./nodes";

/** The fields of a pod's spec that the scheduler and the autoscaler use. */
export interface PodSpec extends Placement {
  nodeName?: string;
  priority?: number;
  preemptionPolicy?: string;
  containers: { resources?: { requests?: Record<string, string> } }[];
}

export interface SandboxPod extends KubernetesObject {
  metadata: KubernetesObject["metadata"] & {
    creationTimestamp: string;
    ownerReferences?: { kind: string; uid: string; controller?: boolean }[];
  };
  spec: PodSpec;
  status: {
    phase: string;
    nominatedNodeName?: string;
    conditions?: { type: string; status: string; reason?: string }[];
  };
}

interface Budget extends KubernetesObject {
  spec: { selector?: LabelSelector };
  status?: { disruptionsAllowed?: number };
}

interface DaemonSet extends KubernetesObject {
  spec: { template: { metadata: { labels?: Record<string, string> }; spec: PodSpec } };
}

export const CLUSTER_AUTOSCALER = { namespace: "kube-system", name: "cluster-autoscaler" };

/**
 * Seconds of the autoscaler in one second of the sandbox: its five minutes until it removes an unneeded node take
 * twelve seconds.
 */
const PACE = 25;

const GPU = "nvidia.com/gpu";
const NOT_READY: Taint = { key: "node.kubernetes.io/not-ready", effect: "NoSchedule" };
const LEAVING: Taint = { key: "ToBeDeletedByClusterAutoscaler", effect: "NoSchedule" };
const UNNEEDED: Taint = { key: "DeletionCandidateOfClusterAutoscaler", effect: "PreferNoSchedule" };

/**
 * Simulates Cluster Autoscaler: observes the cluster, lets the model of `simulator/` decide, and acts on its decision.
 */
export class NodeAutoscaling {
  private memory: Memory = NO_MEMORY;
  /** When each node's drain began, in milliseconds of the sandbox: its pods end in that time too. */
  private readonly drains = new Map<string, number>();

  constructor(
    private readonly api: KubernetesApi,
    private readonly stateFile: string,
    /** Current time in milliseconds, on the API server's clock. */
    private readonly clock: () => number = Date.now,
  ) {}

  /** One scan, and the actions that it decides. */
  async scan(): Promise<void> {
    const { api, stateFile } = this;
    const { settings, priorityOf } = await this.configuration();
    const [nodes, allPods, budgets, daemonSets] = await Promise.all([
      api.list<Node>("/api/v1/nodes"),
      api.list<SandboxPod>("/api/v1/pods"),
      api.list<Budget>("/apis/policy/v1/poddisruptionbudgets"),
      api.list<DaemonSet>("/apis/apps/v1/daemonsets"),
    ]);
    const groups = listGroups(stateFile);
    const groupOf = new Map(groups.map(({ nodeGroupName, name }) => [nodeGroupName, name]));
    const pods = modelPods(allPods.filter(({ status }) => !["Succeeded", "Failed"].includes(status.phase)));
    const rooms = nodes.filter(isReady).map((node) => {
      const room = new Room(modelNode(node, groupOf.get(node.metadata.labels?.[GROUP_LABEL] ?? "")));
      for (const { on, pod } of pods) if (on === node.metadata.name) room.place(pod);
      return room;
    });
    const leaving = new Set(
      nodes.filter(({ spec }) => has(spec.taints, LEAVING)).map(({ metadata }) => metadata.name),
    );
    const disruptionBudgets = budgets.map(modelBudget);

    await this.continueDrains(rooms, leaving, disruptionBudgets, nodes, groups);
    const { sizes, remove, unneeded, memory } = scan(
      {
        now: autoscalerTime(this.clock()),
        rooms,
        leaving,
        waiting: pods.filter(({ isRefused }) => isRefused).map(({ pod }) => pod),
        groups: groups.map((group) => modelGroup(group, rooms, daemonSets, priorityOf)),
        budgets: disruptionBudgets,
      },
      this.memory,
      settings,
    );
    this.memory = memory;
    for (const [group, size] of sizes) setDesired(stateFile, group, size);
    for (const name of remove) this.drains.set(name, this.clock());
    for (const node of nodes) {
      const { name } = node.metadata;
      await this.taint(node, leaving.has(name) || remove.includes(name), unneeded.includes(name));
    }
  }

  /** The flags and priorities of the autoscaler's release, as the real one reads them. */
  private async configuration() {
    const { namespace, name } = CLUSTER_AUTOSCALER;
    const deployment = await this.api.get<{
      spec: { template: { spec: { containers: { args?: string[] }[] } } };
    }>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
    const expander = await this.api.get<{ data: { priorities: string } }>(
      `/api/v1/namespaces/${namespace}/configmaps/${name}-priority-expander`,
    );
    return {
      settings: settingsOf(deployment?.spec.template.spec.containers[0]?.args ?? []),
      priorityOf: prioritiesOf(expander?.data.priorities ?? "{}"),
    };
  }

  private async continueDrains(
    rooms: Room[],
    leaving: Set<string>,
    budgets: DisruptionBudget[],
    nodes: Node[],
    groups: NodeGroupSize[],
  ): Promise<void> {
    for (const room of rooms.filter(({ node }) => leaving.has(node.name))) {
      const { name, group } = room.node;
      const since = this.drains.get(name) ?? this.clock();
      this.drains.set(name, since);
      const { evict, isDone, isGivenUp } = drain(room, budgets, since / 1000, this.clock() / 1000);
      const size = groups.find((each) => each.name === group);
      const mayGo = size !== undefined && size.desiredSize > size.minSize;
      if (isDone && mayGo) {
        const node = nodes.find(({ metadata }) => metadata.name === name)!;
        terminateInstance(this.stateFile, size.name, instanceNumber(node));
        this.drains.delete(name);
      } else if (isGivenUp || !mayGo) {
        leaving.delete(name);
        this.drains.delete(name);
      } else {
        for (const pod of evict) await this.evict(pod);
      }
    }
  }

  /** It is no error if a disruption budget refuses: the next round tries again. */
  private async evict({ name, of: { namespace } }: ModelPod): Promise<void> {
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
    try {
      await this.api.create(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
    } catch (error) {
      if (!(error instanceof ApiError && [404, 429].includes(error.status))) throw error;
    }
  }

  private async taint(node: Node, isLeaving: boolean, isUnneeded: boolean): Promise<void> {
    const { name, resourceVersion } = node.metadata;
    const taints = node.spec.taints ?? [];
    if (has(taints, LEAVING) === isLeaving && has(taints, UNNEEDED) === isUnneeded) return;
    const others = taints.filter(({ key }) => key !== LEAVING.key && key !== UNNEEDED.key);
    const wanted = [...others, ...(isLeaving ? [LEAVING] : []), ...(isUnneeded ? [UNNEEDED] : [])];
    try {
      await this.api.merge(`/api/v1/nodes/${name}`, {
        metadata: { resourceVersion },
        spec: { taints: wanted },
      });
    } catch (error) {
      if (!(error instanceof ApiError && [404, 409].includes(error.status))) throw error; // the next round sees it
    }
  }
}

/** The model's settings, from the flags that the program sets; each of them is needed. */
export function settingsOf(args: string[]): AutoscalerSettings {
  const flags = new Map(args.map((arg) => arg.replace(/^--/, "").split("=", 2) as [string, string]));
  const flag = (name: string) => {
    const value = flags.get(name);
    if (value === undefined)
      throw new Error(`The release of cluster-autoscaler has to set the flag ${name}.`);
    return value;
  };
  return {
    scaleDownUtilization: Number(flag("scale-down-utilization-threshold")),
    scaleDownGpuUtilization: Number(flag("scale-down-gpu-utilization-threshold")),
    scaleDownUnneededTime: seconds(flag("scale-down-unneeded-time")),
    scaleDownDelayAfterAdd: seconds(flag("scale-down-delay-after-add")),
    maxNodeProvisionTime: seconds(flag("max-node-provision-time")),
  };
}

/** The highest priority with a pattern that a group's name matches; -1 without a match. */
export function prioritiesOf(yaml: string): (group: string) => number {
  const priorities = parse(yaml) as Record<string, string[]>;
  return (group) =>
    Math.max(
      -1,
      ...Object.entries(priorities).flatMap(([priority, patterns]) =>
        patterns.some((pattern) => new RegExp(pattern).test(group)) ? [Number(priority)] : [],
      ),
    );
}

function autoscalerTime(milliseconds: number): number {
  return (milliseconds / 1000) * PACE;
}

/** The taint counts too, which is removed seconds after the condition: utils/kubernetes/ready.go of the autoscaler. */
export function isReady({ spec, status }: Pick<Node, "spec" | "status">): boolean {
  const hasCondition = status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
  return hasCondition === true && !has(spec.taints, NOT_READY);
}

function has(taints: Taint[] = [], { key }: Taint): boolean {
  return taints.some((taint) => taint.key === key);
}

function modelNode(node: Node, group: string | undefined): ModelNode {
  const { cpu, memory, pods, [GPU]: gpu } = node.status.allocatable;
  return {
    name: node.metadata.name,
    ...(group === undefined ? {} : { group }),
    labels: node.metadata.labels ?? {},
    taints: node.spec.taints ?? [],
    allocatable: { cpu: cores(cpu!), memory: gibibytes(memory!), gpu: Number(gpu ?? 0), pods: Number(pods) },
    everyNode: NOTHING,
  };
}

/** A node of the group's template has pods of the DaemonSets that it admits. */
function modelGroup(
  group: NodeGroupSize,
  rooms: Room[],
  daemonSets: DaemonSet[],
  priorityOf: (name: string) => number,
): NodeGroup {
  const { name, minSize, maxSize, desiredSize } = group;
  const fresh = { ...group, desiredSize: 1, endedInstances: [], isWithoutCapacity: false };
  const template = modelNode(nodesOf(fresh)[0]!, name);
  const empty = new Room(template);
  const everyNode = daemonSets
    .map(({ metadata, spec: { template: pod } }) =>
      workload(metadata.name, { namespace: metadata.namespace, labels: pod.metadata.labels }, pod.spec),
    )
    .filter((each) => admits(each, empty))
    .reduce((sum, { requests }) => plus(sum, requests), NOTHING);
  const started = rooms.filter(({ node }) => node.group === name).length;
  return {
    name,
    minSize,
    maxSize,
    desiredSize,
    priority: priorityOf(name),
    template: { ...template, everyNode },
    unfulfillable: group.isWithoutCapacity ? Math.max(0, desiredSize - started) : 0,
  };
}

/** All pods of one controller share one workload of the model. */
function modelPods(pods: SandboxPod[]): { pod: ModelPod; on: string | undefined; isRefused: boolean }[] {
  const workloads = new Map<string, Workload>();
  return pods.map(({ metadata, spec, status }) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller);
    const key = owner?.uid ?? metadata.uid ?? `${metadata.namespace}/${metadata.name}`;
    let of = workloads.get(key);
    if (!of) {
      of = {
        ...workload(key, metadata, spec),
        daemonSet: owner?.kind === "DaemonSet",
        unmovable:
          !owner || metadata.annotations?.["cluster-autoscaler.kubernetes.io/safe-to-evict"] === "false",
      };
      workloads.set(key, of);
    }
    const { nominatedNodeName } = status;
    return {
      pod: {
        name: metadata.name,
        of,
        created: autoscalerTime(Date.parse(metadata.creationTimestamp)),
        ...(nominatedNodeName ? { nominatedNode: nominatedNodeName } : {}),
      },
      on: spec.nodeName,
      isRefused:
        spec.nodeName === undefined &&
        metadata.deletionTimestamp === undefined &&
        (status.conditions?.some(
          ({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable",
        ) ??
          false),
    };
  });
}

function workload(
  name: string,
  {
    namespace = "default",
    labels = {},
  }: { namespace?: string | undefined; labels?: Record<string, string> | undefined },
  spec: PodSpec,
): Workload {
  return {
    name,
    namespace,
    labels,
    requests: requestsOf(spec),
    priority: spec.priority ?? 0,
    preempts: spec.preemptionPolicy !== "Never",
    placement: spec,
  };
}

function requestsOf({ containers }: PodSpec): Resources {
  return containers.reduce<Resources>(
    (sum, { resources: { requests = {} } = {} }) =>
      plus(sum, {
        cpu: cores(requests["cpu"] ?? "0"),
        memory: gibibytes(requests["memory"] ?? "0"),
        gpu: Number(requests[GPU] ?? 0),
        pods: 0,
      }),
    { ...NOTHING, pods: 1 },
  );
}

function modelBudget({ metadata, spec, status }: Budget): DisruptionBudget {
  return {
    covers: ({ namespace, labels }) =>
      namespace === metadata.namespace && spec.selector !== undefined && matches(labels, spec.selector),
    allowed: status?.disruptionsAllowed ?? 0,
  };
}
