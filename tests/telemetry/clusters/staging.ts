import { nodeExporters } from "../world/nodes";
import type { Cluster, Node } from "../world/tables";

const SYSTEM = {
  pool: "system",
  type: "t3a.medium",
  cores: 2,
  gibibytes: 4,
  usd: 0.04, // 2 x 0.01 + 4 x 0.005
  usdPerCore: 0.01,
  usdPerGibibyte: 0.005,
};
const APPLICATION = {
  pool: "application",
  type: "t3a.large",
  cores: 2,
  gibibytes: 8,
  usd: 0.08, // 2 x 0.02 + 8 x 0.005
  usdPerCore: 0.02,
  usdPerGibibyte: 0.005,
};

const NODES: Node[] = [
  { name: "system-1", ...SYSTEM, used: { cpu: 0.2, memory: 0.5 } },
  { name: "system-2", ...SYSTEM, used: { cpu: 0.4, memory: 0.5 } },
  { name: "application-1", ...APPLICATION, used: { cpu: 0.1, memory: 0.25 } },
  { name: "application-2", ...APPLICATION, used: { cpu: 0.2, memory: 0.25 } },
  {
    name: "spot-1",
    pool: "spot",
    type: "t3a.xlarge",
    spot: true,
    cores: 4,
    gibibytes: 16,
    usd: 0.06, // 4 x 0.007 + 16 x 0.002
    usdPerCore: 0.007,
    usdPerGibibyte: 0.002,
    used: { cpu: 0.5, memory: 0.25 },
  },
];

const AT_ZERO = { current: 0, desired: 0, min: 1, max: 2 };

/** Staging on a Sunday evening: no GPU node, development at zero but for a pod that somebody forgot. */
export const STAGING: Cluster = {
  nodes: NODES,
  services: [
    {
      namespace: "staging",
      name: "frontend",
      requests: { cpu: 0.25, memory: 0.25 },
      uses: { cpu: 0.125, memory: 0.125 },
      on: ["spot-1"],
      replicas: { current: 1, desired: 1, min: 1, max: 4 },
      requestsPerSecond: { "200": 10 },
      noLongerThan: { "0.1": 0.5, "0.5": 0.9, "1": 1, "+Inf": 1 },
      recommended: { cpu: 0.25, memory: 0.25 },
    },
    {
      namespace: "staging",
      name: "api-gateway",
      requests: { cpu: 0.5, memory: 0.5 },
      uses: { cpu: 0.25, memory: 0.25 },
      on: ["spot-1", "application-1"],
      replicas: { current: 2, desired: 2, min: 1, max: 4 },
      requestsPerSecond: { "200": 4, "502": 1 },
      noLongerThan: { "0.1": 0.8, "0.5": 0.95, "1": 1, "+Inf": 1 },
      recommended: { cpu: 0.5, memory: 0.5 },
    },
    {
      namespace: "staging",
      name: "intent-classifier",
      requests: { cpu: 0.25, memory: 1 },
      uses: { cpu: 0.125, memory: 0.75 },
      on: ["application-2"],
      replicas: { current: 1, desired: 1, min: 1, max: 3 },
      requestsPerSecond: { "200": 2 },
      noLongerThan: { "0.1": 0.5, "0.5": 0.9, "1": 1, "+Inf": 1 },
      queueDepth: 0,
      recommended: { cpu: 0.25, memory: 1 },
    },
    ...["api-gateway", "intent-classifier"].map((name) => ({
      namespace: "development",
      name,
      requests: {},
      uses: {},
      on: [],
      replicas: AT_ZERO,
      recommended: { cpu: 0.25, memory: 0.5 }, // of the last pods; there are none to compare it with
    })),
  ],
  otherPods: [
    {
      name: "forgotten", // has a node, and can't start there
      namespace: "development",
      node: "application-1",
      phase: "Pending",
      container: "forgotten",
      requests: { cpu: 1, memory: 1 },
      life: {},
      waited: 600,
    },
    ...nodeExporters(NODES),
  ],
  volumes: [],
  controllers: {
    scaledUpNodes: { 0: 1 },
    scaledDownNodes: { 0: 1 },
    unschedulablePods: { 0: 0 },
    kedaErrors: {},
    reconcileErrors: 0,
  },
  alerts: [
    {
      name: "ScheduleNotFollowed",
      state: "firing",
      severity: "warning",
      labels: { namespace: "development" },
    },
  ],
  quotas: [
    { namespace: "staging", name: "staging", resource: "pods", hard: 75, used: 3 },
    { namespace: "development", name: "development", resource: "pods", hard: 50, used: 0 },
    { namespace: "development", name: "development", resource: "services.loadbalancers", hard: 0, used: 0 },
  ],
};
