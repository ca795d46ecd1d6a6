import { NOTHING, type Resources } from "../../policy-pack/pricing/resources";
import type { AutoscalerSettings, NodeGroup } from "../../simulator/cluster-autoscaler";
import { Room, type Node, type Pod, type Workload } from "../../simulator/pods-and-nodes";

export const ZONE = "topology.kubernetes.io/zone";
export const HOSTNAME = "kubernetes.io/hostname";
export const CAPACITY = "eks.amazonaws.com/capacityType";

export const SETTINGS: AutoscalerSettings = {
  scaleDownUtilization: 0.5,
  scaleDownGpuUtilization: 0.5,
  scaleDownUnneededTime: 300,
  scaleDownDelayAfterAdd: 300,
  maxNodeProvisionTime: 600,
};

export function node(name: string, more: Partial<Node> = {}): Node {
  return {
    name,
    labels: { [HOSTNAME]: name, ...more.labels },
    taints: more.taints ?? [],
    allocatable: { cpu: 4, memory: 8, gpu: 0, pods: 20, ...more.allocatable },
    everyNode: more.everyNode ?? NOTHING,
    ...(more.group === undefined ? {} : { group: more.group }),
  };
}

export function workload(
  name: string,
  more: Omit<Partial<Workload>, "requests"> & { requests?: Partial<Resources> } = {},
): Workload {
  return {
    name,
    namespace: "default",
    labels: { app: name },
    priority: 0,
    preempts: true,
    placement: {},
    ...more,
    requests: { cpu: 1, memory: 1, gpu: 0, pods: 1, ...more.requests },
  };
}

let made = 0;

export function pod(of: Workload, created = 0): Pod {
  return { name: `${of.name}-${made++}`, of, created };
}

/** A node with pods on it. */
export function room(where: Node, ...on: Workload[]): Room {
  const made = new Room(where);
  for (const each of on) made.place(pod(each));
  return made;
}

export function group(name: string, more: Partial<NodeGroup> = {}): NodeGroup {
  return {
    name,
    minSize: 0,
    maxSize: 10,
    desiredSize: 0,
    priority: 10,
    template: node(`template-${name}`, { group: name }),
    unfulfillable: 0,
    ...more,
  };
}
