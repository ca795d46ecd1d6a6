import { samples, single, type Sample } from "./sample";

const GIBIBYTE = 2 ** 30;

/** Prices, nodes, pods and cost in the staging world. */
export const STAGING_NODES_AND_COST: Record<string, Sample[]> = {
  "cluster:ceiling_usd_per_hour:setting": single(5),
  "cluster:expected_cost_usd_per_hour:plan": single(1),
  "cluster:unmeasured_cost_usd_per_hour:plan": single(0.2),
  "instance_type:on_demand_usd_per_hour:price": samples(["instance_type"], {
    "g4dn.xlarge": 0.6,
    "t3a.large": 0.08,
    "t3a.medium": 0.04,
    "t3a.xlarge": 0.16,
  }),
  "pool:volume_usd_per_hour:price": samples(["pool"], {
    system: 0.005,
    application: 0.01,
    gpu: 0.02,
    spot: 0.01,
  }),
  "pool:nodes:min": samples(["pool"], { system: 2, application: 2, gpu: 0, spot: 0 }),
  "pool:nodes:max": samples(["pool"], { system: 3, application: 5, gpu: 2, spot: 6 }),
  "pool:nodes:floor": samples(["pool"], { system: 2, application: 3, gpu: 1, spot: 0 }),
  "pool:nodes:count": samples(["pool"], { system: 2, application: 2, gpu: 0, spot: 1 }),
  "pool:usage:ratio": samples(["pool", "resource"], {
    system: { cpu: 0.3, memory: 0.5 },
    application: { cpu: 0.15, memory: 0.25 },
    spot: { cpu: 0.5, memory: 0.25 },
  }),
  "pool:allocatable:sum": samples(["pool", "resource"], {
    system: { cpu: 4, memory: 8 * GIBIBYTE },
    application: { cpu: 4, memory: 16 * GIBIBYTE },
    spot: { cpu: 4, memory: 16 * GIBIBYTE },
  }),
  "node:gpu_requests:sum": [], // no GPU node
  "cluster:spot_interruptions:count1h": single(0),
  "cluster:spot_replacement_seconds:sum1h": single(0),

  "service:resource_requests:sum": samples(["namespace", "service", "resource"], {
    staging: {
      frontend: { cpu: 0.25, memory: 0.25 * GIBIBYTE },
      "api-gateway": { cpu: 1, memory: 1 * GIBIBYTE },
      "intent-classifier": { cpu: 0.25, memory: 1 * GIBIBYTE },
    },
    monitoring: { "prometheus-node-exporter": { cpu: 0.5, memory: 1.25 * GIBIBYTE } },
  }),
  "service:resource_usage:sum": samples(["namespace", "service", "resource"], {
    staging: {
      frontend: { cpu: 0.125, memory: 0.125 * GIBIBYTE },
      "api-gateway": { cpu: 0.5, memory: 0.5 * GIBIBYTE },
      "intent-classifier": { cpu: 0.125, memory: 0.75 * GIBIBYTE },
    },
    monitoring: { "prometheus-node-exporter": { cpu: 0.5, memory: 1.25 * GIBIBYTE } },
  }),
  "service:resource_unused:ratio": samples(["namespace", "service", "resource"], {
    staging: {
      frontend: { cpu: 0.5, memory: 0.5 },
      "api-gateway": { cpu: 0.5, memory: 0.5 },
      "intent-classifier": { cpu: 0.5, memory: 0.25 },
    },
    monitoring: { "prometheus-node-exporter": { cpu: 0, memory: 0 } },
  }),
  "namespace:resource_requests:sum": samples(["namespace", "resource"], {
    staging: { cpu: 1.5, memory: 2.25 * GIBIBYTE },
    monitoring: { cpu: 0.5, memory: 1.25 * GIBIBYTE },
  }),
  "namespace:resource_usage:sum": samples(["namespace", "resource"], {
    staging: { cpu: 0.75, memory: 1.375 * GIBIBYTE },
    monitoring: { cpu: 0.5, memory: 1.25 * GIBIBYTE },
  }),
  "namespace:resource_unused:ratio": samples(["namespace", "resource"], {
    staging: { cpu: 0.5, memory: 1 - 1.375 / 2.25 },
    monitoring: { cpu: 0, memory: 0 },
  }),
  "cluster:resource_requests:sum": samples(["resource"], { cpu: 2, memory: 3.5 * GIBIBYTE }),
  "cluster:resource_usage:sum": samples(["resource"], { cpu: 1.25, memory: 2.625 * GIBIBYTE }),
  "cluster:resource_unused:ratio": samples(["resource"], { cpu: 1 - 1.25 / 2, memory: 1 - 2.625 / 3.5 }),
  "pool:resource_requests:sum": samples(["pool", "resource"], {
    system: { cpu: 0.2, memory: 0.5 * GIBIBYTE },
    application: { cpu: 0.5 + 0.25 + 0.2, memory: (0.5 + 1 + 0.5) * GIBIBYTE },
    spot: { cpu: 0.25 + 0.5 + 0.1, memory: (0.25 + 0.5 + 0.25) * GIBIBYTE },
  }),
  "cluster:spot_share:ratio": single((0.25 + 0.5) / (0.25 + 1)), // frontend, one of two pods of api-gateway
  "namespace:pods_pending:count": samples(["namespace"], { staging: 0, development: 1, monitoring: 0 }),
  "cluster:pods_unschedulable:count": single(0),
  "cluster:scheduling_seconds:p95": [], // no pod was made in the last hour

  "pool:cost_usd_per_hour:sum": samples(["pool"], {
    system: 2 * 0.045,
    application: 2 * 0.09,
    spot: 0.07,
  }),
  "cluster:volume_cost_usd_per_hour:sum": [], // no volume is known
  "cluster:cost_usd_per_hour:sum": single(0.09 + 0.18 + 0.07 + 0.2),
  "cluster:spot_savings_usd_per_hour:sum": single(0.1),
  "namespace_pod:cost_usd_per_hour:sum": samples(["namespace", "pod"], {
    staging: {
      "frontend-1": 0.25 * 0.007 + 0.25 * 0.002,
      "api-gateway-1": 0.5 * 0.007 + 0.5 * 0.002,
      "api-gateway-2": 0.5 * 0.02 + 0.5 * 0.005,
      "intent-classifier-1": 0.25 * 0.02 + 0.005,
    },
    monitoring: {
      "node-exporter-system-1": 0.1 * 0.01 + 0.25 * 0.005,
      "node-exporter-system-2": 0.1 * 0.01 + 0.25 * 0.005,
      "node-exporter-application-1": 0.1 * 0.02 + 0.25 * 0.005,
      "node-exporter-application-2": 0.1 * 0.02 + 0.25 * 0.005,
      "node-exporter-spot-1": 0.1 * 0.007 + 0.25 * 0.002,
    },
  }),
  "service:cost_usd_per_hour:sum": samples(["namespace", "service"], {
    staging: { frontend: 0.00225, "api-gateway": 0.0045 + 0.0125, "intent-classifier": 0.01 },
    monitoring: { "prometheus-node-exporter": 2 * 0.00225 + 2 * 0.00325 + 0.0012 },
  }),
  "namespace:cost_usd_per_hour:sum": samples(["namespace"], {
    staging: 0.00225 + 0.017 + 0.01,
    monitoring: 0.0122,
  }),
  "cluster:idle_cost_usd_per_hour:sum": single(0.08 + 0.16 + 0.06 - (0.02925 + 0.0122)),
  "namespace_resource:unused_cost_usd_per_hour:sum": samples(["namespace", "resource"], {
    // frontend, api-gateway, intent-classifier
    staging: {
      cpu: 0.125 * 0.007 + 0.25 * (0.007 + 0.02) + 0.125 * 0.02,
      memory: 0.125 * 0.002 + 0.25 * (0.002 + 0.005) + 0.25 * 0.005,
    },
    monitoring: { cpu: 0, memory: 0 },
  }),
  "cluster:cost_usd_per_hour:by_month": samples(["month"], { "11": 0.54 }),
  "cluster:cost_usd:month_to_date": single((721 / 30) * 0.54),
  "cluster:hours_left:month": single(29 * 24),
  "cluster:cost_usd:month_projection": single((721 / 30) * 0.54 + 0.54 * 696),
};

/** Dollars per core and per GiB. */
export const STAGING_PRICES_PER_GIBIBYTE = samples(["node", "resource"], {
  "system-1": { cpu: 0.01, memory: 0.005 },
  "system-2": { cpu: 0.01, memory: 0.005 },
  "application-1": { cpu: 0.02, memory: 0.005 },
  "application-2": { cpu: 0.02, memory: 0.005 },
  "spot-1": { cpu: 0.007, memory: 0.002 },
});
