import { at, UNKNOWN, type ResourceView, type StackView } from "../stack-view";
import { isUnknown } from "./values";

const POD_TEMPLATE = ["spec", "template", "spec"];

/** Where the kinds that run pods have the pod's spec. */
export const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:core/v1:Pod": ["spec"],
  "kubernetes:core/v1:ReplicationController": POD_TEMPLATE,
  "kubernetes:apps/v1:Deployment": POD_TEMPLATE,
  "kubernetes:apps/v1:StatefulSet": POD_TEMPLATE,
  "kubernetes:apps/v1:DaemonSet": POD_TEMPLATE,
  "kubernetes:apps/v1:ReplicaSet": POD_TEMPLATE,
  "kubernetes:batch/v1:Job": POD_TEMPLATE,
  "kubernetes:batch/v1:CronJob": ["spec", "jobTemplate", ...POD_TEMPLATE],
};

export const HORIZONTAL_POD_AUTOSCALERS = [
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "kubernetes:autoscaling/v1:HorizontalPodAutoscaler",
];
export const SCALED_OBJECT = "kubernetes:keda.sh/v1alpha1:ScaledObject";
export const VERTICAL_POD_AUTOSCALER = "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler";
export const HELM_RELEASE = "kubernetes:helm.sh/v3:Release";
export const RESOURCE_QUOTA = "kubernetes:core/v1:ResourceQuota";
export const LIMIT_RANGE = "kubernetes:core/v1:LimitRange";

const NAMESPACE = "kubernetes:core/v1:Namespace";

/**
 * The namespace of an object. One that is the output of a Namespace which isn't made yet is taken from that
 * resource; {@link UNKNOWN} where that doesn't help.
 */
export function namespaceOf(object: ResourceView, stack: StackView): string {
  const isRelease = object.type === HELM_RELEASE;
  const stated = isRelease ? at(object.props, "namespace") : at(object.props, "metadata", "namespace");
  if (!isUnknown(stated)) return typeof stated === "string" && stated !== "" ? stated : "default";
  const [only, ...others] = stack.dependencies(object, NAMESPACE);
  const name = others.length === 0 ? at(only?.props, "metadata", "name") : undefined;
  return typeof name === "string" ? name : UNKNOWN;
}
