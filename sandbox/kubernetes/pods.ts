import type { KubernetesApi, KubernetesObject } from "./api";
import type { Node } from "./nodes";

export interface Pod extends KubernetesObject {
  spec: { nodeName?: string; priorityClassName?: string };
  status: {
    phase: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
}

/** Number of nodes and pods of a pool. */
export interface PoolUse {
  pool: string;
  nodes: number;
  pods: number;
}

/** Nodes and pods of each pool; the pool is a label of the nodes. */
export async function poolUse(api: KubernetesApi): Promise<PoolUse[]> {
  const nodes = await api.list<Node>("/api/v1/nodes");
  const pools = new Map(
    nodes.map(({ metadata }) => [metadata.name, metadata.labels?.["node-pool"] ?? "none"]),
  );
  const pods = await api.list<Pod>("/api/v1/pods");
  return [...new Set(pools.values())].sort().map((pool) => ({
    pool,
    nodes: [...pools.values()].filter((each) => each === pool).length,
    pods: pods.filter(({ spec }) => pools.get(spec.nodeName ?? "") === pool).length,
  }));
}

/** Pods that have no node, each with the scheduler's reason: "namespace/name: reason". */
export async function unscheduled(api: KubernetesApi): Promise<string[]> {
  const pods = await api.list<Pod>("/api/v1/pods");
  return pods
    .filter(({ spec }) => spec.nodeName === undefined)
    .map(({ metadata, status }) => {
      const reason = status.conditions?.find(({ type }) => type === "PodScheduled")?.message;
      return `${metadata.namespace}/${metadata.name}: ${reason ?? "the scheduler has not tried it yet"}`;
    });
}

export interface DeploymentName {
  namespace: string;
  name: string;
}

/** Whether a Deployment has a ready pod. */
export async function isRunning(api: KubernetesApi, { namespace, name }: DeploymentName): Promise<boolean> {
  const found = await api.get<{ status?: { readyReplicas?: number } }>(
    `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
  );
  return (found?.status?.readyReplicas ?? 0) > 0;
}
