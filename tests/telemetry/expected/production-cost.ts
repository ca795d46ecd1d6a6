import { samples, single, type Sample } from "./sample";

/** What nodes, pods and volumes cost an hour in the production world. */
export const PRODUCTION_COST: Record<string, Sample[]> = {
  // nodes and their root volumes
  "pool:cost_usd_per_hour:sum": samples(["pool"], {
    system: 2 * 0.04 + 2 * 0.005,
    application: 4 * 0.2 + 4 * 0.01,
    gpu: 2 * 0.6 + 2 * 0.02,
    spot: 0.08 + 2 * 0.06 + 3 * 0.01,
  }),
  "cluster:volume_cost_usd_per_hour:sum": single(52 * 0.0001),
  // pools, volumes, unmeasured
  "cluster:cost_usd_per_hour:sum": single(0.09 + 0.84 + 1.24 + 0.23 + 0.0052 + 0.5),
  // one m5.xlarge and two t3a.xlarge
  "cluster:spot_savings_usd_per_hour:sum": single(0.2 - 0.08 + 2 * (0.16 - 0.06)),

  // CPU, memory and GPU at the prices of the pod's node
  "namespace_pod:cost_usd_per_hour:sum": samples(["namespace", "pod"], {
    production: {
      "frontend-1": 0.5 * 0.012 + 0.25 * 0.002,
      "frontend-2": 0.5 * 0.007 + 0.25 * 0.002,
      "api-gateway-1": 0.012 + 0.002,
      "api-gateway-2": 0.007 + 0.002,
      "api-gateway-3": 0.03 + 0.01,
      "technique-selector-1": 0.5 * 0.03 + 0.5 * 0.01,
      "technique-selector-2": 0.5 * 0.03 + 0.5 * 0.01,
      "intent-classifier-1": 1.5 * 0.03 + 2 * 0.01, // uses more CPU than it requests
      "intent-classifier-2": 1.5 * 0.03 + 2 * 0.01,
      "prompt-generator-1": 0.03 + 2 * 0.01,
      "torchserve-1": 0.04 + 4 * 0.01 + 0.14,
      "torchserve-2": 0.04 + 4 * 0.01 + 0.14,
      "torchserve-3": 0.04 + 4 * 0.01 + 0.14,
    },
    monitoring: {
      "prometheus-0": 0.5 * 0.01 + 1.5 * 0.005, // uses more memory than it requests
      "grafana-1": 0.4 * 0.01 + 0.5 * 0.005,
      "node-exporter-system-1": 0.1 * 0.01 + 0.25 * 0.005,
      "node-exporter-system-2": 0.1 * 0.01 + 0.25 * 0.005,
      "node-exporter-application-1": 0.1 * 0.03 + 0.25 * 0.01,
      "node-exporter-application-2": 0.1 * 0.03 + 0.25 * 0.01,
      "node-exporter-application-3": 0.1 * 0.03 + 0.25 * 0.01,
      "node-exporter-application-4": 0.1 * 0.03 + 0.25 * 0.01,
      "node-exporter-gpu-1": 0.1 * 0.04 + 0.25 * 0.01,
      "node-exporter-gpu-2": 0.1 * 0.04 + 0.25 * 0.01,
      "node-exporter-spot-1": 0.1 * 0.012 + 0.25 * 0.002,
      "node-exporter-spot-2": 0.1 * 0.007 + 0.25 * 0.002,
      "node-exporter-spot-3d": 0.1 * 0.007 + 0.25 * 0.002,
    },
    "kube-system": { "coredns-1": 0.2 * 0.01 + 0.5 * 0.005 }, // requests nothing, and pays for what it uses
  }),
  "service:cost_usd_per_hour:sum": samples(["namespace", "service"], {
    production: {
      frontend: 0.0065 + 0.004,
      "api-gateway": 0.014 + 0.009 + 0.04,
      "technique-selector": 2 * 0.02,
      "intent-classifier": 2 * 0.065,
      "prompt-generator": 0.05,
      torchserve: 3 * 0.22,
    },
    monitoring: {
      prometheus: 0.0125,
      grafana: 0.0065,
      "prometheus-node-exporter": 2 * 0.00225 + 4 * 0.0055 + 2 * 0.0065 + 0.0017 + 2 * 0.0012,
    },
  }),
  "namespace:cost_usd_per_hour:sum": samples(["namespace"], {
    production: 0.0105 + 0.063 + 0.04 + 0.13 + 0.05 + 0.66,
    monitoring: 0.0125 + 0.0065 + 0.0436,
    "kube-system": 0.0045,
  }),
  // nodes without volumes, less all pods
  "cluster:idle_cost_usd_per_hour:sum": single(0.08 + 0.8 + 1.2 + 0.2 - (0.9535 + 0.0626 + 0.0045)),
  "namespace_resource:unused_cost_usd_per_hour:sum": samples(["namespace", "resource"], {
    production: {
      // frontend, api-gateway, technique-selector, prompt-generator, torchserve
      cpu:
        0.25 * (0.012 + 0.007) + 0.25 * (0.012 + 0.007 + 0.03) + 2 * 0.4 * 0.03 + 0.5 * 0.03 + 3 * 0.5 * 0.04,
      // the same, with intent-classifier before the last two
      memory:
        2 * 0.125 * 0.002 +
        0.5 * (0.002 + 0.002 + 0.01) +
        2 * 0.25 * 0.01 +
        2 * 1 * 0.01 +
        1 * 0.01 +
        3 * 1 * 0.01,
      gpu: (0.4 + 0.4 + 0.8) * 0.14,
    },
    monitoring: { cpu: 0.25 * 0.01, memory: 0 }, // prometheus' CPU; what grafana leaves unused nobody knows
  }),

  "cluster:cost_usd_per_hour:by_month": samples(["month"], { "11": 2.9052 }),
  // One sample every two minutes from midnight to midnight, both included. October's dollar an hour is not in it.
  "cluster:cost_usd:month_to_date": single((721 / 30) * 2.9052),
  "cluster:hours_left:month": single(29 * 24),
  "cluster:cost_usd:month_projection": single((721 / 30) * 2.9052 + 2.9052 * 696),
};

/** Dollars per core, per GiB and per slot. */
export const PRODUCTION_PRICES_PER_GIBIBYTE = samples(["node", "resource"], {
  ...Object.fromEntries(["system-1", "system-2"].map((node) => [node, { cpu: 0.01, memory: 0.005 }])),
  ...Object.fromEntries([1, 2, 3, 4].map((each) => [`application-${each}`, { cpu: 0.03, memory: 0.01 }])),
  ...Object.fromEntries(["gpu-1", "gpu-2"].map((node) => [node, { cpu: 0.04, memory: 0.01, gpu: 0.14 }])),
  "spot-1": { cpu: 0.012, memory: 0.002 },
  "spot-2": { cpu: 0.007, memory: 0.002 },
  "spot-3d": { cpu: 0.007, memory: 0.002 },
});
