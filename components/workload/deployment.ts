import type { Manifest } from "../kubernetes/objects";
import type { PoolSettings } from "../nodes/node-pool.settings";
import { HTTP_PORT_NAME, podLabels, type Service } from "../scaling/service";
import { placement } from "./placement";

/** Seconds for which a pod still serves after it begins to terminate: the load balancer needs them to deregister it. */
const DEREGISTRATION_SECONDS = 15;
/** Less than the two minutes of a spot interruption notice. */
const TERMINATION_SECONDS = 60;

/** The service's pods. `replicas` is the initial number; later the autoscaler sets it. */
export function deployment(service: Service, image: string, pools: Record<string, PoolSettings>): Manifest {
  const { settings } = service;
  const labels = podLabels(service);
  const gpus: Record<string, string> =
    settings.gpuSlots > 0 ? { "nvidia.com/gpu": String(settings.gpuSlots) } : {};
  const probe = { httpGet: { path: settings.probePath, port: HTTP_PORT_NAME } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: service.name, namespace: service.namespace, labels },
    spec: {
      replicas: service.replicas.min,
      // An additional pod would wait for a GPU that an old pod still has.
      ...(settings.gpuSlots > 0 ? { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } } : {}),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...placement(settings, pools, labels),
          priorityClassName: settings.priority,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: TERMINATION_SECONDS,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              name: service.name,
              image,
              ports: [{ name: HTTP_PORT_NAME, containerPort: settings.port }],
              resources: {
                requests: { ...settings.requests, ...gpus },
                limits: { ...settings.limits, ...gpus },
              },
              startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 60 }, // a model may load for minutes
              readinessProbe: { ...probe, periodSeconds: 5 },
              livenessProbe: { ...probe, periodSeconds: 10 },
              lifecycle: { preStop: { sleep: { seconds: DEREGISTRATION_SECONDS } } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            },
          ],
        },
      },
    },
  };
}
