import { VERTICAL_POD_AUTOSCALER } from "../reading/kubernetes-objects";
import { scalersOf, targetOf } from "../reading/scalers";
import { isUnknown } from "../reading/values";
import { broken, called, NO_PARAMETERS, stackRule, undecided, type Finding } from "../rule";
import { at, type ResourceView, type StackView } from "../stack-view";

export const oneScalerPerResource = stackRule({
  id: "one-scaler-per-resource",
  level: "mandatory",
  requires: "No two autoscalers change the same pods.",
  reason: "Two controllers that move the same pods work against each other, and the pods flap.",
  fix: "Keep one HorizontalPodAutoscaler or ScaledObject a target, and set updateMode Off where there is also a VerticalPodAutoscaler.",
  parameters: NO_PARAMETERS,
  check(stack) {
    const first = new Map<string, ResourceView>();
    const findings: Finding[] = [];
    for (const { resource, target } of scalersOf(stack)) {
      const other = first.get(target);
      if (isUnknown(target)) findings.push(undecided(resource, "what it scales"));
      else if (other) findings.push(broken(resource, `scales ${target}, and so does ${called(other)}`));
      else first.set(target, resource);
    }
    return [
      ...findings,
      ...stack.ofType(VERTICAL_POD_AUTOSCALER).flatMap((vpa) => verticalFindings(vpa, first, stack)),
    ];
  },
});

function verticalFindings(vpa: ResourceView, scaled: Map<string, ResourceView>, stack: StackView): Finding[] {
  const mode = at(vpa.props, "spec", "updatePolicy", "updateMode") ?? "Auto"; // the API's default
  if (mode === "Off") return [];
  const target = targetOf(vpa, "targetRef", stack);
  if (isUnknown(target)) return [undecided(vpa, "what it resizes")];
  const scaler = scaled.get(target);
  if (!scaler) return [];
  if (isUnknown(mode)) return [undecided(vpa, "updateMode")];
  return [
    broken(
      vpa,
      `changes the pods of ${target} (updateMode ${String(mode)}), whose number ${called(scaler)} sets`,
    ),
  ];
}
