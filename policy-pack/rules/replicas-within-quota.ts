import { namespaceOf, RESOURCE_QUOTA } from "../reading/kubernetes-objects";
import { scalersOf, type Scaler } from "../reading/scalers";
import { isUnknown, numberIn } from "../reading/values";
import { broken, NO_PARAMETERS, stackRule, undecided, type Finding } from "../rule";
import { at, UNKNOWN, type ResourceView } from "../stack-view";

export const replicasWithinQuota = stackRule({
  id: "replicas-within-quota",
  level: "mandatory",
  requires: "The services of a namespace, all at their maximum, stay within its quota of pods.",
  reason: "The API server refuses pods beyond the quota, and the service that needs them shows no error.",
  fix: "Lower a maximum of the namespace's services, or raise the pods of its quota.",
  parameters: NO_PARAMETERS,
  check(stack) {
    const quotas = stack.ofType(RESOURCE_QUOTA);
    const scalers = byNamespace(scalersOf(stack));
    const homeless = quotas.length === 0 ? [] : (scalers.get(UNKNOWN) ?? []);
    return [
      ...homeless.map(({ resource }) => undecided(resource, "its namespace")),
      ...quotas.flatMap((quota) => {
        const namespace = namespaceOf(quota, stack);
        if (isUnknown(namespace)) return [undecided(quota, "its namespace")];
        return quotaFindings(quota, namespace, scalers.get(namespace) ?? []);
      }),
    ];
  },
});

function byNamespace(scalers: Scaler[]): Map<string, Scaler[]> {
  const groups = new Map<string, Scaler[]>();
  for (const scaler of scalers) {
    const same = groups.get(scaler.namespace);
    if (same) same.push(scaler);
    else groups.set(scaler.namespace, [scaler]);
  }
  return groups;
}

function quotaFindings(quota: ResourceView, namespace: string, scalers: Scaler[]): Finding[] {
  if (scalers.length === 0) return [];
  const pods = at(quota.props, "spec", "hard", "pods");
  if (isUnknown(pods)) return [undecided(quota, "spec.hard.pods")];
  const most = numberIn(pods);
  if (most === undefined) return []; // a quota may bound something else
  const replicas = scalers.reduce((sum, { maxReplicas = 0 }) => sum + maxReplicas, 0);
  if (replicas > most) {
    return [
      broken(quota, `allows ${most} pods in "${namespace}", whose autoscalers may ask for ${replicas}`),
    ];
  }
  return scalers
    .filter(({ maxReplicas }) => maxReplicas === undefined)
    .map(({ resource }) => undecided(resource, "its maximum of replicas"));
}
