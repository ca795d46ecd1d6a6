import { tolerationsOf } from "../nodes/controller-placement";
import { isTainted, type PoolSettings } from "../nodes/node-pool.settings";
import type { ServiceSettings } from "../scaling/service.settings";

export const CAPACITY_TYPE = "eks.amazonaws.com/capacityType";

/** Pools on whose nodes a service's pods may run, spot pools first if the service prefers them. */
export function eligiblePools(
  service: Pick<ServiceSettings, "pool" | "spot">,
  pools: Record<string, PoolSettings>,
): string[] {
  const names = Object.keys(pools).filter((name) => {
    const pool = pools[name]!;
    if (service.spot === "never" && pool.capacity === "spot") return false;
    return service.pool === undefined ? !isTainted(pool) : service.pool === name;
  });
  const onDemand = (name: string) => pools[name]!.capacity !== "spot";
  return names.sort((left, right) => Number(onDemand(left)) - Number(onDemand(right)));
}

/**
 * The scheduling part of a pod's spec. Spot is preferred, not required, so that the autoscaler can fall back to
 * on-demand nodes. A pod pinned to a pool tolerates that pool's taints.
 */
export function placement(
  service: Pick<ServiceSettings, "pool" | "spot">,
  pools: Record<string, PoolSettings>,
  podLabels: Record<string, string>,
): Record<string, unknown> {
  const spot = { key: CAPACITY_TYPE, operator: "In", values: ["SPOT"] };
  const nodeAffinity =
    service.spot === "preferred"
      ? {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 100, preference: { matchExpressions: [spot] } },
          ],
        }
      : {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ ...spot, operator: "NotIn" }] }],
          },
        };
  const spread = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: podLabels },
  });
  return {
    affinity: { nodeAffinity },
    topologySpreadConstraints: [
      spread("topology.kubernetes.io/zone"),
      ...(service.spot === "preferred" ? [spread(CAPACITY_TYPE)] : []),
    ],
    ...(service.pool === undefined
      ? {}
      : {
          nodeSelector: { "node-pool": service.pool },
          tolerations: tolerationsOf(pools[service.pool]!.taints),
        }),
  };
}
