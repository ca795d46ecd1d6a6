import { createHash } from "node:crypto";
import { allocatable } from "../../policy-pack/pricing/allocatable";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import type { NodeGroupSize } from "../aws/auto-scaling";
import type { Taint } from "../../simulator/pods-and-nodes";
import type { KubernetesApi, KubernetesObject } from "./api";

export interface Node extends KubernetesObject {
  spec: { providerID: string; taints?: Taint[] };
  status: {
    capacity: Record<string, string>;
    allocatable: Record<string, string>;
    conditions?: { type: string; status: string }[];
  };
}

/**
 * For kwok, which simulates the kubelet of nodes with the first one, and for metrics-server, which reads the second.
 */
function annotations(name: string): Record<string, string> {
  return {
    "kwok.x-k8s.io/node": "fake",
    "metrics.k8s.io/resource-metrics-path": `/metrics/nodes/${name}/metrics/resource`,
  };
}

export const GROUP_LABEL = "eks.amazonaws.com/nodegroup";
const GPU = "nvidia.com/gpu";
/** With this tag the program sets how many pods may share a node's GPUs; Cluster Autoscaler reads it. */
const GPU_TAG = `k8s.io/cluster-autoscaler/node-template/resources/${GPU}`;

const SYSTEM_LABEL = /^([^/]+\.)?(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\//;

const EFFECTS: Record<string, string> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/** The nodes of a group at its desired size, in its zones by turns; none while EC2 has no capacity for it. */
export function nodesOf(group: NodeGroupSize): Node[] {
  const ended = new Set(group.endedInstances);
  const nodes: Node[] = [];
  for (let index = 0; !group.isWithoutCapacity && nodes.length < group.desiredSize; index++) {
    if (!ended.has(index)) nodes.push(node(group, index));
  }
  return nodes;
}

/** The number of a node's instance. */
export function instanceNumber({ metadata: { name } }: Pick<Node, "metadata">): number {
  return Number(name.slice(name.lastIndexOf("-") + 1));
}

function node(group: NodeGroupSize, index: number): Node {
  const name = `${group.nodeGroupName}-${index}`;
  const instanceType = group.instanceTypes[0]!;
  const zone = group.zones[index % group.zones.length]!;
  const region = zone.slice(0, -1);
  const { arch, vcpu, memoryGiB, gpu } = instanceFacts(instanceType);
  const architecture = arch === "arm64" ? "arm64" : "amd64";
  const slots = Number(group.tags[GPU_TAG] ?? gpu?.count ?? 0);
  const free = allocatable(instanceType);
  const gpus: Record<string, string> = slots > 0 ? { [GPU]: String(slots) } : {};
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: annotations(name),
      labels: {
        "kubernetes.io/arch": architecture,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": instanceType,
        "topology.ebs.csi.aws.com/zone": zone,
        "topology.kubernetes.io/region": region,
        "topology.kubernetes.io/zone": zone,
        "eks.amazonaws.com/capacityType": group.capacityType,
        [GROUP_LABEL]: group.nodeGroupName,
        ...group.labels,
      },
    },
    spec: {
      providerID: `aws:///${zone}/${instanceId(group.name, index)}`,
      taints: group.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect]! })),
    },
    status: {
      capacity: { cpu: String(vcpu), memory: `${memoryGiB}Gi`, pods: String(free.pods), ...gpus },
      allocatable: {
        cpu: `${Math.floor(free.cpu * 1000)}m`,
        memory: `${Math.floor(free.memory * 1024)}Mi`,
        pods: String(free.pods),
        ...gpus,
      },
    },
  };
}

function instanceId(group: string, index: number): string {
  return `i-${createHash("sha1").update(`${group}/${index}`).digest("hex").slice(0, 17)}`;
}

/** Creates the nodes of the groups that are missing, and deletes other nodes with their pods. */
export async function followGroups(api: KubernetesApi, groups: NodeGroupSize[]): Promise<void> {
  const wanted = new Map(groups.flatMap(nodesOf).map((each) => [each.metadata.name, each]));
  const existing = await api.list<Node>(`/api/v1/nodes?labelSelector=${encodeURIComponent(GROUP_LABEL)}`);
  for (const { metadata, status } of existing) {
    const kept = wanted.get(metadata.name);
    wanted.delete(metadata.name);
    if (!kept) {
      await end(api, metadata.name);
      continue;
    }
    if (kept.status.allocatable[GPU] !== status.allocatable[GPU]) {
      await api.merge(`/api/v1/nodes/${metadata.name}/status`, { status: kept.status }); // the tag came later
    }
    const labels = changedLabels(metadata.labels ?? {}, kept.metadata.labels ?? {});
    if (labels) await api.merge(`/api/v1/nodes/${metadata.name}`, { metadata: { labels } });
  }
  for (const each of wanted.values()) await api.create("/api/v1/nodes", each);
}

/**
 * The changes of a node's labels as a merge patch, in which null removes one. EKS copies changed labels of a group to
 * its existing nodes. Labels in the system's own domains stay: a group can't have them, and controllers set them too.
 */
export function changedLabels(
  existing: Record<string, string>,
  wanted: Record<string, string>,
): Record<string, string | null> | undefined {
  const changed = Object.entries(wanted).filter(([key, value]) => existing[key] !== value);
  const gone = Object.keys(existing).filter((key) => !(key in wanted) && !SYSTEM_LABEL.test(key));
  if (changed.length + gone.length === 0) return undefined;
  return Object.fromEntries([...changed, ...gone.map((key) => [key, null] as const)]);
}

/** Deletes a node and, at once, its pods: with the instance gone, no kubelet can end them in order. */
async function end(api: KubernetesApi, name: string): Promise<void> {
  await api.delete(`/api/v1/nodes/${name}`);
  for (const { metadata } of await api.list(`/api/v1/pods?fieldSelector=spec.nodeName%3D${name}`)) {
    await api.delete(`/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`, {
      gracePeriodSeconds: 0,
    });
  }
}
