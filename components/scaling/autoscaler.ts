import type { Manifest } from "../manifest";
import { behavior } from "./behavior";
import type { Service } from "./service";
import { kedaTriggers, plainHpaSuffices, resourceMetrics } from "./triggers";

/** What scales the pods of a service: a HorizontalPodAutoscaler where that can do it, otherwise a ScaledObject. */
export function autoscaler(service: Service): Manifest {
  return plainHpaSuffices(service) ? horizontalPodAutoscaler(service) : scaledObject(service);
}

function horizontalPodAutoscaler(service: Service): Manifest {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: `${service.name}-hpa`, namespace: service.namespace },
    spec: {
      scaleTargetRef: deployment(service),
      minReplicas: service.replicas.min,
      maxReplicas: service.replicas.max,
      metrics: resourceMetrics(service),
      behavior: behavior(service.settings),
    },
  };
}

/** KEDA makes and owns a HorizontalPodAutoscaler called keda-hpa-<service> from it. */
function scaledObject(service: Service): Manifest {
  const { autoscaling, schedule, replicas } = service;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      scaleTargetRef: deployment(service),
      minReplicaCount: schedule ? 0 : replicas.min,
      maxReplicaCount: replicas.max,
      pollingInterval: autoscaling.pollingSeconds,
      ...(schedule ? { cooldownPeriod: schedule.cooldownSeconds } : {}),
      ...fallback(service),
      advanced: { horizontalPodAutoscalerConfig: { behavior: behavior(service.settings) } },
      triggers: kedaTriggers(service),
    },
  };
}

/**
 * What holds when a query has failed several times in a row. Around the clock: the pods that are there, and no fewer
 * than a usual hour needs. With a schedule: nothing beyond the floor of its cron trigger; anything but zero would
 * keep KEDA from scaling to zero at night while Prometheus is down (keda v2.20.2, pkg/scaling/executor).
 * CPU, memory and the clock have no fallback and need none.
 */
function fallback({ settings, schedule, replicas, autoscaling }: Service): object {
  const { requestsPerSecond, queueDepth, sqsQueue, gpuPercent } = settings.triggers;
  if (!requestsPerSecond && !queueDepth && !sqsQueue && !gpuPercent) return {};
  const failureThreshold = autoscaling.failuresBeforeFallback;
  return {
    fallback: schedule
      ? { failureThreshold, replicas: 0 }
      : { failureThreshold, replicas: replicas.expected, behavior: "currentReplicasIfHigher" },
  };
}

function deployment(service: Service): { apiVersion: string; kind: string; name: string } {
  return { apiVersion: "apps/v1", kind: "Deployment", name: service.name };
}
