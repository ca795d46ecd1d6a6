import { at, UNKNOWN, type ResourceView, type StackView } from "../stack-view";
import { HORIZONTAL_POD_AUTOSCALERS, namespaceOf, SCALED_OBJECT } from "./kubernetes-objects";
import { isUnknown, numberIn } from "./values";

/** What KEDA takes where a ScaledObject names no maximum (keda-docs, reference/scaledobject-spec). */
const KEDA_DEFAULT_MAX = 100;

/** Something that sets the number of pods. */
export interface Scaler {
  resource: ResourceView;
  /** Like {@link target}, {@link UNKNOWN} where it can't be known yet. */
  namespace: string;
  /** "<namespace>/<kind>/<name>" */
  target: string;
  /** Undefined where it can't be known yet. */
  maxReplicas: number | undefined;
}

/** The HorizontalPodAutoscalers and ScaledObjects of a stack. */
export function scalersOf(stack: StackView): Scaler[] {
  return stack.ofTypes([...HORIZONTAL_POD_AUTOSCALERS, SCALED_OBJECT]).map((resource) => ({
    resource,
    namespace: namespaceOf(resource, stack),
    target: targetOf(resource, "scaleTargetRef", stack),
    maxReplicas:
      resource.type === SCALED_OBJECT
        ? numberIn(at(resource.props, "spec", "maxReplicaCount") ?? KEDA_DEFAULT_MAX)
        : numberIn(at(resource.props, "spec", "maxReplicas")),
  }));
}

/** What an object refers to below its spec; KEDA's references mean a Deployment where they name no kind. */
export function targetOf(object: ResourceView, reference: string, stack: StackView): string {
  const stated = at(object.props, "spec", reference);
  const parts = [namespaceOf(object, stack), at(stated, "kind") ?? "Deployment", at(stated, "name")];
  return parts.some(isUnknown) ? UNKNOWN : parts.join("/");
}
