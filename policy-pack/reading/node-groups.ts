import { knownInstanceTypes, instanceFacts, type InstanceFacts } from "../pricing/instance-facts";
import { at, entries, type ResourceView, type StackView } from "../stack-view";
import { isUnknown, isUnknownList, numberIn } from "./values";

export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** What EKS takes where neither the group nor its launch template names a type (API reference, CreateNodegroup). */
const DEFAULT_TYPE = "t3.medium";

/** A managed node group; undefined is what can't be known yet. */
export interface Pool {
  group: ResourceView;
  maxSize: number | undefined;
  spot: boolean | undefined;
  /** Whether only pods that tolerate it land there. */
  tainted: boolean | undefined;
  types: string[] | undefined;
  /** Of the types that the instance catalog has. */
  facts: InstanceFacts[];
}

/** The stack's node groups. */
export function poolsOf(stack: StackView): Pool[] {
  return stack.ofType(NODE_GROUP).map((group) => {
    const [template] = stack.dependencies(group, LAUNCH_TEMPLATE);
    const types = instanceTypes(group, template);
    return {
      group,
      maxSize: numberIn(at(group.props, "scalingConfig", "maxSize")),
      spot: isSpot(group),
      tainted: isTainted(group),
      types,
      facts: factsOf(types ?? []),
    };
  });
}

/** Undefined where they can't be known yet. */
export function instanceTypes(group: ResourceView, template?: ResourceView): string[] | undefined {
  const types = at(group.props, "instanceTypes");
  if (isUnknownList(types)) return undefined;
  const named = entries(types).map(String);
  if (named.length > 0) return named;
  const ofTemplate = at(template?.props, "instanceType") ?? DEFAULT_TYPE;
  return isUnknown(ofTemplate) ? undefined : [String(ofTemplate)];
}

/** Undefined where it can't be known yet. */
export function isSpot({ props }: ResourceView): boolean | undefined {
  const capacityType = at(props, "capacityType");
  return isUnknown(capacityType) ? undefined : capacityType === "SPOT";
}

/** PREFER_NO_SCHEDULE keeps nobody away. */
function isTainted({ props }: ResourceView): boolean | undefined {
  const taints = at(props, "taints");
  const effects = entries(taints).map((taint) => at(taint, "effect"));
  if (effects.some((effect) => effect === "NO_SCHEDULE" || effect === "NO_EXECUTE")) return true;
  return isUnknown(taints) || effects.some(isUnknown) ? undefined : false;
}

const catalog = new Set(knownInstanceTypes);

export function isInCatalog(instanceType: string): boolean {
  return catalog.has(instanceType);
}

export function factsOf(types: string[]): InstanceFacts[] {
  return types.filter(isInCatalog).map(instanceFacts);
}
