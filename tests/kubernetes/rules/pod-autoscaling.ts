import { ofKind, type Behavior, type Kind } from "../kinds";
import type { Manifest } from "../manifests";
import { quantityValue } from "../quantity";
import { problem, type Rule } from "./rule";

/** Types of target by type of metric: the comments of MetricTarget and its users in autoscaling/v2. */
const TARGETS: Record<string, string[]> = {
  Resource: ["Utilization", "AverageValue"],
  ContainerResource: ["Utilization", "AverageValue"],
  Pods: ["AverageValue"],
  Object: ["Value", "AverageValue"],
  External: ["Value", "AverageValue"],
};
const TARGET_FIELDS: Record<string, "averageUtilization" | "value" | "averageValue"> = {
  Utilization: "averageUtilization",
  Value: "value",
  AverageValue: "averageValue",
};

type Metric = NonNullable<Kind<"HorizontalPodAutoscaler">["spec"]["metrics"]>[number];

/** Without metrics the server would add one of 80 % CPU, which nobody chose. */
export const horizontalMetrics: Rule = (manifests) =>
  ofKind(manifests, "HorizontalPodAutoscaler").flatMap((autoscaler) => {
    const { metrics = [] } = autoscaler.spec;
    if (metrics.length === 0) return [problem(autoscaler, "spec.metrics", "none")];
    return metrics.flatMap((metric, index) =>
      targetProblems(metric).map((message) => problem(autoscaler, `spec.metrics[${index}]`, message)),
    );
  });

export const horizontalReplicas: Rule = (manifests) =>
  ofKind(manifests, "HorizontalPodAutoscaler").flatMap((autoscaler) => {
    const { minReplicas = 1, maxReplicas = 0 } = autoscaler.spec;
    return [
      ...(minReplicas < 1 ? [problem(autoscaler, "spec.minReplicas", "at least 1")] : []),
      ...(minReplicas > maxReplicas
        ? [problem(autoscaler, "spec.maxReplicas", `at least ${minReplicas}`)]
        : []),
    ];
  });

/** Bounds: the comments of HPAScalingRules and HPAScalingPolicy in autoscaling/v2. */
export const behaviors: Rule = (manifests) =>
  placedBehaviors(manifests).flatMap(({ manifest, path, behavior }) =>
    Object.entries(behavior).flatMap(([direction, rules]) => {
      const { stabilizationWindowSeconds: window = 0, selectPolicy = "Max", policies } = rules ?? {};
      const at = `${path}.${direction}`;
      return [
        ...(window < 0 || window > 3600
          ? [problem(manifest, `${at}.stabilizationWindowSeconds`, "between 0 and 3600")]
          : []),
        ...(["Max", "Min", "Disabled"].includes(selectPolicy)
          ? []
          : [problem(manifest, `${at}.selectPolicy`, "Max, Min or Disabled")]),
        ...(policies?.length === 0 ? [problem(manifest, `${at}.policies`, "none")] : []),
        ...(policies ?? [])
          .filter(
            ({ type, value = 0, periodSeconds = 0 }) =>
              !["Pods", "Percent"].includes(type ?? "") ||
              value < 1 ||
              periodSeconds < 1 ||
              periodSeconds > 1800,
          )
          .map((policy) => problem(manifest, `${at}.policies`, `${JSON.stringify(policy)} is out of bounds`)),
      ];
    }),
  );

/** KEDA makes a HorizontalPodAutoscaler of each ScaledObject: two on one target fight. */
export const oneAutoscalerPerTarget: Rule = (manifests) => {
  const targets = [
    ...ofKind(manifests, "HorizontalPodAutoscaler").map((autoscaler) => ({
      autoscaler,
      target: autoscaler.spec.scaleTargetRef ?? {},
    })),
    ...ofKind(manifests, "ScaledObject").map((autoscaler) => ({
      autoscaler,
      target: { apiVersion: "apps/v1", kind: "Deployment", ...autoscaler.spec.scaleTargetRef },
    })),
  ].map(({ autoscaler, target: { apiVersion, kind, name } }) => ({
    autoscaler,
    target: `${apiVersion}/${kind} ${autoscaler.metadata.namespace}/${name}`,
  }));
  return targets.flatMap(({ autoscaler, target }, index) =>
    targets.findIndex((other) => other.target === target) === index
      ? []
      : [problem(autoscaler, "spec.scaleTargetRef", `${target} has an autoscaler already`)],
  );
};

function targetProblems(metric: Metric): string[] {
  const { type = "" } = metric;
  const field = (type.charAt(0).toLowerCase() + type.slice(1)) as "resource";
  const target = metric[field]?.target;
  if (!target) return [`type ${type} without ${field}`];
  const { type: targetType = "" } = target;
  if (!TARGETS[type]?.includes(targetType)) return [`a ${type} metric has no target of type ${targetType}`];
  const wanted = TARGET_FIELDS[targetType]!;
  const given = Object.values(TARGET_FIELDS).filter((name) => target[name] !== undefined);
  if (given.join() !== wanted) return [`${targetType} takes ${wanted} alone`];
  return quantityValue(target[wanted])! > 0 ? [] : [`${wanted} must be positive`];
}

function placedBehaviors(manifests: Manifest[]): { manifest: Manifest; path: string; behavior: Behavior }[] {
  return [
    ...ofKind(manifests, "HorizontalPodAutoscaler").map((manifest) => ({
      manifest,
      path: "spec.behavior",
      behavior: manifest.spec.behavior ?? {},
    })),
    ...ofKind(manifests, "ScaledObject").map((manifest) => ({
      manifest,
      path: "spec.advanced.horizontalPodAutoscalerConfig.behavior",
      behavior: manifest.spec.advanced?.horizontalPodAutoscalerConfig?.behavior ?? {},
    })),
  ];
}
