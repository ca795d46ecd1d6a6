import { ofKind, type Kind, type Trigger } from "../kinds";
import type { Manifest } from "../manifests";
import { cronProblem } from "./cron";
import { problem, type Rule } from "./rule";

// KEDA's own webhook is off in these stacks: what it or its operator would refuse is checked here.

const isResource = ({ type }: Trigger) => type === "cpu" || type === "memory";

/** KEDA's defaults are 0 and 100. */
export const scaledReplicas: Rule = (manifests) =>
  ofKind(manifests, "ScaledObject").flatMap((scaled) => {
    const { minReplicaCount: min = 0, maxReplicaCount: max = 100, idleReplicaCount: idle } = scaled.spec;
    return [
      ...(min > max ? [problem(scaled, "spec.minReplicaCount", `at most maxReplicaCount, ${max}`)] : []),
      ...(idle !== undefined && idle >= min
        ? [problem(scaled, "spec.idleReplicaCount", `below minReplicaCount, ${min}`)]
        : []),
    ];
  });

/** Pods that are gone use no CPU: nothing would ever start the first one again. */
export const scaledToZero: Rule = (manifests) =>
  ofKind(manifests, "ScaledObject")
    .filter(({ spec }) => (spec.minReplicaCount ?? 0) === 0 && spec.triggers.every(isResource))
    .map((scaled) =>
      problem(scaled, "spec.triggers", "a minimum of 0 needs a trigger besides cpu and memory"),
    );

export const fallbacks: Rule = (manifests) =>
  ofKind(manifests, "ScaledObject")
    .filter(({ spec }) => spec.fallback && spec.triggers.every(isResource))
    .map((scaled) => problem(scaled, "spec.fallback", "cpu and memory have none"));

export const triggerNames: Rule = (manifests) =>
  triggers(manifests)
    .filter(({ scaled, trigger, index }) =>
      scaled.spec.triggers.slice(0, index).some(({ name }) => name !== undefined && name === trigger.name),
    )
    .map(({ scaled, path, trigger }) => problem(scaled, `${path}.name`, `a second ${trigger.name}`));

/** Only CPU and memory are known in percent of a request, and they have no other total than their average. */
export const triggerMetricTypes: Rule = (manifests) =>
  triggers(manifests).flatMap(({ scaled, path, trigger }) => {
    const allowed = isResource(trigger)
      ? ["Utilization", "AverageValue"]
      : ["Value", "AverageValue", undefined];
    return allowed.includes(trigger.metricType)
      ? []
      : [problem(scaled, `${path}.metricType`, `${trigger.metricType} is not for ${trigger.type}`)];
  });

export const cronTriggers: Rule = (manifests) =>
  triggers(manifests)
    .filter(({ trigger }) => trigger.type === "cron")
    .flatMap(({ scaled, path, trigger: { metadata } }) => {
      const { start = "", end = "", desiredReplicas = "" } = metadata;
      return [
        ...["start", "end"].flatMap((field) => {
          const message = cronProblem(metadata[field] ?? "");
          return message === undefined ? [] : [problem(scaled, `${path}.metadata.${field}`, message)];
        }),
        ...(start === end ? [problem(scaled, `${path}.metadata.end`, "must not be the start")] : []),
        ...(/^\d+$/.test(desiredReplicas)
          ? []
          : [
              problem(
                scaled,
                `${path}.metadata.desiredReplicas`,
                `${desiredReplicas} is not a number of pods`,
              ),
            ]),
      ];
    });

export const triggerAuthentications: Rule = (manifests) =>
  triggers(manifests).flatMap(({ scaled, path, trigger: { authenticationRef: reference } }) => {
    if (!reference) return [];
    const { name, kind = "TriggerAuthentication" } = reference;
    const { namespace } = scaled.metadata;
    const found =
      kind === "ClusterTriggerAuthentication"
        ? ofKind(manifests, kind).some(({ metadata }) => metadata.name === name)
        : ofKind(manifests, "TriggerAuthentication").some(
            ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
          );
    return found ? [] : [problem(scaled, `${path}.authenticationRef`, `there is no ${kind} ${name}`)];
  });

interface PlacedTrigger {
  scaled: Kind<"ScaledObject">;
  path: string;
  index: number;
  trigger: Trigger;
}

function triggers(manifests: Manifest[]): PlacedTrigger[] {
  return ofKind(manifests, "ScaledObject").flatMap((scaled) =>
    scaled.spec.triggers.map((trigger, index) => ({
      scaled,
      path: `spec.triggers[${index}]`,
      index,
      trigger,
    })),
  );
}
