import type { AlertTests } from "../alert-test";
import { away, BRIDGED, gpuUse, nodes, toldTwice, TOO_LONG, type Series } from "./node-series";
import { podSeries, withValues, without } from "./workload-series";

const MINUTES = 180;
const IDLE = `2x${MINUTES}`;
const BUSY = `80x${MINUTES}`;

/** A pod of torchserve on a GPU node, with one of the GPU's slots. */
function torchserve(pod: string, node: string, phase: "Running" | "Succeeded" = "Running"): Series {
  const requests = { cpu: 1.5, memory: 6 * 2 ** 30, gpu: 1 };
  return podSeries({ namespace: "production", service: "torchserve", pod, node, phase, requests }, MINUTES);
}

/** Two GPU nodes, one more than the minimum, each with a pod. */
function twoNodes(first: string, second: string): Series {
  return {
    ...nodes("gpu", 2, `1x${MINUTES}`),
    ...gpuUse("gpu-1", first),
    ...gpuUse("gpu-2", second),
    ...torchserve("torchserve-0", "gpu-1"),
    ...torchserve("torchserve-1", "gpu-2"),
  };
}

function idle(node: string, percentage: string) {
  return {
    labels: { severity: "warning", node, pool: "gpu" },
    summary: `The GPU of ${node} is used ${percentage} of the time, while pods occupy it`,
  };
}

export const GPU_IDLE: AlertTests = {
  alert: "GpuIdle",
  tests: [
    {
      shows: "fires",
      it: "fires for a node whose GPU is idle for an hour, not for a busy one, also while pods are exported twice",
      series: toldTwice(twoNodes(IDLE, BUSY)),
      fires: { at: "1h", alerts: [idle("gpu-1", "2%")] },
    },
    {
      shows: "fires",
      it: "fires once for a node whose GPU two pods share, by the GPU's average",
      series: {
        ...twoNodes(BUSY, "0x180"),
        ...gpuUse("gpu-2", "0x180"),
        ...torchserve("torchserve-2", "gpu-2"),
      },
      fires: { at: "1h", alerts: [idle("gpu-2", "0%")] },
    },
    {
      shows: "fires",
      it: "counts from when the GPU falls idle, until it works again",
      series: twoNodes("60x19 4.95x100 60x60", BUSY),
      fires: { at: "1h20m", alerts: [idle("gpu-1", "4.95%")], resolvedAt: "2h1m" },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away(twoNodes(IDLE, BUSY), 'job="kube-state-metrics"', 30, BRIDGED),
      fires: { at: "1h", alerts: [idle("gpu-1", "2%")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics is away for longer",
      series: away(twoNodes(IDLE, BUSY), 'job="kube-state-metrics"', 30, TOO_LONG),
      fires: { at: "1h36m", alerts: [idle("gpu-1", "2%")] },
    },
    {
      shows: "fires",
      it: "goes on when the GPU exporter is replaced within five minutes",
      series: away(twoNodes(IDLE, BUSY), 'job="dcgm-exporter"', 30, BRIDGED),
      fires: { at: "1h", alerts: [idle("gpu-1", "2%")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when the GPU exporter is away for longer",
      series: away(twoNodes(IDLE, BUSY), 'job="dcgm-exporter"', 30, TOO_LONG),
      fires: { at: "1h36m", alerts: [idle("gpu-1", "2%")] },
    },
    {
      shows: "fires",
      it: "fires for a second GPU node of staging",
      stack: "staging",
      series: twoNodes(BUSY, IDLE),
      fires: { at: "1h", alerts: [idle("gpu-2", "2%")] },
    },
    {
      shows: "just under",
      it: "is silent about the one GPU node of staging, which its services' minima keep",
      stack: "staging",
      series: without(twoNodes(IDLE, IDLE), "gpu-2"),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent at five percent",
      series: twoNodes("5x180", BUSY),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when the GPU works after 59 minutes",
      series: twoNodes("0x59 50x1 0x58 50x60", BUSY),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent about the pool's only node, which its minimum keeps",
      series: without(twoNodes(IDLE, IDLE), "gpu-2"),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when no pod occupies the GPU: the node is removed without an alert",
      series: {
        ...without(twoNodes(IDLE, BUSY), "torchserve-0"),
        ...torchserve("old-job", "gpu-1", "Succeeded"),
      },
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when only pods without a GPU run there, such as the exporters",
      series: {
        ...without(twoNodes(IDLE, BUSY), "torchserve-0"),
        ...podSeries(
          {
            namespace: "monitoring",
            service: "dcgm-exporter",
            pod: "dcgm-1",
            node: "gpu-1",
            requests: { cpu: 0.1 },
          },
          MINUTES,
        ),
      },
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody measures the GPU",
      series: without(twoNodes(IDLE, IDLE), "DCGM"),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent when the exporter stops measuring within the hour",
      series: withValues(twoNodes(IDLE, BUSY), "DCGM_FI_DEV_GPU_UTIL", "2x50"),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent without kube-state-metrics",
      series: without(twoNodes(IDLE, IDLE), 'job="kube-state-metrics"'),
      silentUntil: "3h",
    },
  ],
};
