import { BoolYesNo, PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import { eventsWithin } from "../../promql";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { table } from "../table";
import { badAbove, badBelow } from "../thresholds";
import { SELECTED, SELECTED_AUTOSCALERS, SELECTED_PODS, SELECTED_SCALED_OBJECTS } from "./variables";

/** Whether autoscalers can scale as they should. */
export function scaling(stack: MonitoredStack): Panel[] {
  return [
    timeSeries("Pods of the maximum", {
      description:
        "Pods of a service as a share of its maximum. At the line it can't grow any more: raise its maximum within the pools and the quota, or find what made it grow.",
      unit: PercentUnit,
      width: 12,
      queries: [
        {
          expr: `service:replicas:current{${SELECTED}} / service:replicas:max{${SELECTED}}`,
          legend: "{{namespace}}/{{service}}",
        },
      ],
      thresholds: badAbove({ red: 1 }),
      alerts: ["ServiceAtMaximum"],
    }),
    table("Triggers", {
      description:
        "KEDA's triggers, and whether each one needs pods now. A service that doesn't scale down has a trigger that still does.",
      width: 12,
      labels: { exported_namespace: "Namespace", scaledObject: "Service", scaler: "Trigger" },
      columns: [
        {
          name: "Needs pods",
          expr: `max by (exported_namespace, scaledObject, scaler) (keda_scaler_active{${SELECTED_SCALED_OBJECTS}})`,
          unit: BoolYesNo,
        },
      ],
      alerts: ["KedaScalerErrors"],
    }),
    timeSeries("Autoscalers that read their metrics", {
      description:
        "1 while an autoscaler can read what it scales on, from its condition ScalingActive; 0 also at zero pods, where it is inactive. At 0 with pods, the service keeps their number regardless of the load.",
      unit: Short,
      decimals: 0,
      width: 8,
      queries: [
        {
          expr: `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_condition{condition="ScalingActive", status="true", ${SELECTED_AUTOSCALERS}})`,
          legend: "{{namespace}}/{{horizontalpodautoscaler}}",
        },
      ],
      thresholds: badBelow(1, "red"),
      alerts: ["HpaMetricUnavailable"],
    }),
    timeSeries("Errors of triggers", {
      description:
        "KEDA's failed attempts to read a trigger within the last hour. After several in a row, the service gets its fallback number of pods: check that Prometheus or the queue answers.",
      unit: Short,
      decimals: 0,
      width: 8,
      queries: [
        {
          expr: eventsWithin("1h", `keda_scaler_detail_errors_total{${SELECTED_SCALED_OBJECTS}}`, [
            "exported_namespace",
            "scaledObject",
            "scaler",
          ]),
          legend: "{{exported_namespace}}/{{scaledObject}} {{scaler}}",
        },
      ],
      alerts: ["KedaScalerErrors"],
    }),
    timeSeries("Pods that Prometheus reaches", {
      description:
        "Share of a service's pods whose metrics Prometheus could read. Below the line, triggers and panels count too little: check the port named http and the path /metrics.",
      unit: PercentUnit,
      width: 8,
      queries: [{ expr: `avg by (namespace, job) (up{${SELECTED_PODS}})`, legend: "{{namespace}}/{{job}}" }],
      thresholds: badBelow(1, "red"),
      alerts: ["ExporterMissing"],
    }),
    ...podsWithHours(stack),
  ];
}

/** No panel without a schedule. */
function podsWithHours({ namespaces }: MonitoredStack): Panel[] {
  const names = namespaces.flatMap(({ name, schedule }) => (schedule ? [name] : [])).sort();
  if (names.length === 0) return [];
  return [
    timeSeries("Pods of namespaces with working hours", {
      description:
        "Pods that run or wait in namespaces that have a schedule, from kube-state-metrics. Outside the hours there should be none: a trigger keeps the rest, or somebody started them by hand.",
      unit: Short,
      decimals: 0,
      width: 24,
      height: 7,
      queries: [
        {
          expr: `sum by (namespace) (max by (namespace, pod) (kube_pod_status_phase{namespace=~"${names.join("|")}", phase=~"Running|Pending"}))`,
          legend: "{{namespace}}",
        },
      ],
      alerts: ["ScheduleNotFollowed"],
    }),
  ];
}
