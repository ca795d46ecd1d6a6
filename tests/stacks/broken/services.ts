import type { BrokenSetting } from "./broken-setting";

export const SERVICE_CASES: BrokenSetting[] = [
  {
    it: "a pool that isn't there",
    set: "services/torchserve/pool",
    wrong: "gpus",
    right: "gpu",
    allowed: /one of system, application, gpu, spot; did you mean "gpu"/,
  },
  {
    it: "a priority that isn't there",
    set: "services/frontend/priority",
    wrong: "userfacing",
    right: "machine-learning",
    allowed: /one of user-facing, machine-learning, placeholder; did you mean "user-facing"/,
  },
  {
    it: "a service that may run on spot and evicts one that may not",
    set: "priorityClasses/user-facing",
    wrong: 100_001,
    right: 100_000,
    allowed:
      /at most 100000, or pods that may run on spot evict those of intent-classifier, prompt-generator/,
  },
  {
    it: "more GPU memory than a slot has",
    set: "services/torchserve/gpuMemory",
    wrong: "8193Mi",
    right: "8Gi",
    allowed: /at most 8Gi: 2 slots share the 16 GiB of a GPU in pool gpu/,
  },
  {
    it: "a GPU slot without its memory",
    set: "services/torchserve/gpuMemory",
    wrong: undefined,
    allowed: /the GPU memory that one pod takes/,
  },
  {
    it: "a GPU slot on pools without GPUs",
    given: { "services/frontend/gpuMemory": "1Gi", "namespaces/production/quota/gpu": 18 },
    set: "services/frontend/gpuSlots",
    wrong: 1,
    right: 0,
    allowed: /0, or a pool with GPUs/,
  },
  {
    it: "a service that keeps off the spot pool to which it is pinned",
    given: { "services/intent-classifier/pool": "spot" },
    set: "services/intent-classifier/spot",
    wrong: "never",
    right: "preferred",
    allowed: /"preferred", or a pool that is not spot/,
  },
  {
    it: "more CPU requested than the limit",
    set: "services/frontend/requests/cpu",
    wrong: "1001m",
    right: "1000m",
    allowed: /at most 1, the cpu of limits/,
  },
  {
    it: "more memory requested than the limit",
    set: "services/frontend/requests/memory",
    wrong: "513Mi",
    right: "0.5Gi",
    allowed: /at most 512Mi, the memory of limits/,
  },
  {
    it: "a least recommendation above the greatest",
    set: "services/frontend/rightSizing/minAllowed/cpu",
    wrong: "2001m",
    right: "2",
    allowed: /at most 2, the cpu of maxAllowed/,
  },
  {
    it: "memory in a unit that Kubernetes doesn't know",
    set: "services/frontend/requests/memory",
    wrong: "256MB",
    right: "256M",
    allowed: /for example "256Mi" or "50Gi"/,
  },
  {
    it: "CPU in words",
    set: "services/frontend/requests/cpu",
    wrong: "half",
    right: "0.5",
    allowed: /for example "500m" or "1\.5"/,
  },
  { it: "port 0", set: "services/frontend/port", wrong: 0, right: 1, allowed: /at least 1/ },
  { it: "port 65536", set: "services/frontend/port", wrong: 65536, right: 65535, allowed: /at most 65535/ },
  { it: "half a port", set: "services/frontend/port", wrong: 80.5, allowed: /a whole number/ },
  {
    it: "a probe that isn't a path",
    set: "services/frontend/probePath",
    wrong: "healthz",
    right: "/",
    allowed: /text that starts with "\/"/,
  },
  {
    it: "no trigger",
    set: "services/technique-selector/triggers",
    wrong: {},
    right: { memoryPercent: 100 },
    allowed: /at least one of cpuPercent, memoryPercent, requestsPerSecond, queueDepth, sqsQueue, gpuPercent/,
  },
  {
    it: "a trigger on requests that nothing counts",
    set: "services/technique-selector/triggers",
    given: { "services/technique-selector/metrics": {} },
    wrong: { requestsPerSecond: { perPod: 10 } },
    right: { cpuPercent: 70 },
    at: "services/technique-selector/metrics/requests",
    allowed: /the metric that services\.technique-selector\.triggers\.requestsPerSecond scales on/,
  },
  ...(
    [
      ["that is a word of PromQL's", "offset", /no word of PromQL's own/],
      ["that is a word of PromQL's in capitals", "Inf", /no word of PromQL's own/],
      ["that an exporter uses", "kube_pod_info", /no name that an exporter of the cluster uses/],
      ["that a recorded series could have", "service:queue:sum", /letters, digits and underscores/],
    ] as const
  ).map(([what, wrong, allowed]) => ({
    it: `a metric with a name ${what}`,
    set: "services/torchserve/metrics/queueDepth",
    wrong,
    right: "offset_items",
    allowed,
  })),
  ...(
    [
      ["that Prometheus keeps for itself", "__status", /two underscores/],
      ["that Prometheus writes over", "job", /a label of the service's own/],
    ] as const
  ).map(([what, wrong, allowed]) => ({
    it: `a status in a label ${what}`,
    set: "services/frontend/metrics/requests/statusLabel",
    wrong,
    right: "by", // a word of PromQL's, but not in braces
    allowed,
  })),
  {
    it: "a histogram without its buckets",
    set: "services/frontend/metrics/requestDuration",
    wrong: "http_request_duration_seconds",
    right: "http_request_duration_seconds_bucket",
    allowed: /"\.\.\._bucket"/,
  },
  {
    it: "more than all of the CPU",
    set: "services/frontend/triggers/cpuPercent",
    wrong: 101,
    right: 100,
    allowed: /at most 100/,
  },
  {
    it: "a queue that isn't in SQS",
    set: "services/intent-classifier/triggers",
    wrong: queue("https://example.com/111122223333/jobs", "production"),
    right: queue("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "production"),
    at: "services/intent-classifier/triggers/sqsQueue/queueUrl",
    allowed: /the URL of an SQS queue/,
  },
  {
    it: "a queue of a namespace that isn't there",
    set: "services/intent-classifier/triggers",
    wrong: queue("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "prod"),
    at: "services/intent-classifier/triggers/sqsQueue/namespace",
    allowed: /^one of production/,
  },
  {
    it: "a queue of a namespace that sleeps at night",
    stack: "staging",
    set: "services/frontend/triggers",
    wrong: {
      cpuPercent: 70,
      ...queue("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "development"),
    },
    right: {
      cpuPercent: 70,
      ...queue("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "staging"),
    },
    at: "services/frontend/triggers/sqsQueue/namespace",
    allowed: /a namespace without a schedule/,
  },
  {
    it: "a queue of one namespace as the only trigger of two",
    stack: "staging",
    set: "services/frontend/triggers",
    wrong: queue("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "staging"),
    allowed: /another trigger beside sqsQueue, for the pods outside of namespace staging/,
  },
  {
    it: "a stabilization window of more than an hour",
    set: "services/frontend/scaleDown/stabilizationWindowSeconds",
    wrong: 3601,
    right: 3600,
    allowed: /at most 3600/,
  },
  {
    it: "a scaling policy of more than half an hour",
    set: "services/frontend/scaleUp/policies/0/periodSeconds",
    wrong: 1801,
    right: 1800,
    allowed: /at most 1800/,
  },
  {
    it: "two rules of the load balancer with one priority",
    set: "services/api-gateway/public/rulePriority",
    wrong: 90,
    right: 89,
    allowed: /no other rule has; 190 is frontend in production/,
  },
];

function queue(queueUrl: string, namespace: string): object {
  return { sqsQueue: { queueUrl, messagesPerPod: 100, namespace } };
}
