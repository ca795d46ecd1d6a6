import { samples, single, type Sample } from "./sample";

const GIBIBYTE = 2 ** 30;

/** Prices, nodes and spot in the production world. */
export const PRODUCTION_NODES: Record<string, Sample[]> = {
  "cluster:ceiling_usd_per_hour:setting": single(10),
  "cluster:expected_cost_usd_per_hour:plan": single(3),
  "cluster:unmeasured_cost_usd_per_hour:plan": single(0.5),
  "instance_type:on_demand_usd_per_hour:price": samples(["instance_type"], {
    "c6a.xlarge": 0.18,
    "c6i.xlarge": 0.2,
    "g4dn.xlarge": 0.6,
    "m5.xlarge": 0.2,
    "t3a.medium": 0.04,
    "t3a.xlarge": 0.16,
  }),
  "pool:volume_usd_per_hour:price": samples(["pool"], {
    system: 0.005,
    application: 0.01,
    gpu: 0.02,
    spot: 0.01,
  }),
  "pool:nodes:min": samples(["pool"], { system: 2, application: 3, gpu: 1, spot: 0 }),
  "pool:nodes:max": samples(["pool"], { system: 4, application: 9, gpu: 5, spot: 10 }),
  "pool:nodes:floor": samples(["pool"], { system: 2, application: 3, gpu: 2, spot: 1 }),
  "pool:nodes:count": samples(["pool"], { system: 2, application: 4, gpu: 2, spot: 3 }),

  "pool:usage:ratio": samples(["pool", "resource"], {
    system: { cpu: (0.4 + 0.6) / 2, memory: 0.75 },
    application: { cpu: (0.2 + 0.4 + 0.6 + 0.8) / 4, memory: 0.25 },
    gpu: { cpu: (0.25 + 0.35) / 2, memory: 0.75, gpu: (0.6 + 0.2) / 2 },
    spot: { cpu: (0.5 + 0.7 + 0.3) / 3, memory: (0.5 + 0.5 + 0.2) / 3 },
  }),
  "pool:allocatable:sum": samples(["pool", "resource"], {
    system: { cpu: 2 * 2, memory: 2 * 4 * GIBIBYTE },
    application: { cpu: 4 * 4, memory: 4 * 8 * GIBIBYTE },
    gpu: { cpu: 2 * 4, memory: 2 * 16 * GIBIBYTE, gpu: 2 * 2 },
    spot: { cpu: 3 * 4, memory: 3 * 16 * GIBIBYTE },
  }),

  "node:gpu_requests:sum": samples(["node"], { "gpu-1": 2, "gpu-2": 1 }),

  "cluster:spot_interruptions:count1h": single(2), // spot-3b by its taint, spot-3c; spot-3a was two hours ago
  "cluster:spot_replacement_seconds:sum1h": single(41 * 30), // each half minute from 1540 to 1560, both included
};
