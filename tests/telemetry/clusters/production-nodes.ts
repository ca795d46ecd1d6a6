import type { Node } from "../world/tables";

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
  type: "c6i.xlarge",
  cores: 4,
  gibibytes: 8,
  usd: 0.2, // 4 x 0.03 + 8 x 0.01
  usdPerCore: 0.03,
  usdPerGibibyte: 0.01,
};
const GPU = {
  pool: "gpu",
  type: "g4dn.xlarge",
  cores: 4,
  gibibytes: 16,
  usd: 0.6, // 4 x 0.04 + 16 x 0.01 + 2 x 0.14
  usdPerCore: 0.04,
  usdPerGibibyte: 0.01,
};
const SPOT_M5 = {
  pool: "spot",
  type: "m5.xlarge",
  spot: true as const,
  cores: 4,
  gibibytes: 16,
  usd: 0.08, // 4 x 0.012 + 16 x 0.002
  usdPerCore: 0.012,
  usdPerGibibyte: 0.002,
};
const SPOT_T3A = { ...SPOT_M5, type: "t3a.xlarge", usd: 0.06, usdPerCore: 0.007 }; // 4 x 0.007 + 16 x 0.002

/** Nodes of the production world. */
export const PRODUCTION_NODES: Node[] = [
  { name: "system-1", ...SYSTEM, used: { cpu: 0.4, memory: 0.75 } },
  { name: "system-2", ...SYSTEM, used: { cpu: 0.6, memory: 0.75 } },
  { name: "application-1", ...APPLICATION, used: { cpu: 0.2, memory: 0.25 } },
  { name: "application-2", ...APPLICATION, used: { cpu: 0.4, memory: 0.25 } },
  { name: "application-3", ...APPLICATION, used: { cpu: 0.6, memory: 0.25 } },
  { name: "application-4", ...APPLICATION, used: { cpu: 0.8, memory: 0.25 } },
  {
    name: "gpu-1",
    ...GPU,
    used: { cpu: 0.25, memory: 0.75 },
    gpu: { slots: 2, usdPerSlot: 0.14, used: 0.6, memoryMebibytes: { used: 12000, free: 4000 } },
  },
  {
    name: "gpu-2",
    ...GPU,
    used: { cpu: 0.35, memory: 0.75 },
    gpu: { slots: 2, usdPerSlot: 0.14, used: 0.2, memoryMebibytes: { used: 6000, free: 10000 } },
  },
  { name: "spot-1", ...SPOT_M5, used: { cpu: 0.5, memory: 0.5 } },
  { name: "spot-2", ...SPOT_T3A, used: { cpu: 0.7, memory: 0.5 }, cordoned: true },
  // The third spot node was taken back three times, the first time two hours ago: one node at a time.
  {
    name: "spot-3a",
    ...SPOT_T3A,
    used: { cpu: 0.3, memory: 0.2 },
    until: 1437,
    interrupted: { at: 1436, byAction: true, byTaint: true },
  },
  {
    name: "spot-3b",
    ...SPOT_T3A,
    used: { cpu: 0.3, memory: 0.2 },
    from: 1438,
    until: 1509,
    interrupted: { at: 1508, byTaint: true },
  },
  {
    name: "spot-3c",
    ...SPOT_T3A,
    used: { cpu: 0.3, memory: 0.2 },
    from: 1510,
    until: 1529,
    interrupted: { at: 1528, byAction: true, byTaint: true },
  },
  { name: "spot-3d", ...SPOT_T3A, used: { cpu: 0.3, memory: 0.2 }, from: 1530, notReady: true },
];
