import { seconds } from "../../kubernetes/quantity";
import { widestUtcWindow, windowExpression } from "../../scaling/schedule";
import type { ScheduleSettings } from "../../scaling/schedule.settings";
import type { MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";
import { lately } from "../promql";
import { quotaNearlyUsed } from "./quotas";

/** Services: scaling, waste, working hours and quotas. */
export function workloadAlerts(stack: MonitoredStack): AlertRule[] {
  const { alerts } = stack;
  const far = alerts.recommendationFarFromRequest;
  return [
    alert(
      stack,
      "HighWaste",
      {
        // Of the best used resource: it decides the number of pods. One that isn't measured may be that one.
        expr: `min by (namespace, service) (${lately("service:resource_unused:ratio")}) > ${alerts.highWaste.percent / 100}
and on (namespace, service) (
  count by (namespace, service) (${lately("service:resource_unused:ratio")})
  == count by (namespace, service) (${lately("service:resource_requests:sum")})
)
and on (namespace, service) (${lately("service:replicas:current")} > ${lately("service:replicas:min")})`,
        for: alerts.highWaste.for,
      },
      {
        severity: "warning",
        summary:
          "{{ $labels.namespace }}/{{ $labels.service }} leaves {{ $value | humanizePercentage }} of its best used resource unused",
        description:
          "The service runs more pods than its minimum, and they use little of every resource that they request. Right-size its pods.",
      },
    ),
    alert(
      stack,
      "ServiceAtMaximum",
      {
        expr: `service:replicas:current >= service:replicas:max
and service:replicas:max > service:replicas:min`,
        for: alerts.serviceAtMaximum.for,
      },
      {
        severity: "warning",
        summary: "{{ $labels.namespace }}/{{ $labels.service }} runs all of its {{ $value }} pods",
        description:
          "Its autoscaler can't add more. Users wait as soon as the load grows. Raise the maximum, or find out why the load grew.",
      },
    ),
    alert(
      stack,
      "HpaMetricUnavailable",
      {
        // At zero pods the autoscaler is inactive, and KEDA scales the service up.
        expr: `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_condition{condition="ScalingActive", status=~"false|unknown"}) == 1
and on (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas > 0)`,
        for: alerts.hpaMetricUnavailable.for,
      },
      {
        severity: "critical",
        summary:
          "Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} can't read its metrics",
        description:
          "The service keeps its current or its fallback number of pods, regardless of the load. Read the autoscaler's conditions.",
      },
    ),
    alert(
      stack,
      "KedaScalerErrors",
      {
        // The service's namespace is exported_namespace, because the label namespace is KEDA's own.
        expr: `max by (namespace, service) (label_replace(
  label_replace(
    sum by (exported_namespace, scaledObject) (increase(keda_scaler_detail_errors_total[5m])) > 0
    or sum by (exported_namespace, scaledObject) (increase(keda_scaled_object_errors_total[5m])) > 0,
    "namespace", "$1", "exported_namespace", "(.+)"),
  "service", "$1", "scaledObject", "(.+)"))`,
        for: alerts.kedaScalerErrors.for,
      },
      {
        severity: "warning",
        summary: "KEDA can't read a trigger of {{ $labels.namespace }}/{{ $labels.service }}",
        description:
          "After several failures in a row, the service gets the number of pods of its fallback. Read the log of the KEDA operator.",
      },
    ),
    alert(
      stack,
      "RecommendationFarFromRequest",
      {
        expr: `${lately("service:recommendation:ratio")} > ${far.factor} or ${lately("service:recommendation:ratio")} < ${1 / far.factor}`,
        for: far.for,
      },
      {
        severity: "info",
        summary:
          'The recommended {{ $labels.resource }} of {{ $labels.namespace }}/{{ $labels.service }} is {{ $value | printf "%.2f" }} times its request',
        description:
          "Above 1, the pods need more than they request. Below 1, they request more than they need. Change the request.",
      },
    ),
    quotaNearlyUsed(stack),
    ...stack.namespaces.flatMap(({ name, schedule }) =>
      schedule ? [scheduleNotFollowed(stack, name, schedule)] : [],
    ),
  ];
}

/** PromQL has no daylight saving time: the alert fires only in hours that are outside the schedule all year round. */
function scheduleNotFollowed(
  stack: MonitoredStack,
  namespace: string,
  schedule: ScheduleSettings,
): AlertRule {
  const wait = seconds(stack.alerts.scheduleNotFollowed.for) + schedule.cooldownSeconds;
  return alert(
    stack,
    "ScheduleNotFollowed",
    {
      expr: `count by (namespace) (
  max by (namespace, pod) (kube_pod_status_phase{namespace="${namespace}", phase=~"Running|Pending"}) == 1
)
unless on () (${windowExpression(widestUtcWindow(schedule))} == 1)`,
      for: `${wait}s`,
    },
    {
      severity: "warning",
      summary: "{{ $value }} pods of {{ $labels.namespace }} run outside its working hours",
      description:
        "The schedule should have scaled the namespace's services to zero. Find out what keeps them running.",
    },
  );
}
