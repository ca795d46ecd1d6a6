import { ofKind, type Kind } from "../kinds";
import type { Manifest } from "../manifests";
import { containers, hasLabels, podSpec } from "../pods";
import { problem, type Rule } from "./rule";

export const deploymentSelectors: Rule = (manifests) =>
  ofKind(manifests, "Deployment").flatMap((deployment) => {
    const wanted = deployment.spec.selector?.matchLabels ?? {};
    const labels = deployment.spec.template?.metadata?.labels ?? {};
    return Object.keys(wanted).length > 0 && hasLabels(labels, wanted)
      ? []
      : [problem(deployment, "spec.selector", "the template's labels don't match")];
  });

export const containerImages: Rule = (manifests) =>
  containers(manifests)
    .filter(({ container: { image = "" } }) => image === "" || image.trim() !== image)
    .map(({ deployment, path, container: { image } }) => problem(deployment, `${path}.image`, `"${image}"`));

/** The pod would be killed before its hook has slept. */
export const preStopSleeps: Rule = (manifests) =>
  containers(manifests).flatMap(({ deployment, path, container }) => {
    const seconds = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
    const { terminationGracePeriodSeconds = 30 } = podSpec(deployment);
    return seconds > terminationGracePeriodSeconds
      ? [problem(deployment, `${path}.lifecycle.preStop.sleep`, `at most ${terminationGracePeriodSeconds}`)]
      : [];
  });

/** Above a billion, and system-*, is Kubernetes' own. */
export const priorityClasses: Rule = (manifests) =>
  ofKind(manifests, "PriorityClass").flatMap((priority) => [
    ...(priority.value > 1e9 ? [problem(priority, "value", "at most 1000000000")] : []),
    ...(priority.metadata.name.startsWith("system-") ? [problem(priority, "metadata.name", "system-*")] : []),
  ]);

export const podPriorities: Rule = (manifests) => {
  const known = [
    "system-cluster-critical",
    "system-node-critical",
    ...ofKind(manifests, "PriorityClass").map(({ metadata }) => metadata.name),
  ];
  return ofKind(manifests, "Deployment").flatMap((deployment) => {
    const { priorityClassName = known[0]! } = podSpec(deployment);
    return known.includes(priorityClassName)
      ? []
      : [problem(deployment, "spec.template.spec.priorityClassName", `not among ${known.join(", ")}`)];
  });
};

export const disruptionBudgets: Rule = (manifests) =>
  ofKind(manifests, "PodDisruptionBudget").flatMap((budget) => {
    const { minAvailable, maxUnavailable } = budget.spec;
    const given = [minAvailable, maxUnavailable].filter((bound) => bound !== undefined);
    if (given.length !== 1) return [problem(budget, "spec", "needs one of minAvailable and maxUnavailable")];
    return isCountOrPercentage(given[0]!)
      ? []
      : [problem(budget, "spec", `${given[0]} is no number of pods`)];
  });

/** The controller can look an ARN up by the group's name, but then needs a right that it hasn't here. */
export const targetGroups: Rule = (manifests) =>
  ofKind(manifests, "TargetGroupBinding").flatMap((binding) => [
    ...(/^arn:aws[a-z-]*:elasticloadbalancing:/.test(binding.spec.targetGroupARN ?? "")
      ? []
      : [problem(binding, "spec.targetGroupARN", `${binding.spec.targetGroupARN} is not a target group's`)]),
    ...(boundServices(manifests, binding).every(({ spec: { ports = [] } }) =>
      ports.some(
        ({ name, port }) => binding.spec.serviceRef.port === port || binding.spec.serviceRef.port === name,
      ),
    )
      ? []
      : [problem(binding, "spec.serviceRef.port", "the Service has no such port")]),
  ]);

function isCountOrPercentage(bound: number | string): boolean {
  return typeof bound === "number" ? bound >= 0 : /^(100|\d{1,2})%$/.test(bound);
}

/** None where the application's own delivery makes the Service. */
function boundServices(manifests: Manifest[], binding: Kind<"TargetGroupBinding">): Kind<"Service">[] {
  return ofKind(manifests, "Service").filter(
    ({ metadata: { name, namespace } }) =>
      name === binding.spec.serviceRef.name && namespace === binding.metadata.namespace,
  );
}
