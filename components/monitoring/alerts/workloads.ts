import { seconds } from "../../kubernetes/quantity";
import { widestUtcWindow, windowExpression } from "../../scaling/schedule";
import type { ScheduleSettings } from "../../scaling/schedule.settings";
import type { MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";
import { lately } from "../promql";
import { quotaNearlyUsed } from "./quotas";

/** Services: how they scale, what they waste, whether they keep to their hours and quotas. */
export function workloadAlerts(stack: MonitoredStack): AlertRule[] {
  const { alerts } = stack;
  const far = alerts.recommendationFarFromRequest;
  return [
    alert(
      stack,
      "HighWaste",
      {
        // Of the best used resource: the others come along with its pods. One that isn't measured may be that one.
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
          "The service runs more pods than its minimum, and uses little of anything that they reserve. Right-size its pods.",
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
        description: "Its autoscaler would add more if it might. Users wait as soon as the load grows.",
      },
    ),
    alert(
      stack,
      "HpaMetricUnavailable",
      {
        // At zero the autoscaler is switched off, and KEDA wakes the service.
        expr: `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_condition{condition="ScalingActive", status=~"false|unknown"}) == 1
and on (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas > 0)`,
        for: alerts.hpaMetricUnavailable.for,
      },
      {
        severity: "critical",
        summary:
          "Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} can't read its metrics",
        description: "The service keeps its number of pods, or that of its fallback, whatever the load.",
      },
    ),
    alert(
      stack,
      "KedaScalerErrors",
      {
        // The service's namespace is exported_namespace, because KEDA's own stands in its place.
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
        description: "Errors go on; after some of them the service's fallback holds its pods.",
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
          'The {{ $labels.resource }} that is recommended for {{ $labels.namespace }}/{{ $labels.service }} is {{ $value | printf "%.2f" }} times its request',
        description: "Above 1 the pods lack it, below 1 it is paid for and left unused.",
      },
    ),
    quotaNearlyUsed(stack),
    ...stack.namespaces.flatMap(({ name, schedule }) =>
      schedule ? [scheduleNotFollowed(stack, name, schedule)] : [],
    ),
  ];
}

/** PromQL knows no daylight saving: it is told only in hours that are shut at every time of the year. */
function scheduleNotFollowed(
  stack: MonitoredStack,
  namespace: string,
  schedule: ScheduleSettings,
): AlertRule {
  const held = seconds(stack.alerts.scheduleNotFollowed.for) + schedule.cooldownSeconds;
  return alert(
    stack,
    "ScheduleNotFollowed",
    {
      expr: `count by (namespace) (
  max by (namespace, pod) (kube_pod_status_phase{namespace="${namespace}", phase=~"Running|Pending"}) == 1
)
unless on () (${windowExpression(widestUtcWindow(schedule))} == 1)`,
      for: `${held}s`,
    },
    {
      severity: "warning",
      summary: "{{ $value }} pods of {{ $labels.namespace }} run outside of its hours",
      description: "The schedule should have taken the namespace's services to zero.",
    },
  );
}
