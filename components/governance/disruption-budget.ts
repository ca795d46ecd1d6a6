import type { Manifest } from "../manifest";
import { podLabels, type Service } from "../scaling/service";

/** How many pods of the service a drain may take at once. Pods that aren't ready don't hold a drain up. */
export function disruptionBudget(service: Service): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      maxUnavailable: service.settings.maxUnavailable,
      selector: { matchLabels: podLabels(service) },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
