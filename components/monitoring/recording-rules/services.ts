import type { MonitoredStack } from "../monitored-stack";
import type { RecordingRule } from "../rules";
import type { Service } from "../../scaling/service";
import { constant } from "./prices";

/** How far ahead forecasts look, in seconds: long enough to start a node and a pod. */
export const HORIZON_SECONDS = 1800;

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** Scaling of the services and what their users see: replicas, traffic, latency, errors, queues, forecasts. */
export function serviceRules(stack: MonitoredStack): RecordingRule[] {
  return [
    ...replicaRules(),
    ...trafficRules(stack.services),
    ...queueTargetRules(stack.services),
    ...(stack.services.some(countsRequests) ? [errorRatioRule(), ...forecastRules()] : []),
    recommendationRule(),
    {
      record: "namespace_resource:quota_used:ratio",
      // A namespace may have several quotas; the tightest counts.
      expr: `max by (namespace, resource) (
  max by (namespace, resourcequota, resource) (kube_resourcequota{type="used"})
  / (max by (namespace, resourcequota, resource) (kube_resourcequota{type="hard"}) > 0)
)`,
    },
  ];
}

/** A service's autoscaler is called keda-hpa-<service> where KEDA makes it, and <service>-hpa otherwise. */
function replicaRules(): RecordingRule[] {
  const byService = (metric: string) =>
    `max by (namespace, service) (label_replace(${metric}{horizontalpodautoscaler=~"keda-hpa-.+|.+-hpa"}, "service", "$1$2", "horizontalpodautoscaler", "keda-hpa-(.+)|(.+)-hpa"))`;
  return [
    ["current", "status_current_replicas"],
    ["desired", "status_desired_replicas"],
    ["min", "spec_min_replicas"],
    ["max", "spec_max_replicas"],
  ].map(([operation, metric]) => ({
    record: `service:replicas:${operation}`,
    expr: byService(`kube_horizontalpodautoscaler_${metric}`),
  }));
}

function trafficRules(services: Service[]): RecordingRule[] {
  const window = services[0]!.autoscaling.rateWindow;
  return [
    rule("service:http_requests:rate", services, ({ metrics: { requests } }, jobs) =>
      requests ? `sum by (namespace, job) (rate(${requests.counter}{${jobs}}[${window}]))` : undefined,
    ),
    rule("service:http_errors:rate", services, ({ metrics: { requests } }, jobs) =>
      requests
        ? `sum by (namespace, job) (rate(${requests.counter}{${jobs}, ${requests.statusLabel}=~"5.."}[${window}]))`
        : undefined,
    ),
    ...Object.entries(QUANTILES).map(([operation, quantile]) =>
      rule(`service:http_request_seconds:${operation}`, services, ({ metrics: { requestDuration } }, jobs) =>
        requestDuration
          ? `histogram_quantile(${quantile}, sum by (namespace, job, le) (rate(${requestDuration}{${jobs}}[5m])))`
          : undefined,
      ),
    ),
    rule("service:queue_depth:sum", services, ({ metrics: { queueDepth } }, jobs) =>
      queueDepth ? `sum by (namespace, job) (${queueDepth}{${jobs}})` : undefined,
    ),
  ].filter((each): each is RecordingRule => each !== undefined);
}

function countsRequests({ settings }: Service): boolean {
  return settings.metrics.requests !== undefined;
}

/** A service without any error yet has no series of errors. */
function errorRatioRule(): RecordingRule {
  return {
    record: "service:http_errors:ratio",
    expr: `(service:http_errors:rate or service:http_requests:rate * 0) / (service:http_requests:rate > 0)`,
  };
}

/** Items per pod that services scale on, from their settings. */
function queueTargetRules(services: Service[]): RecordingRule[] {
  return services.flatMap(({ namespace, name, settings: { triggers } }) =>
    triggers.queueDepth
      ? [
          constant("service:queue_depth_per_pod:target", triggers.queueDepth.perPod, {
            namespace,
            service: name,
          }),
        ]
      : [],
  );
}

/** One rule for all services. Each metric name in the settings gets an expression of its own. */
function rule(
  record: string,
  services: Service[],
  expression: (settings: Service["settings"], jobs: string) => string | undefined,
): RecordingRule | undefined {
  const byExpression = new Map<string, { settings: Service["settings"]; names: Set<string> }>();
  for (const { name, settings } of services) {
    const key = expression(settings, "");
    if (key === undefined) continue;
    const alike = byExpression.get(key) ?? { settings, names: new Set() };
    byExpression.set(key, { ...alike, names: alike.names.add(name) });
  }
  if (byExpression.size === 0) return undefined;
  const namespaces = [...new Set(services.map(({ namespace }) => namespace))].join("|");
  const expressions = [...byExpression.values()].map(({ settings, names }) =>
    expression(settings, `namespace=~"${namespaces}", job=~"${[...names].join("|")}"`)!,
  );
  return {
    record,
    expr: expressions
      .map((each) => `sum by (namespace, service) (label_replace(${each}, "service", "$1", "job", "(.+)"))`)
      .join("\nor "),
  };
}

/**
 * Requests per second in half an hour, by two methods. On a daily rhythm, the straight line of the last day is off by
 * more than half; the same time yesterday, scaled to today's level, is off by a few percent.
 */
function forecastRules(): RecordingRule[] {
  return [
    {
      record: "service:http_requests:forecast",
      labels: { method: "linear" },
      expr: `clamp_min(predict_linear(service:http_requests:rate[24h], ${HORIZON_SECONDS}), 0)`,
    },
    {
      record: "service:http_requests:forecast",
      labels: { method: "seasonal" },
      expr: `service:http_requests:rate offset ${(86400 - HORIZON_SECONDS) / 60}m
* avg_over_time(service:http_requests:rate[1h])
/ (avg_over_time(service:http_requests:rate[1h] offset 24h) > 0)`,
    },
    {
      // Of earlier forecasts of the present moment, averaged over the last hour.
      record: "service:http_requests_forecast_error:ratio",
      expr: `avg_over_time(
  (
    abs(service:http_requests:forecast offset ${HORIZON_SECONDS / 60}m - on (namespace, service) group_left () service:http_requests:rate)
    / on (namespace, service) group_left () (service:http_requests:rate > 0)
  )[1h:1m]
)`,
    },
  ];
}

/** The recommended divided by the requested amount, both per pod; 1 is right. */
function recommendationRule(): RecordingRule {
  const target = (resource: "cpu" | "memory") =>
    `max by (namespace, target_name, container, resource) (kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target_${resource})`;
  return {
    record: "service:recommendation:ratio",
    expr: `sum by (namespace, service, resource) (
  label_replace(
    ${target("cpu")}
    or ${target("memory")},
    "service", "$1", "target_name", "(.+)")
)
/ avg by (namespace, service, resource) (
  namespace_pod:resource_requests:sum * on (namespace, pod) group_left (service) namespace_pod:service:info
)`,
  };
}
