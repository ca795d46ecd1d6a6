import { POD_SPECS } from "../reading/kubernetes-objects";
import { isUnknownList, isUnknown } from "../reading/values";
import { broken, NO_PARAMETERS, resourceRule, undecided, type Finding } from "../rule";
import { at, entries, type ResourceView } from "../stack-view";

const REQUIRED = [
  ["requests", "cpu"],
  ["requests", "memory"],
  ["limits", "memory"],
];

export const containerResources = resourceRule({
  id: "container-resources",
  level: "mandatory",
  requires: "Every container requests CPU and memory, and limits its memory.",
  reason:
    "Schedulers, autoscalers and this budget count requests: a container without them takes nodes that nobody planned.",
  fix: "Set resources.requests.cpu, resources.requests.memory and resources.limits.memory of every container.",
  parameters: NO_PARAMETERS,
  types: Object.keys(POD_SPECS),
  check(workload) {
    const spec = at(workload.props, ...POD_SPECS[workload.type]!);
    const lists = ["containers", "initContainers"].map((key) => at(spec, key));
    if (lists.some(isUnknownList)) return [undecided(workload, "its list of containers")];
    return lists.flatMap(entries).flatMap((container) => containerFindings(workload, container));
  },
});

function containerFindings(workload: ResourceView, container: unknown): Finding[] {
  const name = String(at(container, "name"));
  const value = (path: string[]) => at(container, "resources", ...path);
  const missing = REQUIRED.filter((path) => value(path) === undefined || value(path) === null);
  const unknown = REQUIRED.filter((path) => isUnknown(value(path)));
  return [
    ...(missing.length > 0
      ? [
          broken(
            workload,
            `has a container "${name}" without ${missing.map((path) => path.join(".")).join(", ")}`,
          ),
        ]
      : []),
    ...(unknown.length > 0 ? [undecided(workload, `resources of container "${name}"`)] : []),
  ];
}
