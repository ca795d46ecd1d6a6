import { autoscaler } from "../../../components/scaling/autoscaler";
import { recommendation } from "../../../components/scaling/autoscaler";
import type { Service } from "../../../components/scaling/service";
import { rising, risingThen, steady, type Series } from "./series";
import type { Pod, ServiceRow } from "./tables";
import { scraped } from "./targets";

/** The pods of a service's row. */
export function podsOf({ namespace, name, requests, uses, on }: ServiceRow): Pod[] {
  return on.map((place, each) => {
    const { node, from, waited } =
      typeof place === "string" ? { node: place, from: undefined, waited: 600 } : place;
    return {
      name: `${name}-${each + 1}`,
      namespace,
      service: name,
      node,
      phase: "Running",
      container: name,
      requests,
      uses,
      life: { from },
      waited,
    };
  });
}

/**
 * What kube-state-metrics exports of a service's autoscaler and right-sizing, and what its pods export of their work. The
 * objects have the names that the program gives them.
 */
export function serviceSeries(row: ServiceRow, service: Service): Series[] {
  return [
    ...autoscalerSeries(row, service),
    ...recommendationSeries(row, service),
    ...podsOf(row).flatMap((pod) => trafficSeries(row, pod, service.settings.metrics)),
  ];
}

/** The ScaledObject of a service that KEDA scales. */
export function scaledObject(service: Service): string | undefined {
  const { kind, metadata } = autoscaler(service);
  return kind === "ScaledObject" ? metadata.name : undefined;
}

function autoscalerSeries({ namespace, replicas, on }: ServiceRow, service: Service): Series[] {
  const ofKeda = scaledObject(service);
  const labels = {
    namespace,
    horizontalpodautoscaler: ofKeda === undefined ? autoscaler(service).metadata.name : `keda-hpa-${ofKeda}`, // keda pkg/apis/keda/v1alpha1, the default name
  };
  const active = on.length > 0 ? "true" : "false"; // at zero it is switched off
  return [
    ...Object.entries({
      spec_min: replicas.min,
      spec_max: replicas.max,
      status_current: replicas.current,
      status_desired: replicas.desired,
    }).map(([which, value]) =>
      scraped(`kube_horizontalpodautoscaler_${which}_replicas`, labels, steady(value)),
    ),
    ...["true", "false", "unknown"].map((status) =>
      scraped(
        "kube_horizontalpodautoscaler_status_condition",
        { ...labels, condition: "ScalingActive", status },
        steady(status === active ? 1 : 0),
      ),
    ),
  ];
}

function recommendationSeries({ namespace, name, recommended }: ServiceRow, service: Service): Series[] {
  const labels = {
    namespace,
    verticalpodautoscaler: recommendation(service).metadata.name,
    target_kind: "Deployment",
    target_name: name,
    container: name,
  };
  const target = "kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target";
  return [
    scraped(`${target}_cpu`, { ...labels, resource: "cpu", unit: "core" }, steady(recommended.cpu)),
    scraped(
      `${target}_memory`,
      { ...labels, resource: "memory", unit: "byte" },
      steady(recommended.memory * 2 ** 30),
    ),
  ];
}

/** One pod's share of the traffic, under the names that the settings give the metrics. */
function trafficSeries(
  row: ServiceRow,
  { name: pod }: Pod,
  metrics: Service["settings"]["metrics"],
): Series[] {
  const { namespace, name, requestsPerSecond = {}, then, noLongerThan, queueDepth } = row;
  const labels = {
    namespace,
    pod,
    job: name,
    instance: `${namespace}-${pod}:8080`,
    endpoint: "http",
    container: name,
  };
  const { requests, requestDuration } = metrics;
  const all = (rates: Record<string, number>) => Object.values(rates).reduce((sum, rate) => sum + rate, 0);
  const counting = (before: number, after: number) =>
    then ? risingThen(before * 60, then.at, after * 60) : rising(before * 60);
  return [
    ...(requests
      ? Object.entries(requestsPerSecond).map(([status, rate]) => ({
          metric: requests.counter,
          labels: { ...labels, [requests.statusLabel]: status },
          values: counting(rate, then?.requestsPerSecond[status] ?? 0),
        }))
      : []),
    ...(requestDuration && noLongerThan
      ? Object.entries(noLongerThan).map(([le, part]) => ({
          metric: requestDuration,
          labels: { ...labels, le },
          values: counting(all(requestsPerSecond) * part, all(then?.requestsPerSecond ?? {}) * part),
        }))
      : []),
    ...(metrics.queueDepth && queueDepth !== undefined
      ? [{ metric: metrics.queueDepth, labels, values: steady(queueDepth) }]
      : []),
  ];
}
