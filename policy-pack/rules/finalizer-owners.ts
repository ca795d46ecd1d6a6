import { HELM_RELEASE, SCALED_OBJECT } from "../reading/kubernetes-objects";
import { isUnknown } from "../reading/values";
import { broken, NO_PARAMETERS, stackRule, undecided, type Finding } from "../rule";
import { at, type ResourceView, type StackView } from "../stack-view";

/** Kinds whose finalizer somebody must clear, and the chart of that somebody. */
const OWNERS = {
  "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding": "aws-load-balancer-controller",
  [SCALED_OBJECT]: "keda",
};

export const finalizerOwners = stackRule({
  id: "finalizer-owners",
  level: "mandatory",
  requires: "An object with a finalizer is made after the controller that removes it.",
  reason:
    "An object whose controller goes first keeps its finalizer: destroy hangs, and what it made in AWS is orphaned and bills on.",
  fix: "Let the object, or a component around it, depend on the controller's release.",
  parameters: NO_PARAMETERS,
  check: (stack) =>
    Object.entries(OWNERS).flatMap(([type, chart]) => ownerFindings(stack, stack.ofType(type), chart)),
});

function ownerFindings(stack: StackView, objects: readonly ResourceView[], chart: string): Finding[] {
  if (objects.length === 0) return [];
  const releases = stack.ofType(HELM_RELEASE);
  const owners = releases.filter(({ props }) => isChart(at(props, "chart"), chart));
  const waiting = everythingThatWaitsFor(owners, stack);
  const unclear = releases.find(({ props }) => isUnknown(at(props, "chart")));
  return objects
    .filter(({ urn }) => !waiting.has(urn))
    .map((object) =>
      unclear
        ? undecided(unclear, `whether its chart is ${chart}, for which an object should wait,`)
        : broken(
            object,
            `doesn't wait for a release of ${chart}: destroyed in the wrong order it is orphaned`,
          ),
    );
}

/** A chart's name may come with the registry that it is from. */
function isChart(stated: unknown, chart: string): boolean {
  return typeof stated === "string" && (stated === chart || stated.endsWith(`/${chart}`));
}

/** URNs of what is made after any of the owners, by dependency or as the child of something that is. */
function everythingThatWaitsFor(owners: ResourceView[], stack: StackView): Set<string> {
  const followers = new Map<string, string[]>();
  for (const { urn, dependsOn, parent } of stack.resources) {
    for (const earlier of parent === undefined ? dependsOn : [...dependsOn, parent]) {
      const known = followers.get(earlier);
      if (known) known.push(urn);
      else followers.set(earlier, [urn]);
    }
  }
  const reached = new Set(owners.map(({ urn }) => urn));
  for (const urn of reached) for (const follower of followers.get(urn) ?? []) reached.add(follower);
  return reached;
}
