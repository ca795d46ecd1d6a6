import type { AlertTests } from "../alert-test";
import { hpaConditionSeries, hpaSeries, without, withValues } from "./workload-series";

/** Fifteen pods are the gateway's maximum; KEDA scales it. */
function gateway(current: string) {
  return hpaSeries("production", "keda-hpa-api-gateway", { min: "3x60", max: "15x60", current });
}

function atMaximum(namespace: string, service: string, pods: number) {
  return {
    labels: { severity: "warning", namespace, service },
    summary: `${namespace}/${service} runs all of its ${pods} pods`,
  };
}

export const SERVICE_AT_MAXIMUM: AlertTests = {
  alert: "ServiceAtMaximum",
  tests: [
    {
      shows: "fires",
      it: "fires for a service that KEDA scales",
      series: gateway("14x4 15x50"),
      fires: { at: "20m", alerts: [atMaximum("production", "api-gateway", 15)] },
    },
    {
      shows: "fires",
      it: "fires for a service that a plain HPA scales, under the service's name",
      series: hpaSeries("production", "frontend-hpa", { min: "2x60", max: "10x60", current: "10x60" }),
      fires: { at: "15m", alerts: [atMaximum("production", "frontend", 10)] },
    },
    {
      shows: "fires",
      it: "fires for more pods than the maximum, after it was lowered",
      series: hpaSeries("production", "frontend-hpa", { min: "2x60", max: "8x60", current: "10x60" }),
      fires: { at: "15m", alerts: [atMaximum("production", "frontend", 10)] },
    },
    {
      shows: "fires",
      it: "fires for one namespace, and not for the other with the same service",
      stack: "staging",
      series: {
        ...hpaSeries("staging", "keda-hpa-api-gateway", { min: "1x60", max: "4x60", current: "2x60" }),
        ...hpaSeries("development", "keda-hpa-api-gateway", { min: "1x60", max: "2x60", current: "2x60" }),
      },
      fires: { at: "15m", alerts: [atMaximum("development", "api-gateway", 2)] },
    },
    {
      shows: "just under",
      it: "is silent with one pod less than the maximum",
      series: gateway("14x60"),
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent when one pod goes before the time is up",
      series: gateway("15x14 14 15x14 14x20"),
      silentUntil: "50m",
    },
    {
      shows: "just under",
      it: "is silent where minimum and maximum are the same",
      stack: "staging",
      series: hpaSeries("development", "keda-hpa-torchserve", { min: "1x60", max: "1x60", current: "1x60" }),
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent without the number of pods",
      series: without(gateway("15x60"), "current_replicas"),
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "restarts its wait after a gap of kube-state-metrics",
      series: withValues(gateway(""), "horizontalpodautoscaler", "15x14 stale 15x14 stale"),
      silentUntil: "40m",
    },
    {
      shows: "missing data",
      it: "is silent when kube-state-metrics goes before the time is up",
      series: gateway("15x14 stale"),
      silentUntil: "1h",
    },
  ],
};

const FALSE = { true: "0x60", false: "1x60", unknown: "0x60" };
const TRUE = { true: "1x60", false: "0x60", unknown: "0x60" };

function replicas(name: string, current = "3x60") {
  return hpaSeries("production", name, { min: "3x60", max: "15x60", current });
}

function cantRead(horizontalpodautoscaler: string) {
  return {
    labels: { severity: "critical", namespace: "production", horizontalpodautoscaler },
    summary: `Autoscaler production/${horizontalpodautoscaler} can't read its metrics`,
  };
}

export const HPA_METRIC_UNAVAILABLE: AlertTests = {
  alert: "HpaMetricUnavailable",
  tests: [
    {
      shows: "fires",
      it: "fires for an autoscaler that KEDA made",
      series: {
        ...replicas("keda-hpa-api-gateway"),
        ...hpaConditionSeries("production", "keda-hpa-api-gateway", "ScalingActive", FALSE),
      },
      fires: { at: "15m", alerts: [cantRead("keda-hpa-api-gateway")] },
    },
    {
      shows: "fires",
      it: "fires for a plain one whose condition is unknown",
      series: {
        ...replicas("frontend-hpa"),
        ...hpaConditionSeries("production", "frontend-hpa", "ScalingActive", {
          true: "1x9 0x50",
          false: "0x60",
          unknown: "0x9 1x50",
        }),
      },
      fires: { at: "25m", alerts: [cantRead("frontend-hpa")] },
    },
    {
      shows: "fires",
      it: "fires for one among several",
      series: {
        ...replicas("frontend-hpa"),
        ...hpaConditionSeries("production", "frontend-hpa", "ScalingActive", FALSE),
        ...replicas("technique-selector-hpa"),
        ...hpaConditionSeries("production", "technique-selector-hpa", "ScalingActive", TRUE),
      },
      fires: { at: "15m", alerts: [cantRead("frontend-hpa")] },
    },
    {
      shows: "just under",
      it: "is silent when it can read again before the time is up",
      series: {
        ...replicas("keda-hpa-api-gateway"),
        ...hpaConditionSeries("production", "keda-hpa-api-gateway", "ScalingActive", {
          true: "0x14 1x45",
          false: "1x14 0x45",
          unknown: "0x60",
        }),
      },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent at zero pods, where scaling is switched off",
      series: {
        ...replicas("keda-hpa-api-gateway", "0x60"),
        ...hpaConditionSeries("production", "keda-hpa-api-gateway", "ScalingActive", FALSE),
        ...replicas("frontend-hpa"),
        ...hpaConditionSeries("production", "frontend-hpa", "ScalingActive", TRUE),
      },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent on the other conditions, of which two are false when all is well",
      series: {
        ...replicas("frontend-hpa"),
        ...hpaConditionSeries("production", "frontend-hpa", "ScalingActive", TRUE),
        ...hpaConditionSeries("production", "frontend-hpa", "ScalingLimited", FALSE),
        ...hpaConditionSeries("production", "frontend-hpa", "AbleToScale", FALSE),
      },
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent without a condition",
      series: replicas("frontend-hpa"),
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent without the number of pods",
      series: hpaConditionSeries("production", "frontend-hpa", "ScalingActive", FALSE),
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "restarts its wait after a gap of kube-state-metrics",
      series: {
        ...replicas("frontend-hpa"),
        ...hpaConditionSeries("production", "frontend-hpa", "ScalingActive", {
          true: "0x60",
          false: "1x14 stale 1x14 stale",
          unknown: "0x60",
        }),
      },
      silentUntil: "1h",
    },
  ],
};
