import type { Cluster } from "../world/tables";
import { nodeExporters } from "../world/nodes";
import { PRODUCTION_NODES } from "./production-nodes";

const QUOTA = { namespace: "production", name: "production" };

const HALF_FAST = { "0.1": 0.5, "0.5": 0.9, "1": 1, "+Inf": 1 };

/** A production cluster at work: a spot node was just replaced, one pod waits for a node. */
export const PRODUCTION: Cluster = {
  nodes: PRODUCTION_NODES,
  services: [
    {
      namespace: "production",
      name: "frontend",
      requests: { cpu: 0.5, memory: 0.25 },
      uses: { cpu: 0.25, memory: 0.125 },
      on: ["spot-1", "spot-2"],
      replicas: { current: 2, desired: 2, min: 2, max: 10 },
      unreached: 1,
      requestsPerSecond: { "200": 49, "500": 1 },
      then: { at: 1530, requestsPerSecond: { "200": 99, "500": 1 } },
      noLongerThan: HALF_FAST,
      recommended: { cpu: 0.25, memory: 0.25 },
    },
    {
      namespace: "production",
      name: "api-gateway",
      requests: { cpu: 1, memory: 1 },
      uses: { cpu: 0.75, memory: 0.5 },
      on: ["spot-1", "spot-2", "application-1"],
      replicas: { current: 3, desired: 4, min: 3, max: 15 },
      requestsPerSecond: { "200": 95, "404": 3, "503": 2 },
      noLongerThan: { "0.1": 0.8, "0.5": 0.95, "1": 1, "+Inf": 1 },
      recommended: { cpu: 2, memory: 0.75 },
    },
    {
      namespace: "production",
      name: "technique-selector",
      requests: { cpu: 0.5, memory: 0.5 },
      uses: { cpu: 0.1, memory: 0.25 },
      on: ["application-1", "application-2"],
      replicas: { current: 2, desired: 2, min: 2, max: 12 },
      requestsPerSecond: { "200": 25 },
      noLongerThan: HALF_FAST,
      recommended: { cpu: 0.1, memory: 0.5 },
    },
    {
      namespace: "production",
      name: "intent-classifier",
      requests: { cpu: 1, memory: 2 },
      uses: { cpu: 1.5, memory: 1 },
      on: ["application-2", "application-3"],
      replicas: { current: 2, desired: 2, min: 1, max: 8 },
      requestsPerSecond: { "200": 9, "500": 1 },
      noLongerThan: HALF_FAST,
      queueDepth: 6,
      recommended: { cpu: 1.5, memory: 2 },
    },
    {
      namespace: "production",
      name: "prompt-generator",
      requests: { cpu: 1, memory: 2 },
      uses: { cpu: 0.5, memory: 1 },
      on: ["application-4"],
      replicas: { current: 1, desired: 2, min: 1, max: 8 },
      requestsPerSecond: { "200": 10 },
      noLongerThan: HALF_FAST,
      queueDepth: 30,
      recommended: { cpu: 1, memory: 3 },
    },
    {
      namespace: "production",
      name: "torchserve",
      requests: { cpu: 1, memory: 4, gpu: 1 },
      uses: { cpu: 0.5, memory: 3 },
      on: [
        { node: "gpu-1", from: 1510, waited: 10 },
        { node: "gpu-1", from: 1515, waited: 30 },
        { node: "gpu-2", from: 1520, waited: 50 },
      ],
      replicas: { current: 3, desired: 3, min: 1, max: 8 },
      queueDepth: 4,
      recommended: { cpu: 1, memory: 4 },
    },
  ],
  otherPods: [
    {
      name: "prompt-generator-2", // the second that its autoscaler wants
      namespace: "production",
      service: "prompt-generator",
      phase: "Pending",
      container: "prompt-generator",
      requests: { cpu: 1, memory: 2 },
      life: { from: 1540 },
      waited: 0,
    },
    {
      name: "migration", // done, and still in the API
      namespace: "production",
      service: "migration",
      node: "application-4",
      phase: "Succeeded",
      container: "migration",
      requests: { cpu: 2, memory: 2 },
      life: {},
      waited: 600,
    },
    {
      name: "prometheus-0", // uses more memory than it requests
      namespace: "monitoring",
      service: "prometheus",
      node: "system-1",
      phase: "Running",
      container: "prometheus",
      requests: { cpu: 0.5, memory: 1 },
      uses: { cpu: 0.25, memory: 1.5 },
      life: {},
      waited: 600,
    },
    {
      name: "coredns-1", // requests nothing, and has no name in the label that services have theirs in
      namespace: "kube-system",
      node: "system-2",
      phase: "Running",
      container: "coredns",
      requests: {},
      uses: { cpu: 0.2, memory: 0.5 },
      life: {},
      waited: 600,
    },
    {
      name: "grafana-1", // runs, and nobody measures it
      namespace: "monitoring",
      service: "grafana",
      node: "system-2",
      phase: "Running",
      container: "grafana",
      requests: { cpu: 0.4, memory: 0.5 },
      life: {},
      waited: 600,
    },
    ...nodeExporters(PRODUCTION_NODES),
  ],
  volumes: [
    { name: "prometheus", gibibytes: 50, usdPerGibibyte: 0.0001 },
    { name: "alertmanager", gibibytes: 2, usdPerGibibyte: 0.0001 },
    { name: "last-month", gibibytes: 100, usdPerGibibyte: 0.01, until: 119 }, // a dollar an hour, before this month
  ],
  controllers: {
    scaledUpNodes: { 0: 5, 1438: 6, 1510: 7, 1530: 8 },
    scaledDownNodes: { 0: 3, 1515: 4 },
    unschedulablePods: { 0: 0, 1540: 1 },
    failedScaleUp: { at: 1550, nodeGroup: "eks-production-spot", reason: "timeout" },
    kedaErrors: { "prompt-generator": { ofTrigger: 6, ofObject: 3 } },
    reconcileErrors: 12,
    withoutRecommendation: 1,
  },
  alerts: [
    {
      name: "RecommendationFarFromRequest",
      state: "firing",
      severity: "info",
      labels: { namespace: "production", service: "technique-selector" },
    },
    { name: "ClusterAutoscalerFailing", state: "firing", severity: "critical", labels: {} },
    { name: "PodsPending", state: "pending", severity: "warning", labels: { namespace: "production" } },
    { name: "KubePodNotReady", state: "firing", severity: "warning", labels: { namespace: "production" } }, // not ours
  ],
  quotas: [
    { ...QUOTA, resource: "requests.cpu", hard: 100, used: 12 },
    { ...QUOTA, resource: "requests.memory", hard: 200 * 2 ** 30, used: 50 * 2 ** 30 },
    { ...QUOTA, resource: "requests.nvidia.com/gpu", hard: 10, used: 3 },
    { ...QUOTA, resource: "pods", hard: 100, used: 15 },
    { ...QUOTA, name: "of-the-team", resource: "pods", hard: 300, used: 15 }, // a second, wider one
    { ...QUOTA, resource: "services.loadbalancers", hard: 0, used: 0 },
  ],
};
