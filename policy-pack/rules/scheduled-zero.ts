import { HORIZONTAL_POD_AUTOSCALERS, namespaceOf, SCALED_OBJECT } from "../reading/kubernetes-objects";
import { isUnknown, isUnknownList } from "../reading/values";
import { broken, stackRule, undecided, type Finding } from "../rule";
import { at, entries, type ResourceView } from "../stack-view";

export const scheduledZero = stackRule({
  id: "scheduled-zero",
  level: "mandatory",
  requires: "In the scheduled namespaces every service goes to zero outside of working hours.",
  reason: "Nobody works in development at night and on weekends: three quarters of the hours of a week.",
  fix: "Give the namespace a schedule, so that every service has a cron trigger and a minimum of zero.",
  parameters: {
    schema: {
      scheduledNamespaces: {
        type: "array",
        items: { type: "string" },
        description: "Namespaces that go to zero outside of working hours.",
      },
    },
    defaults: { scheduledNamespaces: ["development"] as readonly string[] },
  },
  check(stack, { scheduledNamespaces }) {
    return stack.ofTypes([SCALED_OBJECT, ...HORIZONTAL_POD_AUTOSCALERS]).flatMap((scaler) => {
      const namespace = namespaceOf(scaler, stack);
      if (isUnknown(namespace)) return [undecided(scaler, "its namespace")];
      if (!scheduledNamespaces.includes(namespace)) return [];
      return scaler.type === SCALED_OBJECT
        ? scheduleFindings(scaler)
        : [broken(scaler, `keeps pods in "${namespace}" around the clock: it can't go to zero`)];
    });
  },
});

function scheduleFindings(scaledObject: ResourceView): Finding[] {
  const minimum = at(scaledObject.props, "spec", "minReplicaCount") ?? 0; // KEDA's default
  const triggers = at(scaledObject.props, "spec", "triggers");
  const types = entries(triggers).map((trigger) => at(trigger, "type"));
  const clock: Finding[] = types.includes("cron")
    ? []
    : isUnknownList(triggers) || types.some(isUnknown)
      ? [undecided(scaledObject, "a trigger")]
      : [broken(scaledObject, "has no cron trigger")];
  if (isUnknown(minimum)) return [...clock, undecided(scaledObject, "minReplicaCount")];
  return minimum === 0
    ? clock
    : [...clock, broken(scaledObject, `has minReplicaCount ${String(minimum)}, not 0`)];
}
