import {
  HELM_RELEASE,
  HORIZONTAL_POD_AUTOSCALERS,
  LIMIT_RANGE,
  namespaceOf,
  POD_SPECS,
  RESOURCE_QUOTA,
  SCALED_OBJECT,
} from "../reading/kubernetes-objects";
import { isUnknown } from "../reading/values";
import { called, stackRule, undecided, type Finding } from "../rule";
import { UNKNOWN, type ResourceView, type StackView } from "../stack-view";

/** Kinds that run pods, or scale those that somebody else delivers. */
const RUNS_PODS = [...Object.keys(POD_SPECS), ...HORIZONTAL_POD_AUTOSCALERS, SCALED_OBJECT, HELM_RELEASE];

export const boundedNamespaces = stackRule({
  id: "bounded-namespaces",
  level: "mandatory",
  requires: "Every namespace has a ResourceQuota and a LimitRange.",
  reason: "Without a quota and a limit range one namespace can take every node that the pools may grow to.",
  fix: "Put a ResourceQuota and a LimitRange into the namespace, or list it in exemptNamespaces if only controllers run there.",
  parameters: {
    schema: {
      exemptNamespaces: {
        type: "array",
        items: { type: "string" },
        description: "Namespaces of controllers and placeholder pods, whose number settings and charts fix.",
      },
    },
    defaults: {
      exemptNamespaces: [
        "kube-system",
        "keda",
        "monitoring",
        "nvidia-device-plugin",
        "opencost",
        "spot-reserve",
      ] as readonly string[],
    },
  },
  check(stack, { exemptNamespaces }) {
    const runners = byNamespace(stack, RUNS_PODS);
    const bounds = [RESOURCE_QUOTA, LIMIT_RANGE].map((type) => ({ type, known: byNamespace(stack, [type]) }));
    return [...runners].flatMap(([namespace, runner]): Finding[] => {
      if (isUnknown(namespace)) return [undecided(runner, "its namespace")];
      if (exemptNamespaces.includes(namespace)) return [];
      return bounds
        .filter(({ known }) => !known.has(namespace))
        .map(({ type, known }) => missing(namespace, runner, type, known.get(UNKNOWN)));
    });
  },
});

/** One resource of each namespace, by the namespace's name. */
function byNamespace(stack: StackView, types: string[]): Map<string, ResourceView> {
  return new Map(stack.ofTypes(types).map((resource) => [namespaceOf(resource, stack), resource]));
}

/** @param somewhere a bound of the kind whose namespace isn't known yet */
function missing(namespace: string, runner: ResourceView, type: string, somewhere?: ResourceView): Finding {
  if (somewhere) return undecided(somewhere, `whether its namespace is "${namespace}"`);
  const kind = type.slice(type.lastIndexOf(":") + 1);
  return {
    urn: runner.urn,
    message: `namespace "${namespace}" has no ${kind}, and ${called(runner)} runs pods there`,
  };
}
