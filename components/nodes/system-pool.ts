/** Where the pods of the stack's own controllers run: on the system pool, which takes nobody else. */
export const onSystemPool = {
  nodeSelector: { "node-pool": "system" },
  tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
};

/** Kubernetes' own classes for what a cluster or a node can't work without. */
export const CLUSTER_CRITICAL = "system-cluster-critical";
export const NODE_CRITICAL = "system-node-critical";
