import type { Manifest } from "../manifest";
import type { Service } from "./service";

/**
 * Requests that the Vertical Pod Autoscaler would recommend. It changes nothing itself: every service here has an
 * autoscaler on its replicas, and two controllers on one resource work against each other.
 */
export function recommendation(service: Service): Manifest {
  const { minAllowed, maxAllowed } = service.settings.rightSizing;
  return {
    apiVersion: "autoscaling.k8s.io/v1",
    kind: "VerticalPodAutoscaler",
    metadata: { name: `${service.name}-vpa`, namespace: service.namespace },
    spec: {
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: service.name },
      updatePolicy: { updateMode: "Off" },
      resourcePolicy: {
        containerPolicies: [
          {
            containerName: "*",
            controlledResources: ["cpu", "memory"],
            controlledValues: "RequestsOnly",
            minAllowed,
            maxAllowed,
          },
        ],
      },
    },
  };
}
