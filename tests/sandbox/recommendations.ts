import { cores, gibibytes } from "../../components/kubernetes/quantity";
import type { KubernetesApi, KubernetesObject } from "../../sandbox/kubernetes/api";
import type { StackSettings } from "../../stacks/settings";

interface Recommendation extends KubernetesObject {
  spec: { targetRef: { name: string } };
  status?: {
    recommendation?: { containerRecommendations?: { target: { cpu: string; memory: string } }[] };
  };
}

/** Problems of the recommendations for a stack's services: missing, or outside of the bounds of their right-sizing. */
export async function recommendationProblems(api: KubernetesApi, settings: StackSettings): Promise<string[]> {
  const found = await api.list<Recommendation>("/apis/autoscaling.k8s.io/v1/verticalpodautoscalers");
  const expected = Object.keys(settings.services).length * Object.keys(settings.namespaces).length;
  return [
    ...(found.length === expected ? [] : [`${found.length} objects, not ${expected}`]),
    ...found.flatMap(({ metadata, spec, status }) => {
      const name = `${metadata.namespace}/${metadata.name}`;
      const target = status?.recommendation?.containerRecommendations?.[0]?.target;
      if (!target) return [`${name}: no recommendation`];
      const { minAllowed, maxAllowed } = settings.services[spec.targetRef.name]!.rightSizing;
      const cpu = cores(target.cpu);
      const memory = gibibytes(target.memory);
      const within =
        cpu >= cores(minAllowed.cpu) &&
        cpu <= cores(maxAllowed.cpu) &&
        memory >= gibibytes(minAllowed.memory) &&
        memory <= gibibytes(maxAllowed.memory);
      return within ? [] : [`${name}: ${target.cpu}, ${target.memory}`];
    }),
  ];
}
