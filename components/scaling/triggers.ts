import { PROMETHEUS_URL } from "../monitoring/addresses";
import { gpuUtilizationQuery, queueDepthQuery, requestRateQuery } from "./queries";
import { cronExpressions, utcWindow, windowExpression } from "./schedule";
import type { ScheduleSettings } from "./schedule.settings";
import type { Service } from "./service";
import { parseQueueUrl } from "./service.settings";

/** The ClusterTriggerAuthentication with which KEDA's operator reads SQS queues by its own role. */
export const QUEUE_AUTHENTICATION = "keda-aws";

/** A trigger of a KEDA ScaledObject; all metadata are strings. */
export interface KedaTrigger {
  type: "cpu" | "memory" | "prometheus" | "aws-sqs-queue" | "cron";
  name: string;
  metricType?: "Utilization" | "AverageValue" | "Value";
  metadata: Record<string, string>;
  authenticationRef?: { name: string; kind: string };
}

/** A resource metric of an autoscaling/v2 HorizontalPodAutoscaler. */
export interface ResourceMetric {
  type: "Resource";
  resource: { name: "cpu" | "memory"; target: { type: "Utilization"; averageUtilization: number } };
}

/** True if the service scales on CPU and memory alone, around the clock: Kubernetes can do that without KEDA. */
export function plainHpaSuffices({ schedule, settings: { triggers } }: Service): boolean {
  return (
    !schedule && Object.keys(triggers).every((name) => name === "cpuPercent" || name === "memoryPercent")
  );
}

/** Metrics of a plain HorizontalPodAutoscaler. */
export function resourceMetrics(service: Service): ResourceMetric[] {
  const { cpuPercent, memoryPercent } = service.settings.triggers;
  const metric = (name: "cpu" | "memory", averageUtilization: number | undefined): ResourceMetric[] =>
    averageUtilization === undefined
      ? []
      : [{ type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } }];
  return [...metric("cpu", cpuPercent), ...metric("memory", memoryPercent)];
}

/** Triggers of a ScaledObject, the schedule's last. Source of the keys: keda-docs, content/docs/2.20/scalers. */
export function kedaTriggers(service: Service): KedaTrigger[] {
  const { cpuPercent, memoryPercent, requestsPerSecond, queueDepth, sqsQueue, gpuPercent } =
    service.settings.triggers;
  return [
    cpuPercent && utilization("cpu", cpuPercent),
    memoryPercent && utilization("memory", memoryPercent),
    requestsPerSecond &&
      prometheus(service, "requests-per-second", {
        query: requestRateQuery(service),
        threshold: requestsPerSecond.perPod,
        metricType: "AverageValue",
      }),
    queueDepth &&
      prometheus(service, "queue-depth", {
        query: queueDepthQuery(service),
        threshold: queueDepth.perPod,
        metricType: "AverageValue",
      }),
    sqsQueue && queue(sqsQueue.queueUrl, sqsQueue.messagesPerPod),
    gpuPercent &&
      prometheus(service, "gpu-utilization", {
        query: gpuUtilizationQuery(service),
        threshold: gpuPercent,
        metricType: "Value", // a percentage, which must not be divided by the number of pods
      }),
    service.schedule && workingHours(service.schedule, service.replicas.min),
  ].filter((trigger): trigger is KedaTrigger => Boolean(trigger));
}

function utilization(type: "cpu" | "memory", percent: number): KedaTrigger {
  return { type, name: type, metricType: "Utilization", metadata: { value: String(percent) } };
}

interface PrometheusQuery {
  query: string;
  threshold: number;
  metricType: "AverageValue" | "Value";
}

/**
 * Without a schedule, missing data is an error, and the fallback applies. With a schedule, missing data is zero,
 * because at night there are no pods to measure; and the query is zero outside the window, or a busy queue would keep
 * its service up all night.
 */
function prometheus(
  service: Service,
  name: string,
  { query, threshold, metricType }: PrometheusQuery,
): KedaTrigger {
  const { schedule } = service;
  return {
    type: "prometheus",
    name,
    metricType,
    metadata: {
      serverAddress: PROMETHEUS_URL,
      query: schedule ? `(${query}) * ${windowExpression(utcWindow(schedule))}` : query,
      threshold: String(threshold),
      ignoreNullValues: schedule ? "true" : "false",
    },
  };
}

/** Visible messages and those in flight, as KEDA counts them by default. */
function queue(queueUrl: string, messagesPerPod: number): KedaTrigger {
  return {
    type: "aws-sqs-queue",
    name: "sqs-queue",
    metricType: "AverageValue",
    metadata: {
      queueURL: queueUrl,
      queueLength: String(messagesPerPod),
      awsRegion: parseQueueUrl(queueUrl).region,
    },
    authenticationRef: { name: QUEUE_AUTHENTICATION, kind: "ClusterTriggerAuthentication" },
  };
}

/** Sets the minimum during working hours. Outside of them it requests nothing, and the minimum of zero applies. */
export function workingHours(schedule: ScheduleSettings, floor: number): KedaTrigger {
  return {
    type: "cron",
    name: "working-hours",
    metadata: {
      timezone: schedule.timeZone,
      ...cronExpressions(schedule),
      desiredReplicas: String(floor),
    },
  };
}
