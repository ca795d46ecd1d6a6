import { z } from "zod";
import { METRICS } from "../monitoring/metrics";
import { pathPattern, probePath } from "../network/addresses";
import { byteQuantity, cpuQuantity, MOST_PODS } from "../kubernetes/quantity";

const percent = z.int().min(1).max(100);

const perPod = z.number().min(0.001).max(1e9); // from a Kubernetes quantity's smallest step

const QUEUE_URL = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/([A-Za-z0-9_-]{1,80}(?:\.fifo)?)$/;

/** Keywords of PromQL, in upper or lower case. Source: prometheus promql/parser/lex.go at 3.14.0, `key`. */
const PROMQL_KEYWORDS = [
  ...["and", "or", "unless", "atan2", "inf", "nan", "bool", "by", "without", "on", "ignoring", "offset"],
  ...["group_left", "group_right", "start", "end", "step", "range", "anchored", "smoothed"],
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk"],
  ...["count_values", "quantile", "limitk", "limit_ratio"],
];

/** The name of a Prometheus metric. Colons are reserved for recorded series. */
const metricName = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, {
    error: "the name of a Prometheus metric: letters, digits and underscores",
    abort: true,
  })
  .refine((name) => !PROMQL_KEYWORDS.includes(name.toLowerCase()), {
    error: "a name that is no keyword of PromQL",
  })
  .refine((name) => !Object.hasOwn(METRICS, name), { error: "a name that no exporter of the cluster uses" });

/** Labels that Prometheus and its operator set on every series of a pod, replacing the pod's own. */
const TARGET_LABELS = ["job", "instance", "namespace", "pod", "container", "endpoint"];

const labelName = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "the name of a Prometheus label")
  .refine((name) => !name.startsWith("__"), {
    error: "a name that doesn't start with two underscores, which Prometheus reserves",
  })
  .refine((name) => !TARGET_LABELS.includes(name), {
    error: `a label of the service's own: Prometheus writes ${TARGET_LABELS.join(", ")} itself`,
  });

/** One direction of scaling, in the terms of autoscaling/v2. Bounds are those of its API reference. */
export const scalingRules = z.strictObject({
  stabilizationWindowSeconds: z.int().min(0).max(3600),
  selectPolicy: z.enum(["Max", "Min"]),
  policies: z
    .array(
      z.strictObject({
        type: z.enum(["Pods", "Percent"]),
        value: z.int().min(1).max(1000),
        periodSeconds: z.int().min(1).max(1800),
      }),
    )
    .min(1),
});

/** What a service scales on: at least one trigger; the one that needs the most pods decides. */
export const triggers = z
  .strictObject({
    cpuPercent: percent.optional(), // of the requests, averaged over the pods
    memoryPercent: percent.optional(),
    requestsPerSecond: z.strictObject({ perPod }).optional(), // needs metrics.requests
    queueDepth: z.strictObject({ perPod }).optional(), // needs metrics.queueDepth
    sqsQueue: z
      .strictObject({
        queueUrl: z
          .string()
          .regex(QUEUE_URL, "the URL of an SQS queue, https://sqs.<region>.amazonaws.com/<account>/<name>"),
        messagesPerPod: z.int().min(1).max(1_000_000),
        namespace: z.string(), // the namespace whose pods serve the queue; the others don't scale on it
      })
      .optional(),
    gpuPercent: percent.max(90).optional(), // above, not even full use is the 10 % over the target on which an HPA acts; of the GPUs whose nodes run the service's pods
  })
  .refine((each) => Object.values(each).some((trigger) => trigger !== undefined), {
    error: "at least one of cpuPercent, memoryPercent, requestsPerSecond, queueDepth, sqsQueue, gpuPercent",
  });

/** The names of the metrics that the service's pods export. An absent one isn't exported. */
export const serviceMetrics = z.strictObject({
  requests: z.strictObject({ counter: metricName, statusLabel: labelName }).optional(), // the label has the HTTP status
  requestDuration: metricName
    .refine((name) => name.endsWith("_bucket"), { error: `a histogram's "..._bucket"` })
    .optional(), // in seconds
  queueDepth: metricName.optional(), // items that wait, one gauge a pod
});

const cpuAndMemory = z.strictObject({ cpu: cpuQuantity, memory: byteQuantity });

/** An image by tag or digest, or both: github.com/distribution/reference, regexp.go. */
const IMAGE = (() => {
  const host =
    "[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*(?::\\d+)?";
  const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  return new RegExp(`^(?:${host}/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`);
})();

/** How one service runs and scales, the same in every namespace of the stack. */
export const serviceSettings = z.strictObject({
  // After an interruption a model is missing for minutes: machine learning never runs on spot.
  spot: z.enum(["preferred", "never"]),
  pool: z.string().optional(), // pins the service to one pool; otherwise any untainted pool will do
  priority: z.string(), // one of the stack's priority classes
  port: z.int().min(1).max(65535),
  probePath,
  requests: cpuAndMemory,
  limits: cpuAndMemory,
  gpuSlots: z.int().min(0).max(64), // eight GPUs of a node in eight slices each
  gpuMemory: byteQuantity.optional(), // of one pod; time slices have no isolation, so the sum must fit the GPU
  metrics: serviceMetrics,
  triggers,
  scaleUp: scalingRules.optional(), // absent: the defaults of Kubernetes
  scaleDown: scalingRules,
  maxUnavailable: z.int().min(1).max(MOST_PODS), // pods that a drain may evict at once
  rightSizing: z.strictObject({ minAllowed: cpuAndMemory, maxAllowed: cpuAndMemory }),
  public: z
    .strictObject({
      path: pathPattern,
      rulePriority: z.int().min(1).max(99), // lower is evaluated first, inside one namespace
    })
    .optional(),
  image: z
    .string()
    .max(512)
    .regex(IMAGE, 'an image, for example "registry.example/frontend:1.0.0"')
    .optional(), // with it the stack deploys the service too
});

/** How the metrics of all services are read. */
export const podAutoscalingSettings = z.strictObject({
  pollingSeconds: z.int().min(5).max(3600),
  // A rate needs two samples, and pods are scraped every 30 s: a minute at least.
  rateWindow: z
    .string()
    .regex(/^([1-9]\d?m|[6-9]\ds|[1-9]\d\ds)$/, 'a PromQL range of a minute or more, for example "2m"'),
  failuresBeforeFallback: z.int().min(1).max(100),
});

/** Region, account and name in the URL of an SQS queue. Throws on what the settings refuse. */
export function parseQueueUrl(url: string): { region: string; accountId: string; name: string } {
  const match = QUEUE_URL.exec(url);
  if (!match) throw new Error(`"${url}" is not the URL of an SQS queue`);
  return { region: match[1]!, accountId: match[2]!, name: match[3]! };
}

export type ScalingRules = z.infer<typeof scalingRules>;
export type Triggers = z.infer<typeof triggers>;
export type ServiceSettings = z.infer<typeof serviceSettings>;
export type PodAutoscalingSettings = z.infer<typeof podAutoscalingSettings>;
