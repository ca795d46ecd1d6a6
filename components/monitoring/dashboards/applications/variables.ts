import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PROMETHEUS } from "../panel";

/** Matchers of what is selected, for series of services. */
export const SELECTED = `namespace=~"$namespace", service=~"$service"`;

/** The same for series of pods: the pod monitor of a service puts its name into `job`. */
export const SELECTED_PODS = `namespace=~"$namespace", job=~"$service"`;

/** The same for what KEDA exports: it has a namespace of its own. */
export const SELECTED_SCALED_OBJECTS = `exported_namespace=~"$namespace", scaledObject=~"$service"`;

/** The same for autoscalers, whose names have the service's in them. */
export const SELECTED_AUTOSCALERS = `namespace=~"$namespace", horizontalpodautoscaler=~"keda-hpa-($service)|($service)-hpa"`;

/** Every service has an autoscaler, and so a maximum. */
const OF_EVERY_SERVICE = "service:replicas:max";

export function namespaceVariable(): Builder<VariableModel> {
  return variable("namespace", "Namespace", `label_values(${OF_EVERY_SERVICE}, namespace)`);
}

export function serviceVariable(): Builder<VariableModel> {
  return variable(
    "service",
    "Service",
    `label_values(${OF_EVERY_SERVICE}{namespace=~"$namespace"}, service)`,
  );
}

/** One, some or all values. */
function variable(name: string, label: string, query: string): Builder<VariableModel> {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged) // what ran then, not what runs now
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(".+")
    .current({ text: ["All"], value: ["$__all"] });
}
