import { z } from "zod";
import { priorityClassName } from "../kubernetes/objects";
import { byteQuantity, cpuQuantity, MOST_PODS } from "../kubernetes/quantity";
import { hostName } from "../network/addresses";
import { scheduleSettings } from "../scaling/schedule.settings";

const cpuAndMemory = z.strictObject({ cpu: cpuQuantity, memory: byteQuantity });

/** Upper bounds on what all pods of a namespace may request together. */
export const quotaSettings = z.strictObject({
  cpu: cpuQuantity,
  memory: byteQuantity,
  gpu: z.int().min(0).max(MOST_PODS),
  pods: z.int().min(1).max(MOST_PODS),
  limitsPerRequest: z.number().min(1).max(100), // CPU and memory limits may be this many times the requests
  loadBalancers: z.int().min(0).max(1000).optional(), // services of type LoadBalancer; absent: no bound
});

/** Defaults for containers without requests and limits, and the largest limit of a container. */
export const limitRangeSettings = z.strictObject({
  defaultRequest: cpuAndMemory,
  defaultLimit: cpuAndMemory,
  max: cpuAndMemory,
});

const replicaCount = z.int().min(1).max(MOST_PODS);

/** Pods of one service in this namespace: min and max are the autoscaler's, expected is the number in a usual working hour. */
export const replicasSettings = z
  .strictObject({ min: replicaCount, max: replicaCount, expected: replicaCount })
  .superRefine(({ min, max, expected }, context) => {
    if (min > max) {
      context.addIssue({ code: "custom", path: ["min"], message: `at most max, ${max}`, input: min });
    } else if (expected < min || expected > max) {
      const message = `between min, ${min}, and max, ${max}`;
      context.addIssue({ code: "custom", path: ["expected"], message, input: expected });
    }
  });

/** One namespace of the application. */
export const namespaceSettings = z.strictObject({
  podSecurity: z.enum(["baseline", "restricted"]),
  quota: quotaSettings,
  limitRange: limitRangeSettings,
  host: hostName,
  rulePriority: z.int().multipleOf(100).min(100).max(49900), // the load balancer evaluates lower ones first
  schedule: scheduleSettings.optional(), // absent: around the clock
  replicas: z.record(z.string(), replicasSettings), // by service; every service runs in every namespace
});

/** Priority classes of the application's pods by name; a higher one may evict a lower one. */
export const priorityClassSettings = z.record(
  priorityClassName,
  z
    .int()
    .max(1_000_000_000) // larger values are reserved by Kubernetes
    // The flag --expendable-pods-priority-cutoff, which the chart leaves at its default.
    .refine((value) => value >= -10, {
      error: "at least -10, below which Cluster Autoscaler adds no node for a pod",
    }),
);

export type QuotaSettings = z.infer<typeof quotaSettings>;
export type LimitRangeSettings = z.infer<typeof limitRangeSettings>;
export type NamespaceSettings = z.infer<typeof namespaceSettings>;
