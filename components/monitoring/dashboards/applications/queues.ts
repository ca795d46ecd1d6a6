import { PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import { hasGpuPool, isExported, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { badAbove } from "../thresholds";
import { SELECTED } from "./variables";

/** Machine learning: its queues, and how busy its GPUs are. */
export function queuesAndGpus(stack: MonitoredStack): Panel[] {
  return [
    ...(isExported(stack, "queueDepth") ? queues(stack) : []),
    ...(hasGpuPool(stack) ? [gpuUse(stack)] : []),
  ];
}

function queues({ services }: MonitoredStack): Panel[] {
  const isTarget = services.some(({ settings }) => settings.triggers.queueDepth !== undefined);
  return [
    timeSeries("Items that wait", {
      description:
        "Items in the queues of a service's pods, from the gauge that its settings name. If it grows although pods were added, the pods are too slow, or the service is at its maximum.",
      unit: Short,
      width: 8,
      queries: [{ expr: `service:queue_depth:sum{${SELECTED}}`, legend: "{{namespace}}/{{service}}" }],
    }),
    timeSeries("Items that wait for each pod", {
      description:
        "The same, divided by the pods of the service. Dashed: the number from the settings above which KEDA adds pods. Far above it for long: the maximum is reached, or nodes are missing.",
      unit: Short,
      width: 8,
      limits: "^target",
      queries: [
        {
          expr: `service:queue_depth:sum{${SELECTED}} / (service:replicas:current{${SELECTED}} > 0)`,
          legend: "{{namespace}}/{{service}}",
        },
        ...(isTarget
          ? [
              {
                expr: `service:queue_depth_per_pod:target{${SELECTED}}`,
                legend: "target of {{namespace}}/{{service}}",
              },
            ]
          : []),
      ],
    }),
  ];
}

/** Targets of services may differ; at the smallest one, the first service grows. */
function gpuUse({ services }: MonitoredStack): Panel {
  const targets = services.flatMap(({ settings }) => settings.triggers.gpuPercent ?? []);
  return timeSeries("GPU use by service", {
    description:
      "Share of the time in which the GPUs of a service's nodes compute, from DCGM; pods that share a GPU have the same value. Above the line, the trigger's target in the settings, KEDA adds pods.",
    unit: PercentUnit,
    width: 8,
    queries: [
      {
        expr: `service:resource_usage:sum{resource="gpu", ${SELECTED}} / service:resource_requests:sum{resource="gpu", ${SELECTED}}`,
        legend: "{{namespace}}/{{service}}",
      },
    ],
    ...(targets.length > 0 && { thresholds: badAbove({ amber: Math.min(...targets) / 100 }) }),
  });
}
