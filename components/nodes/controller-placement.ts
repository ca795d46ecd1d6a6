import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import type { PoolSettings } from "./node-pool.settings";

type Pools = Record<string, PoolSettings>;

/** The nodes on which pods run, and the taints that they tolerate. */
export interface Placement {
  nodeSelector: Record<string, string>;
  tolerations: { key: string; operator: "Equal"; value: string; effect: string }[];
}

/** The tolerations of a pod for nodes with these taints. */
export function tolerationsOf(taints: PoolSettings["taints"]): Placement["tolerations"] {
  return taints.map(({ key, value, effect }) => ({ key, operator: "Equal", value, effect }));
}

/** Where the pods of the stack's own controllers run. */
export function onSystemPool(pools: Pools): Placement {
  return {
    nodeSelector: { "node-pool": "system" },
    tolerations: tolerationsOf(pools["system"]!.taints),
  };
}

export function hasGpu({ instanceTypes }: PoolSettings): boolean {
  return instanceFacts(instanceTypes[0]!).gpu !== null; // all its types are alike
}

/** Pools whose nodes have GPUs, by name. */
export function gpuPools(pools: Pools): [string, PoolSettings][] {
  return Object.entries(pools).filter(([, pool]) => hasGpu(pool));
}

/** Where the pods that offer or monitor GPUs run: on every node of every pool with GPUs. */
export function onGpuPools(pools: Pools): Placement {
  const all = gpuPools(pools).flatMap(([, { taints }]) => tolerationsOf(taints));
  const each = new Map(all.map((toleration) => [JSON.stringify(toleration), toleration]));
  return { nodeSelector: { "nvidia.com/gpu.present": "true" }, tolerations: [...each.values()] };
}

/** Kubernetes' own priority classes for pods that a cluster or a node can't work without. */
export const CLUSTER_CRITICAL = "system-cluster-critical";
export const NODE_CRITICAL = "system-node-critical";
