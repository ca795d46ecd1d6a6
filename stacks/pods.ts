import { FOOTPRINTS, type Footprint } from "../components/controllers/footprints";
import { expanderPriority } from "../components/controllers/cluster-autoscaler";
import { isTainted, smallestNode, type PoolSettings } from "../components/nodes/node-pool.settings";
import { placeholderPods, SPOT_RESERVE_REQUESTS } from "../components/nodes/spot-reserve";
import { onSystemPool } from "../components/nodes/controller-placement";
import { cores, gibibytes, seconds } from "../components/kubernetes/quantity";
import { podLabels } from "../components/scaling/service";
import { CAPACITY_TYPE, eligiblePools, placement } from "../components/workload/placement";
import { minus, NOTHING, plus, type Resources } from "../policy-pack/pricing/resources";
import { Cluster, type ClusterGroup } from "../simulator/cluster";
import type { Placement, Workload } from "../simulator/pods-and-nodes";
import type { StackSettings } from "./settings";

/** Equal pods, and the pools that may take them, spot before on-demand. */
export interface PodGroup {
  name: string;
  count: number;
  each: Resources;
  pools: string[];
  workload: Workload;
  /** Pods that a disruption may take at once. */
  maxUnavailable?: number;
  /** Pods that may wait for a node without harm. */
  mayWait?: boolean;
}

/** Of Kubernetes' class system-cluster-critical, above every class that a stack may have. */
const CRITICAL_PRIORITY = 2_000_000_000;

/** The pods of controllers and add-ons that aren't on every node. */
export function controllerPods({ pools }: Pick<StackSettings, "pools">): PodGroup[] {
  return FOOTPRINTS.flatMap((footprint) => {
    if (typeof footprint.runs !== "number") return [];
    const { name, runs } = footprint;
    const each = requests(footprint);
    const workload = {
      name,
      namespace: "kube-system",
      labels: { "app.kubernetes.io/name": name },
      requests: each,
      priority: CRITICAL_PRIORITY,
      preempts: true,
      placement: onSystemPool(pools),
    };
    return [{ name, count: runs, each, pools: ["system"], workload }];
  });
}

/** The placeholders that keep spot nodes, in the hours of their schedule. */
export function placeholderGroups({ spotReserve, priorityClasses, pools }: StackSettings): PodGroup[] {
  if (!spotReserve) return [];
  const { metadata, spec } = placeholderPods(spotReserve);
  const { template } = spec as {
    template: { metadata: { labels: Record<string, string> }; spec: Placement };
  };
  const { name, namespace = "default" } = metadata;
  const each = {
    cpu: cores(SPOT_RESERVE_REQUESTS.cpu),
    memory: gibibytes(SPOT_RESERVE_REQUESTS.memory),
    gpu: 0,
    pods: 1,
  };
  return [
    {
      name: `${namespace}/${name}`,
      count: spotReserve.nodes,
      each,
      pools: Object.keys(pools).filter(
        (pool) => pools[pool]!.capacity === "spot" && !isTainted(pools[pool]!),
      ),
      mayWait: true,
      workload: {
        name: `${namespace}/${name}`,
        namespace,
        labels: template.metadata.labels,
        requests: each,
        priority: priorityClasses[spotReserve.priority]!,
        preempts: true,
        placement: template.spec,
      },
    },
  ];
}

/** The pods of every service in every namespace, at its minimum, its maximum or as a usual working hour needs them. */
export function servicePods(settings: StackSettings, count: "min" | "max" | "expected"): PodGroup[] {
  const { namespaces, pools, services, priorityClasses } = settings;
  return Object.entries(namespaces).flatMap(([namespace, { replicas }]) =>
    Object.entries(services).map(([service, serviceSettings]) => {
      const name = `${namespace}/${service}`;
      const labels = podLabels({ name: service });
      const each = {
        cpu: cores(serviceSettings.requests.cpu),
        memory: gibibytes(serviceSettings.requests.memory),
        gpu: serviceSettings.gpuSlots,
        pods: 1,
      };
      return {
        name,
        count: replicas[service]![count],
        each,
        pools: eligiblePools(serviceSettings, pools),
        maxUnavailable: serviceSettings.maxUnavailable,
        workload: {
          name,
          namespace,
          labels,
          requests: each,
          priority: priorityClasses[serviceSettings.priority]!,
          preempts: true,
          placement: placement(serviceSettings, pools, labels) as Placement,
        },
      };
    }),
  );
}

/** What the pods that run on every node of a pool request on one node. */
export function everyNodeRequests(pool: PoolSettings): Resources {
  const hasGpu = smallestNode(pool).gpu > 0;
  return FOOTPRINTS.filter(({ runs }) => runs === "everyNode" || (hasGpu && runs === "gpuNodes"))
    .map(requests)
    .reduce(plus, NOTHING);
}

/** What one node of a pool has for all other pods, by its smallest type. */
export function roomOnNode(pool: PoolSettings): Resources {
  return minus(smallestNode(pool), everyNodeRequests(pool));
}

/** A cluster in memory with the stack's pools at their minima. */
export function clusterOf(
  { network, nodeAutoscaling }: StackSettings,
  pools: Record<string, PoolSettings>,
): Cluster {
  const scaleDownAfter = seconds(nodeAutoscaling.scaleDownAfter);
  return new Cluster(
    Object.entries(pools).map(([name, pool]) => groupOf(name, pool, network.zones)),
    {
      scaleDownUtilization: nodeAutoscaling.scaleDownUtilization,
      scaleDownGpuUtilization: nodeAutoscaling.scaleDownUtilization,
      scaleDownUnneededTime: scaleDownAfter,
      scaleDownDelayAfterAdd: scaleDownAfter,
      maxNodeProvisionTime: seconds(nodeAutoscaling.nodeProvisionLimit),
    },
  );
}

/** Keeps the last answer: a plan needs it several times, and to compare the settings is faster than to compute it again. */
export function keepingLast<Answer>(answer: (settings: StackSettings) => Answer): typeof answer {
  let last: { asked: string; answer: Answer } | undefined;
  return (settings) => {
    const asked = JSON.stringify(settings);
    if (last?.asked !== asked) last = { asked, answer: answer(settings) };
    return last.answer;
  };
}

export function withoutSpot(pools: Record<string, PoolSettings>): Record<string, PoolSettings> {
  return Object.fromEntries(Object.entries(pools).filter(([, { capacity }]) => capacity !== "spot"));
}

function groupOf(name: string, pool: PoolSettings, zones: string[]): ClusterGroup {
  return {
    name,
    minSize: pool.minSize,
    maxSize: pool.maxSize,
    priority: expanderPriority(pool),
    zones: zones.slice(0, pool.zones),
    template: {
      name,
      group: name,
      labels: {
        ...pool.labels,
        "node-pool": name,
        [CAPACITY_TYPE]: pool.capacity === "spot" ? "SPOT" : "ON_DEMAND",
      },
      taints: pool.taints,
      allocatable: smallestNode(pool),
      everyNode: everyNodeRequests(pool),
    },
  };
}

function requests({ requests: { cpu, memory } }: Footprint): Resources {
  return { cpu: cores(cpu), memory: gibibytes(memory), gpu: 0, pods: 1 };
}
