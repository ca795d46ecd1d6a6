import { PercentUnit } from "@grafana/grafana-foundation-sdk/units";
import { hasGpuPool, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { badBelow } from "../thresholds";

/** GPU memory of a node. For a shared GPU, there may be a series for each of its pods. */
function memory(metric: string): string {
  return `sum by (Hostname) (max by (Hostname, gpu) (${metric}))`;
}

/** Nothing without a GPU pool. */
export function gpus(stack: MonitoredStack): Panel[] {
  if (!hasGpuPool(stack)) return [];
  return [
    timeSeries("GPU utilization by node", {
      description:
        "Share of time in which a node's GPUs compute, from DCGM. Below the line, while pods occupy it and the pool has more nodes than the services' minima need, an expensive node is idle.",
      unit: PercentUnit,
      width: 8,
      queries: [{ expr: "node:gpu_usage:ratio", legend: "{{node}}" }],
      thresholds: badBelow(stack.alerts.gpuIdle.percent / 100),
      alerts: ["GpuIdle"],
    }),
    timeSeries("GPU memory by node", {
      description:
        "Share of a node's GPU memory in use, from DCGM. Pods that share a GPU share its memory without limits: near 100 %, the next model fails to load. See gpuMemory in the services' settings.",
      unit: PercentUnit,
      width: 8,
      queries: [
        {
          expr: `${memory("DCGM_FI_DEV_FB_USED")}
/ (${memory("DCGM_FI_DEV_FB_USED")} + ${memory("DCGM_FI_DEV_FB_FREE")})`,
          legend: "{{Hostname}}",
        },
      ],
    }),
    timeSeries("GPU slots that are requested", {
      description:
        "Share of a pool's GPU slots that pods request. If it is high with little use of the GPUs, their slots are too large: more slots for each GPU need fewer nodes.",
      unit: PercentUnit,
      width: 8,
      queries: [
        {
          expr: `pool:resource_requests:sum{resource="gpu"} / pool:allocatable:sum{resource="gpu"}`,
          legend: "{{pool}}",
        },
      ],
      alerts: ["GpuIdle"],
    }),
  ];
}
