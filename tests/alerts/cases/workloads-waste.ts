import type { AlertTests } from "../alert-test";
import { away, BRIDGED, node, toldTwice, TOO_LONG } from "./node-series";
import { GIBIBYTE, hpaSeries, MEBIBYTE, podSeries, podsSeries, withValues, without } from "./workload-series";

const MINUTES = 180;
const GATEWAY = { namespace: "production", service: "api-gateway" };

/**
 * Four pods of the gateway, one more than the minimum; of three cores they use four times what is given, of their
 * memory well below half.
 */
function gateway(cpuUsed: number, minutes = MINUTES) {
  const requests = { cpu: 0.75, memory: 768 * MEBIBYTE };
  return {
    ...podsSeries(4, { ...GATEWAY, requests, uses: { cpu: cpuUsed, memory: 300 * MEBIBYTE } }, minutes),
    ...hpaSeries("production", "keda-hpa-api-gateway", { min: "3x400", max: "15x400", current: "4x400" }),
  };
}

function wastes(service: string, percentage: string, namespace = "production") {
  return {
    labels: { severity: "warning", namespace, service },
    summary: `${namespace}/${service} leaves ${percentage} of its best used resource unused`,
  };
}

const GPU_NODE = "gpu-1";

/** Two pods of a GPU's two slots. */
function sharedGpu(utilization: string | undefined) {
  return {
    ...node(GPU_NODE, `1x${MINUTES}`),
    ...podsSeries(
      2,
      {
        namespace: "production",
        service: "torchserve",
        node: GPU_NODE,
        requests: { cpu: 1.5, memory: 6 * GIBIBYTE, gpu: 1 },
        uses: { cpu: 0.6, memory: 2 * GIBIBYTE },
      },
      MINUTES,
    ),
    ...hpaSeries("production", "keda-hpa-torchserve", { min: "1x180", max: "8x180", current: "2x180" }),
    ...(utilization === undefined
      ? {}
      : {
          [`DCGM_FI_DEV_GPU_UTIL{job="dcgm-exporter", Hostname="${GPU_NODE}", gpu="0", UUID="GPU-1"}`]:
            utilization,
        }),
  };
}

const FINISHED_JOB = podSeries(
  {
    ...GATEWAY,
    pod: "api-gateway-migration",
    phase: "Succeeded",
    requests: { cpu: 4, memory: 8 * GIBIBYTE },
  },
  MINUTES,
);

export const HIGH_WASTE: AlertTests = {
  alert: "HighWaste",
  tests: [
    {
      shows: "fires",
      it: "goes by CPU where that is the best used, of a service that KEDA scales",
      series: gateway(0.3675), // a rate needs two samples, the second is a minute late
      fires: { at: "2h1m", alerts: [wastes("api-gateway", "51%")] },
    },
    {
      shows: "fires",
      it: "goes by memory where that is the best used, of a service that a plain HPA scales",
      series: {
        ...podsSeries(
          3,
          {
            namespace: "production",
            service: "frontend",
            requests: { cpu: 0.5, memory: 256 * MEBIBYTE },
            uses: { cpu: 0.1, memory: 96 * MEBIBYTE },
          },
          MINUTES,
        ),
        ...hpaSeries("production", "frontend-hpa", { min: "2x180", max: "10x180", current: "3x180" }),
      },
      fires: { at: "2h1m", alerts: [wastes("frontend", "62.5%")] },
    },
    {
      shows: "fires",
      it: "goes by the GPU that pods share where that is the best used",
      series: sharedGpu("45x180"),
      fires: { at: "2h1m", alerts: [wastes("torchserve", "55%")] },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away(gateway(0.3), 'job="kube-state-metrics"', 30, BRIDGED),
      fires: { at: "2h1m", alerts: [wastes("api-gateway", "60%")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics is away for longer",
      series: away(gateway(0.3), 'job="kube-state-metrics"', 30, TOO_LONG),
      fires: { at: "2h36m", alerts: [wastes("api-gateway", "60%")] },
    },
    {
      shows: "fires",
      it: "counts from when there are more pods than the minimum",
      series: withValues(gateway(0.3), "status_current_replicas", "3x29 4x150"),
      fires: { at: "2h30m", alerts: [wastes("api-gateway", "60%")] },
    },
    {
      shows: "just under",
      it: "is silent when exactly half is unused",
      series: gateway(0.375),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when memory is half used and CPU at the autoscaler's target, however much memory is unused",
      series: gateway(0.45), // 60 % of three quarters of a core
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when CPU idles and memory is used",
      series: withValues(gateway(0.01), "container_memory", `${400 * MEBIBYTE}x${MINUTES}`),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when CPU and memory idle and the GPU works",
      series: sharedGpu("80x180"),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent at the minimum of pods, however much they leave unused",
      series: withValues(gateway(0.01), "status_current_replicas", "3x180"),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "restarts its wait when the pods are used once within the two hours",
      series: withValues(gateway(0.3), "container_cpu_usage", "0+18x100 1818+45x10 2268+18x69"),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "leaves out finished pods, which keep their requests but use nothing",
      series: { ...gateway(0.45), ...FINISHED_JOB },
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "counts a pod once that two kube-state-metrics export",
      series: toldTwice(gateway(0.45)),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "doesn't mix up the services of one name in two namespaces",
      stack: "staging",
      series: {
        // Wasteful at its minimum, and busy above it.
        ...podsSeries(
          1,
          { namespace: "development", service: "api-gateway", requests: { cpu: 0.4 }, uses: { cpu: 0.01 } },
          MINUTES,
        ),
        ...podsSeries(
          2,
          { namespace: "staging", service: "api-gateway", requests: { cpu: 0.4 }, uses: { cpu: 0.35 } },
          MINUTES,
        ),
        ...hpaSeries("development", "keda-hpa-api-gateway", { min: "1x180", max: "2x180", current: "1x180" }),
        ...hpaSeries("staging", "keda-hpa-api-gateway", { min: "1x180", max: "4x180", current: "2x180" }),
      },
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent when the CPU isn't measured, which may be the best used",
      series: without(gateway(0.3), "container_cpu"),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody measures the use",
      series: without(gateway(0.3), "container_"),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "doesn't take pods for idle that nobody measures",
      series: Object.assign(
        gateway(0.45),
        podSeries({ ...GATEWAY, pod: "api-gateway-unmeasured", requests: { cpu: 3 } }, MINUTES),
      ),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent when the GPU isn't measured",
      series: sharedGpu(undefined),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent without the autoscaler's replicas",
      series: without(gateway(0.3), "horizontalpodautoscaler"),
      silentUntil: "3h",
    },
    {
      shows: "counter reset",
      it: "is silent when containers start again, and count CPU from zero",
      series: withValues(gateway(0.45), "container_cpu_usage", "0+27x60 0+27x60 0+27x57"),
      silentUntil: "3h",
    },
    {
      shows: "counter reset",
      it: "fires for waste that goes on while containers start again",
      series: withValues(gateway(0.3), "container_cpu_usage", "0+18x60 0+18x60 0+18x57"),
      fires: { at: "2h1m", alerts: [wastes("api-gateway", "60%")] },
    },
    {
      shows: "fresh counter",
      it: "is silent on new pods whose CPU was never counted before",
      series: withValues(gateway(0.45), "container_cpu_usage", "_x60 1+27x120"),
      silentUntil: "3h",
    },
  ],
};
