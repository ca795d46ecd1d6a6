import type { Manifest } from "../manifest";
import type { PoolSettings } from "../nodes/node-pool.settings";
import { HTTP_PORT_NAME, podLabels, type Service } from "../scaling/service";
import { placement } from "./placement";

/** Seconds that a pod goes on serving after it was told to stop: the load balancer needs them to notice. */
const DEREGISTRATION_SECONDS = 15;
/** Ends before the two minutes of a spot notice are over. */
const TERMINATION_SECONDS = 60;

/** The service's pods. `replicas` is the number at birth: later it belongs to the autoscaler. */
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
      // A pod more than before would wait for a GPU that the pods before it hold.
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

/** The stable address of the pods inside the cluster. */
export function clusterService(service: Service): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: service.name, namespace: service.namespace, labels: podLabels(service) },
    spec: {
      type: "ClusterIP",
      selector: podLabels(service),
      ports: [{ name: HTTP_PORT_NAME, port: service.settings.port, targetPort: HTTP_PORT_NAME }],
    },
  };
}
