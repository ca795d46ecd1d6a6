import type { Service } from "../../../components/scaling/service";
import { secondsAt, rising, steady, steps, type Series } from "./series";
import { scaledObject as scaledObjectOf } from "./services";
import type { Cluster } from "./tables";
import { scraped } from "./targets";

/** What the controllers export of themselves; `services` are those of the cluster's rows, in their order. */
export function controllerSeries(cluster: Cluster, services: Service[]): Series[] {
  return [
    ...autoscalerSeries(cluster),
    ...kedaSeries(cluster, services),
    ...otherSeries(cluster),
    ...alertSeries(cluster),
  ];
}

function autoscalerSeries({ controllers }: Cluster): Series[] {
  const { scaledUpNodes, scaledDownNodes, unschedulablePods, failedScaleUp } = controllers;
  return [
    ...["main", "mainSuccessful", "scaleUp", "scaleDown"].map((activity) =>
      scraped("cluster_autoscaler_last_activity", { activity }, rising(60, {}, secondsAt(0) - 10)),
    ),
    scraped("cluster_autoscaler_cluster_safe_to_autoscale", {}, steady(1)),
    scraped("cluster_autoscaler_scaled_up_nodes_total", {}, steps(scaledUpNodes)),
    scraped(
      "cluster_autoscaler_scaled_down_nodes_total",
      { reason: "underutilized" },
      steps(scaledDownNodes),
    ),
    scraped(
      "cluster_autoscaler_unschedulable_pods_count",
      { type: "unschedulable" },
      steps(unschedulablePods),
    ),
    ...(failedScaleUp
      ? [
          scraped(
            "cluster_autoscaler_failed_scale_ups_total",
            { reason: failedScaleUp.reason },
            steps({ [failedScaleUp.at]: 1 }),
          ),
          scraped(
            "cluster_autoscaler_node_group_backoff_status",
            { node_group: failedScaleUp.nodeGroup, reason: failedScaleUp.reason },
            steps({ 0: 0, [failedScaleUp.at]: 1 }),
          ),
        ]
      : []),
  ];
}

/** In KEDA's series, the namespace of a scaled object is `exported_namespace`; `namespace` is KEDA's own. */
function kedaSeries({ controllers, services: rows }: Cluster, services: Service[]): Series[] {
  return rows.flatMap(({ namespace: exported_namespace, on }, each) => {
    const scaledObject = scaledObjectOf(services[each]!);
    if (scaledObject === undefined) return [];
    const errors = controllers.kedaErrors[scaledObject] ?? { ofTrigger: 0, ofObject: 0 };
    const trigger = {
      exported_namespace,
      scaledObject,
      scaler: "prometheusScaler",
      triggerIndex: "0",
      metric: "s0-prometheus",
      type: "scaledobject",
    };
    return [
      scraped("keda_scaler_active", trigger, steady(on.length > 0 ? 1 : 0)),
      scraped("keda_scaler_detail_errors_total", trigger, rising(errors.ofTrigger)),
      scraped(
        "keda_scaled_object_errors_total",
        { exported_namespace, scaledObject },
        rising(errors.ofObject),
      ),
    ];
  });
}

function otherSeries({ controllers, services, volumes, quotas }: Cluster): Series[] {
  return [
    scraped(
      "vpa_recommender_vpa_objects_count",
      { update_mode: "Off", has_recommendation: "true", matches_pods: "true" },
      steady(services.length),
    ),
    ...(controllers.withoutRecommendation
      ? [
          scraped(
            "vpa_recommender_vpa_objects_count",
            { update_mode: "Off", has_recommendation: "false", matches_pods: "true" },
            steady(controllers.withoutRecommendation),
          ),
        ]
      : []),
    scraped(
      "awslbc_controller_reconcile_errors_total",
      { controller: "targetGroupBinding", error_category: "register_targets_error" },
      rising(controllers.reconcileErrors),
    ),
    ...volumes.flatMap(({ name: persistentvolume, gibibytes, usdPerGibibyte, ...life }) => [
      scraped("pv_hourly_cost", { persistentvolume }, steady(usdPerGibibyte, life)),
      scraped(
        "kube_persistentvolume_capacity_bytes",
        { persistentvolume },
        steady(gibibytes * 2 ** 30, life),
      ),
    ]),
    ...quotas.flatMap(({ namespace, name: resourcequota, resource, hard, used }) =>
      Object.entries({ hard, used }).map(([type, value]) =>
        scraped("kube_resourcequota", { namespace, resourcequota, resource, type }, steady(value)),
      ),
    ),
  ];
}

/** Prometheus' own series, with no more labels than those of the alert and its rule. */
function alertSeries({ alerts }: Cluster): Series[] {
  return alerts.map(({ name: alertname, state: alertstate, severity, labels }) => ({
    metric: "ALERTS",
    labels: { alertname, alertstate, severity, namespace: "", service: "", pool: "", node: "", ...labels },
    values: steady(1),
  }));
}
