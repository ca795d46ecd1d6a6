import type { output } from "@pulumi/kubernetes/types";
import type { Manifest } from "./manifests";

/** An object as in a manifest: any field may be absent. */
export type Written<T> = T extends (infer Item)[]
  ? Written<Item>[]
  : T extends object
    ? { [Field in keyof T]?: Written<T[Field]> }
    : T;

export type Behavior = Written<output.autoscaling.v2.HorizontalPodAutoscalerBehavior>;

/** Quantities by the name of their resource. */
export type ResourceList = Record<string, string | number>;

export interface Trigger {
  type: string;
  name?: string;
  metricType?: string;
  metadata: Record<string, string>;
  authenticationRef?: { name: string; kind?: string };
}

export interface ScaledObjectSpec {
  scaleTargetRef: { apiVersion?: string; kind?: string; name: string };
  minReplicaCount?: number;
  maxReplicaCount?: number;
  idleReplicaCount?: number;
  fallback?: { failureThreshold: number; replicas: number };
  advanced?: { horizontalPodAutoscalerConfig?: { behavior?: Behavior } };
  triggers: Trigger[];
}

/** What the rules read of each kind. They run on what the schemas have passed. */
interface Kinds {
  ClusterTriggerAuthentication: object;
  Deployment: { spec: Written<output.apps.v1.DeploymentSpec> };
  HorizontalPodAutoscaler: { spec: Written<output.autoscaling.v2.HorizontalPodAutoscalerSpec> };
  LimitRange: { spec: { limits: Record<string, ResourceList>[] } };
  Namespace: object;
  PodDisruptionBudget: { spec: Written<output.policy.v1.PodDisruptionBudgetSpec> };
  PodMonitor: {
    spec: { selector: { matchLabels?: Record<string, string> }; podMetricsEndpoints?: { port?: string }[] };
  };
  PriorityClass: { value: number };
  ResourceQuota: { spec: { hard?: ResourceList } };
  ScaledObject: { spec: ScaledObjectSpec };
  Service: { spec: Written<output.core.v1.ServiceSpec> };
  TargetGroupBinding: {
    spec: { targetGroupARN?: string; serviceRef: { name: string; port: number | string } };
  };
  TriggerAuthentication: object;
  VerticalPodAutoscaler: {
    spec: {
      resourcePolicy?: { containerPolicies?: { minAllowed?: ResourceList; maxAllowed?: ResourceList }[] };
    };
  };
}

export type Kind<Name extends keyof Kinds> = Manifest & Kinds[Name];

export function ofKind<Name extends keyof Kinds>(manifests: Manifest[], kind: Name): Kind<Name>[] {
  return manifests.filter((manifest) => manifest.kind === kind) as Kind<Name>[];
}
