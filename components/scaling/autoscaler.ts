import type { Manifest } from "../kubernetes/objects";
import type { Service } from "./service";
import type { ScalingRules, ServiceSettings } from "./service.settings";
import { kedaTriggers, plainHpaSuffices, resourceMetrics } from "./triggers";

/** The autoscaler of a service: a HorizontalPodAutoscaler where that is enough, otherwise a ScaledObject. */
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

/** KEDA creates a HorizontalPodAutoscaler called keda-hpa-<service> from it, and owns it. */
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
 * The number of replicas when a query has failed several times in a row. Around the clock: the current number, and at
 * least the expected one. With a schedule: only the minimum of its cron trigger. Any number but zero would keep KEDA
 * from scaling to zero at night while Prometheus is down (keda v2.20.2, pkg/scaling/executor).
 * Triggers on CPU, memory and time have no fallback and need none.
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

/** The `behavior` of autoscaling/v2, which a HorizontalPodAutoscaler and a ScaledObject share. */
export interface Behavior {
  scaleUp?: ScalingRules;
  scaleDown: ScalingRules;
}

/** The rules of the settings. A direction without rules has the defaults of Kubernetes. */
function behavior(settings: Pick<ServiceSettings, "scaleUp" | "scaleDown">): Behavior {
  return { ...(settings.scaleUp ? { scaleUp: settings.scaleUp } : {}), scaleDown: settings.scaleDown };
}

/**
 * The Vertical Pod Autoscaler recommends requests. It changes nothing itself: every service here has an autoscaler
 * for its replicas, and two controllers for one resource work against each other.
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
