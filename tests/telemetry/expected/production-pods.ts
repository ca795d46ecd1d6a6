import { samples, single, type Sample } from "./sample";

const GIBIBYTE = 2 ** 30;

/** What pods request and use in the production world, where they run, how long they wait. */
export const PRODUCTION_PODS: Record<string, Sample[]> = {
  "service:resource_requests:sum": samples(["namespace", "service", "resource"], {
    production: {
      frontend: { cpu: 2 * 0.5, memory: 2 * 0.25 * GIBIBYTE },
      "api-gateway": { cpu: 3 * 1, memory: 3 * 1 * GIBIBYTE },
      "technique-selector": { cpu: 2 * 0.5, memory: 2 * 0.5 * GIBIBYTE },
      "intent-classifier": { cpu: 2 * 1, memory: 2 * 2 * GIBIBYTE },
      "prompt-generator": { cpu: 1, memory: 2 * GIBIBYTE }, // without the pod that waits
      torchserve: { cpu: 3 * 1, memory: 3 * 4 * GIBIBYTE, gpu: 3 },
    },
    monitoring: {
      prometheus: { cpu: 0.5, memory: 1 * GIBIBYTE },
      grafana: { cpu: 0.4, memory: 0.5 * GIBIBYTE },
      "prometheus-node-exporter": { cpu: 11 * 0.1, memory: 11 * 0.25 * GIBIBYTE }, // one a node
    },
  }),
  "service:resource_usage:sum": samples(["namespace", "service", "resource"], {
    production: {
      frontend: { cpu: 2 * 0.25, memory: 2 * 0.125 * GIBIBYTE },
      "api-gateway": { cpu: 3 * 0.75, memory: 3 * 0.5 * GIBIBYTE },
      "technique-selector": { cpu: 2 * 0.1, memory: 2 * 0.25 * GIBIBYTE },
      "intent-classifier": { cpu: 2 * 1.5, memory: 2 * 1 * GIBIBYTE },
      "prompt-generator": { cpu: 0.5, memory: 1 * GIBIBYTE },
      torchserve: { cpu: 3 * 0.5, memory: 3 * 3 * GIBIBYTE, gpu: 0.6 + 0.6 + 0.2 }, // a slot each; two on gpu-1
    },
    monitoring: {
      prometheus: { cpu: 0.25, memory: 1.5 * GIBIBYTE },
      "prometheus-node-exporter": { cpu: 11 * 0.1, memory: 11 * 0.25 * GIBIBYTE },
    },
  }),
  "service:resource_unused:ratio": samples(["namespace", "service", "resource"], {
    production: {
      frontend: { cpu: 0.5, memory: 0.5 },
      "api-gateway": { cpu: 0.25, memory: 0.5 },
      "technique-selector": { cpu: 0.8, memory: 0.5 },
      "intent-classifier": { cpu: 0, memory: 0.5 }, // 1.5 of 1: nothing is unused
      "prompt-generator": { cpu: 0.5, memory: 0.5 },
      torchserve: { cpu: 0.5, memory: 0.25, gpu: 1 - 1.4 / 3 },
    },
    monitoring: { prometheus: { cpu: 0.5, memory: 0 }, "prometheus-node-exporter": { cpu: 0, memory: 0 } },
  }),

  // coredns requests nothing: kube-system has neither requests nor use of them.
  "namespace:resource_requests:sum": samples(["namespace", "resource"], {
    production: {
      cpu: 1 + 3 + 1 + 2 + 1 + 3,
      memory: (0.5 + 3 + 1 + 4 + 2 + 12) * GIBIBYTE,
      gpu: 3,
    },
    monitoring: { cpu: 0.5 + 0.4 + 1.1, memory: (1 + 0.5 + 2.75) * GIBIBYTE },
  }),
  "namespace:resource_usage:sum": samples(["namespace", "resource"], {
    production: {
      cpu: 0.5 + 2.25 + 0.2 + 3 + 0.5 + 1.5,
      memory: (0.25 + 1.5 + 0.5 + 2 + 1 + 9) * GIBIBYTE,
      gpu: 1.4,
    },
    monitoring: { cpu: 0.25 + 1.1, memory: (1.5 + 2.75) * GIBIBYTE },
  }),
  "namespace:resource_unused:ratio": samples(["namespace", "resource"], {
    production: { cpu: 1 - 7.95 / 11, memory: 1 - 14.25 / 22.5, gpu: 1 - 1.4 / 3 },
    monitoring: { cpu: 1 - 1.35 / 1.6, memory: 0 }, // of what is measured, without grafana; memory 4.25 of 3.75
  }),
  "cluster:resource_requests:sum": samples(["resource"], {
    cpu: 11 + 2,
    memory: (22.5 + 4.25) * GIBIBYTE,
    gpu: 3,
  }),
  "cluster:resource_usage:sum": samples(["resource"], {
    cpu: 7.95 + 1.35,
    memory: (14.25 + 4.25) * GIBIBYTE,
    gpu: 1.4,
  }),
  "cluster:resource_unused:ratio": samples(["resource"], {
    cpu: 1 - 9.3 / 12.6, // without grafana
    memory: 1 - 18.5 / 26.25,
    gpu: 1 - 1.4 / 3,
  }),
  "pool:resource_requests:sum": samples(["pool", "resource"], {
    system: { cpu: 0.5 + 0.4 + 2 * 0.1, memory: (1 + 0.5 + 2 * 0.25) * GIBIBYTE }, // prometheus, grafana, node exporters
    // one of api-gateway, technique-selector, intent-classifier, prompt-generator, node exporters
    application: { cpu: 1 + 1 + 2 + 1 + 4 * 0.1, memory: (1 + 1 + 4 + 2 + 4 * 0.25) * GIBIBYTE },
    gpu: { cpu: 3 + 2 * 0.1, memory: (12 + 2 * 0.25) * GIBIBYTE, gpu: 3 },
    spot: { cpu: 1 + 2 + 3 * 0.1, memory: (0.5 + 2 + 3 * 0.25) * GIBIBYTE }, // frontend, two of api-gateway
  }),

  // frontend 1 on spot, api-gateway 2 of 3, technique-selector 0 of 1
  "cluster:spot_share:ratio": single((1 + 2 + 0) / (1 + 3 + 1)),
  "namespace:pods_pending:count": samples(["namespace"], { production: 1, monitoring: 0, "kube-system": 0 }),
  "cluster:pods_unschedulable:count": single(1),
  // Of 5, 10, 30 and 50 s: rank 0.95 x 3 = 2.85 lies between the third and the fourth.
  "cluster:scheduling_seconds:p95": single(30 + 0.85 * 20),
};
