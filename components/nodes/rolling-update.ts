import type { PoolSettings } from "./node-pool.settings";

/** Nodes that a rolling update of a pool at its maximum adds. */
export function surgeOf({ update, zones, maxSize }: PoolSettings): number {
  const maxUnavailable = Math.ceil((update.maxUnavailablePercent / 100) * maxSize);
  return surgeNodes({ strategy: update.strategy, zones, maxUnavailable });
}

/**
 * Nodes that EKS adds to a managed node group while it replaces its nodes: twice the number of its zones or the nodes
 * that are replaced at once, the greater of the two; none with the minimal strategy, which ends old nodes before it
 * starts new ones.
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html, "Scale up phase"
 */
export function surgeNodes({
  strategy,
  zones,
  maxUnavailable,
}: {
  strategy: "default" | "minimal";
  zones: number;
  maxUnavailable: number;
}): number {
  return strategy === "minimal" ? 0 : Math.max(2 * zones, maxUnavailable);
}
