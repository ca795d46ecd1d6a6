import { NODE_GROUP } from "../reading/node-groups";
import { isUnknown } from "../reading/values";
import { broken, NO_PARAMETERS, stackRule, undecided, type Finding } from "../rule";
import { at, type ResourceView, type StackView } from "../stack-view";

const PREFIX = "k8s.io/cluster-autoscaler";

export const autoscalerOwnsSize = stackRule({
  id: "autoscaler-owns-size",
  level: "mandatory",
  requires:
    "Cluster Autoscaler finds every node group by its tags, and the stack leaves the group's size to it.",
  reason:
    "A pool that Cluster Autoscaler can't find never shrinks, and one whose size the stack also sets jumps at every up.",
  fix: 'Give the group\'s Auto Scaling group both discovery tags, and the group ignoreChanges: ["scalingConfig.desiredSize"].',
  parameters: NO_PARAMETERS,
  check(stack) {
    const tags = tagKeys(stack);
    return stack
      .ofType(NODE_GROUP)
      .flatMap((group) => [
        ...discoveryFindings(group, tags.get(group.urn) ?? new Set()),
        ...(ignoresSize(group)
          ? []
          : [broken(group, "does not ignore changes of scalingConfig.desiredSize")]),
      ]);
  },
});

/** Keys of the tags that wait for a node group, by its URN: the name of its Auto Scaling group comes from there. */
function tagKeys(stack: StackView): Map<string, Set<unknown>> {
  const keys = new Map<string, Set<unknown>>();
  for (const tag of stack.ofType("aws:autoscaling/tag:Tag")) {
    for (const { urn } of stack.dependencies(tag, NODE_GROUP)) {
      const ofGroup = keys.get(urn) ?? new Set();
      keys.set(urn, ofGroup.add(at(tag.props, "tag", "key")));
    }
  }
  return keys;
}

function discoveryFindings(group: ResourceView, keys: Set<unknown>): Finding[] {
  const cluster = at(group.props, "clusterName");
  if (isUnknown(cluster)) return [undecided(group, "clusterName, which is part of a discovery tag,")];
  const missing = [`${PREFIX}/enabled`, `${PREFIX}/${String(cluster)}`].filter((key) => !keys.has(key));
  if (missing.length === 0) return [];
  return [...keys].some(isUnknown)
    ? [undecided(group, "a tag of its Auto Scaling group")]
    : [broken(group, `has an Auto Scaling group without the tags ${missing.join(" and ")}`)];
}

function ignoresSize({ ignoreChanges }: ResourceView): boolean {
  return ["scalingConfig.desiredSize", "scalingConfig", "*"].some((path) => ignoreChanges.includes(path));
}
