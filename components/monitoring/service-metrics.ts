import type { Service } from "../scaling/service";
import type { Metric } from "./metrics";

/** Labels that every series of a service's pods has: the pod monitor puts the service's name into `job`. */
const POD_LABELS = ["namespace", "pod", "job"];

/** Metrics of the services' pods, by the names that their settings give. */
export function serviceMetrics(services: Service[]): Record<string, Metric> {
  return Object.fromEntries(
    services.flatMap(({ settings: { metrics } }): [string, Metric][] => [
      ...(metrics.requests
        ? [
            [
              metrics.requests.counter,
              {
                type: "counter",
                labels: [...POD_LABELS, metrics.requests.statusLabel],
                unit: "requests",
                means: "answered requests",
              },
            ] as [string, Metric],
          ]
        : []),
      ...(metrics.requestDuration
        ? [
            [
              metrics.requestDuration,
              {
                type: "counter",
                labels: [...POD_LABELS, "le"],
                unit: "requests",
                means: "no longer than le seconds",
              },
            ] as [string, Metric],
          ]
        : []),
      ...(metrics.queueDepth
        ? [
            [
              metrics.queueDepth,
              { type: "gauge", labels: POD_LABELS, unit: "items", means: "that wait" },
            ] as [string, Metric],
          ]
        : []),
    ]),
  );
}
