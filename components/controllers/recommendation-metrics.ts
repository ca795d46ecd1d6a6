/**
 * Configuration of kube-state-metrics for the recommendations of the Vertical Pod Autoscaler, which it no longer
 * exports by default. The series are
 * kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target_{cpu,memory}.
 *
 * Source: kube-state-metrics docs/metrics/extend/customresourcestate-metrics.md
 */
export function recommendationMetrics(): Record<string, unknown> {
  return {
    kind: "CustomResourceStateMetrics",
    spec: {
      resources: [
        {
          groupVersionKind: { group: "autoscaling.k8s.io", version: "v1", kind: "VerticalPodAutoscaler" },
          metricNamePrefix: "kube",
          labelsFromPath: {
            namespace: ["metadata", "namespace"],
            verticalpodautoscaler: ["metadata", "name"],
            target_kind: ["spec", "targetRef", "kind"],
            target_name: ["spec", "targetRef", "name"],
          },
          metrics: [target("cpu", "core"), target("memory", "byte")],
        },
      ],
    },
  };
}

function target(resource: "cpu" | "memory", unit: string): Record<string, unknown> {
  return {
    name: `verticalpodautoscaler_status_recommendation_containerrecommendations_target_${resource}`,
    help: `The ${resource} that the recommender would request for a container`,
    commonLabels: { resource, unit },
    each: {
      type: "Gauge",
      gauge: {
        path: ["status", "recommendation", "containerRecommendations"],
        labelsFromPath: { container: ["containerName"] },
        valueFrom: ["target", resource],
      },
    },
  };
}
