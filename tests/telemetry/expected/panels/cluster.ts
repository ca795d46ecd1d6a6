import { samples, single, type Tree } from "../sample";
import { inEach, recorded, without, type ExpectedPanels } from "./expectation";

const GIBIBYTE = 2 ** 30;

/** Of minutes 1501 to 1560 the first 59 lie between samples; Prometheus stretches their increase over the whole hour. */
const WHOLE_HOUR = 60 / 59;

const EXPORTERS_WITHOUT_GPU = {
  "kube-state-metrics": 1,
  cAdvisor: 1,
  "node-exporter": 1,
  "cluster-autoscaler": 1,
  "node-termination-handler": 1,
  keda: 1,
  "vertical-pod-autoscaler": 1,
  opencost: 1,
  "load-balancer-controller": 1,
};

const ofPools = (resource: string, tree: Tree) => samples(["pool"], tree, { resource });
const use = (resource: string) => without("resource", recorded("pool:usage:ratio", { resource }));

/** The dashboard of nodes. */
export const CLUSTER_PANELS: ExpectedPanels = {
  "Firing alerts with their runbooks": {
    A: inEach({
      production: [
        {
          labels: {
            alertname: "RecommendationFarFromRequest",
            severity: "info",
            namespace: "production",
            service: "technique-selector",
          },
          value: 1,
        },
        { labels: { alertname: "ClusterAutoscalerFailing", severity: "critical" }, value: 1 },
      ],
      staging: [
        {
          labels: { alertname: "ScheduleNotFollowed", severity: "warning", namespace: "development" },
          value: 1,
        },
      ],
    }),
  },
  Exporters: {
    A: inEach({
      production: samples(["exporter"], { ...EXPORTERS_WITHOUT_GPU, dcgm: 1 }),
      staging: samples(["exporter"], EXPORTERS_WITHOUT_GPU), // without a GPU node dcgm isn't missed
    }),
  },

  "Node pools": {
    A: recorded("pool:nodes:count"),
    B: inEach({
      production: samples(["pool"], { system: 2, application: 4, gpu: 2, spot: 2 }), // spot-3d has just joined
      staging: samples(["pool"], { system: 2, application: 2, spot: 1 }),
    }),
    C: inEach({
      production: samples(["pool"], { system: 0, application: 0, gpu: 0, spot: 1 }), // spot-2
      staging: samples(["pool"], { system: 0, application: 0, spot: 0 }),
    }),
    D: recorded("pool:nodes:min"),
    E: recorded("pool:nodes:max"),
    // Each has a node that is ten hours older than the world, which lasts 26.
    F: inEach({
      production: samples(["pool"], { system: 129600, application: 129600, gpu: 129600, spot: 129600 }),
      staging: samples(["pool"], { system: 129600, application: 129600, spot: 129600 }),
    }),
    G: recorded("pool:cost_usd_per_hour:sum"),
    H: use("cpu"),
    I: use("memory"),
    J: use("gpu"),
  },
  Nodes: { A: recorded("pool:nodes:count") },
  "Nodes of the maximum": {
    A: inEach({
      production: samples(["pool"], { system: 2 / 4, application: 4 / 9, gpu: 2 / 5, spot: 3 / 10 }),
      staging: samples(["pool"], { system: 2 / 3, application: 2 / 5, gpu: 0, spot: 1 / 6 }),
    }),
  },
  "Utilization of pools": { A: recorded("pool:usage:ratio") },

  "Pending pods by namespace": { A: recorded("namespace:pods_pending:count") },
  "Pods that no node can take": {
    A: recorded("cluster:pods_unschedulable:count"),
    B: inEach({
      production: samples(["type"], { unschedulable: 1 }),
      staging: samples(["type"], { unschedulable: 0 }),
    }),
  },
  "Scheduling latency, p95": { A: recorded("cluster:scheduling_seconds:p95") },

  "Since its last round": { A: inEach({ production: single(10), staging: single(10) }) },
  "It may scale": { A: inEach({ production: single(1), staging: single(1) }) },
  "Node groups in backoff": {
    A: inEach({
      production: [{ labels: { node_group: "eks-production-spot", reason: "timeout" }, value: 1 }],
      staging: [],
    }),
  },
  "Nodes added": { A: inEach({ production: single(2 * WHOLE_HOUR), staging: single(0) }) }, // at 1510 and 1530
  "Nodes removed": {
    A: inEach({
      production: samples(["reason"], { underutilized: 1 * WHOLE_HOUR }),
      staging: samples(["reason"], { underutilized: 0 }),
    }),
  },
  // Born ten minutes ago at 1.
  "Failed scale-ups": { A: inEach({ production: samples(["reason"], { timeout: 1 }), staging: [] }) },
  "Errors of the load balancer controller": {
    A: inEach({
      production: samples(["controller"], { targetGroupBinding: 60 * 12 }),
      staging: samples(["controller"], { targetGroupBinding: 0 }),
    }),
  },

  "Interruptions within an hour": { A: recorded("cluster:spot_interruptions:count1h") },
  "Waiting for replacements": { A: recorded("cluster:spot_replacement_seconds:sum1h") },
  "Spot share": { A: recorded("cluster:spot_share:ratio") },

  "GPU utilization by node": { A: recorded("node:gpu_usage:ratio") },
  "GPU memory by node": {
    A: inEach({
      production: samples(["Hostname"], { "gpu-1": 12 / 16, "gpu-2": 6 / 16 }),
      staging: [],
    }),
  },
  "GPU slots that are requested": {
    A: inEach({ production: ofPools("gpu", { gpu: 3 / 4 }), staging: [] }),
  },

  // Allocatable less requests, pool by pool.
  "Free CPU by pool": {
    A: inEach({
      production: ofPools("cpu", { system: 4 - 1.1, application: 16 - 5.4, gpu: 8 - 3.2, spot: 12 - 3.3 }),
      staging: ofPools("cpu", { system: 4 - 0.2, application: 4 - 0.95, spot: 4 - 0.85 }),
    }),
  },
  "Free memory by pool": {
    A: inEach({
      production: ofPools("memory", {
        system: (8 - 2) * GIBIBYTE,
        application: (32 - 9) * GIBIBYTE,
        gpu: (32 - 12.5) * GIBIBYTE,
        spot: (48 - 3.25) * GIBIBYTE,
      }),
      staging: ofPools("memory", {
        system: (8 - 0.5) * GIBIBYTE,
        application: (16 - 2) * GIBIBYTE,
        spot: (16 - 1) * GIBIBYTE,
      }),
    }),
  },
  "Quota in use": { A: recorded("namespace_resource:quota_used:ratio") },
};
