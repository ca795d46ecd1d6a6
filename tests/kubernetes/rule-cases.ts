import type { API_SERVER_RULES } from "./api-server-rules";
import { changed } from "./change";
import type { Manifest } from "./manifests";
import { sound, SOUND } from "./sound-manifests";

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const AFFINITY = `${POD}.affinity.nodeAffinity`;
const SCALE_DOWN = "spec.behavior.scaleDown";
const KEDA_BEHAVIOR = "spec.advanced.horizontalPodAutoscalerConfig.behavior";
const POLICIES = "spec.resourcePolicy.containerPolicies.0";
const CPU_TRIGGER = { type: "cpu", metricType: "Utilization", metadata: { value: "70" } };

/** For each rule, what breaks it in how many ways: the sound stack with one thing changed. */
export const RULE_CASES: Record<keyof typeof API_SERVER_RULES, Record<string, Manifest[]>> = {
  objectNames: {
    "a capital letter": withChanged("PodMonitor", { "metadata.name": "Web" }),
    "a digit first in a Service's name": plus("Service", { "metadata.name": "3d" }),
    "64 characters in a Namespace's name": plus("Namespace", { "metadata.name": "n".repeat(64) }),
    "254 characters": withChanged("PodMonitor", { "metadata.name": "m".repeat(254) }),
  },
  uniqueObjects: {
    "an object twice": plus("PodMonitor", {}),
  },
  objectNamespaces: {
    "a namespace that nobody makes": plus("PodMonitor", { "metadata.namespace": "shopp" }),
    "no namespace": withChanged("ResourceQuota", { "metadata.namespace": undefined }),
    "a namespace for a kind without": withChanged("PriorityClass", { "metadata.namespace": "shop" }),
  },
  labels: {
    "a value with a blank": withChanged("Namespace", { "metadata.labels": { team: "the shop" } }),
    "a value of 64 characters": withChanged("Namespace", { "metadata.labels": { team: "t".repeat(64) } }),
    "a key with two slashes": withChanged("PodDisruptionBudget", {
      "spec.selector.matchLabels": { "a/b/c": "" },
    }),
    "a capital letter in a key's prefix": withChanged("Deployment", {
      [`${POD}.nodeSelector`]: { "A/b": "" },
    }),
    "a value with a slash in a Service's selector": withChanged("Service", {
      "spec.selector": { app: "a/b" },
    }),
  },
  annotations: {
    "a key with a blank": withChanged("Namespace", { "metadata.annotations": { "the owner": "" } }),
    "more than 256 KiB": withChanged("Namespace", { "metadata.annotations": { a: "a".repeat(2 ** 18) } }),
  },

  quantities: {
    "a suffix that Kubernetes lacks": withChanged("VerticalPodAutoscaler", {
      [`${POLICIES}.maxAllowed.memory`]: "1GB",
    }),
    "less than nothing": withChanged("ResourceQuota", { "spec.hard": { "requests.cpu": "-1" } }),
  },
  wholePieces: {
    "half a pod": withChanged("ResourceQuota", { "spec.hard": { pods: "500m" } }),
    "half a GPU": withChanged("ResourceQuota", { "spec.hard": { "requests.nvidia.com/gpu": "0.5" } }),
  },
  requestsWithinLimits: {
    "a request above its limit": withChanged("Deployment", {
      [`${CONTAINER}.resources.requests.cpu`]: "1001m",
    }),
    "a GPU without limit": withChanged("Deployment", { [`${CONTAINER}.resources.limits`]: { cpu: "1" } }),
    "fewer GPUs requested than the limit": withChanged("Deployment", {
      [`${CONTAINER}.resources.limits`]: { cpu: "1", "nvidia.com/gpu": "2" },
    }),
  },
  limitRanges: {
    "a default above the maximum": withChanged("LimitRange", { "spec.limits.0.default.cpu": "1.5" }),
    "a default request above the default": withChanged("LimitRange", {
      "spec.limits.0.defaultRequest.cpu": "600m",
    }),
    "a minimum above the default request": withChanged("LimitRange", { "spec.limits.0.min": { cpu: "0.2" } }),
  },
  recommendationBounds: {
    "the least above the most": withChanged("VerticalPodAutoscaler", {
      [`${POLICIES}.minAllowed.cpu`]: "2001m",
    }),
  },

  deploymentSelectors: {
    "a label that the template lacks": withChanged("Deployment", { "spec.selector.matchLabels.tier": "1" }),
    "a selector of nothing": withChanged("Deployment", { "spec.selector": {} }),
  },
  containerImages: {
    "no image": withChanged("Deployment", { [`${CONTAINER}.image`]: "" }),
    "a blank behind the image": withChanged("Deployment", { [`${CONTAINER}.image`]: "web:1 " }),
  },
  preStopSleeps: {
    "a sleep longer than the pod's grace": withChanged("Deployment", {
      [`${POD}.terminationGracePeriodSeconds`]: 10,
    }),
  },
  priorityClasses: {
    "a value above a billion": withChanged("PriorityClass", { value: 1_000_000_001 }),
    "a name of Kubernetes' own": plus("PriorityClass", { "metadata.name": "system-mine" }),
  },
  podPriorities: {
    "a class that nobody makes": withChanged("Deployment", { [`${POD}.priorityClassName`]: "user-facng" }),
  },
  restrictedPods: {
    "root allowed": withChanged("Deployment", { [`${POD}.securityContext.runAsNonRoot`]: undefined }),
    "root asked for": withChanged("Deployment", { [`${CONTAINER}.securityContext.runAsUser`]: 0 }),
    "no seccomp profile": withChanged("Deployment", { [`${POD}.securityContext.seccompProfile`]: undefined }),
    "privilege escalation by default": withChanged("Deployment", {
      [`${CONTAINER}.securityContext.allowPrivilegeEscalation`]: undefined,
    }),
    "a privileged container": withChanged("Deployment", {
      [`${CONTAINER}.securityContext.privileged`]: true,
    }),
    "capabilities kept": withChanged("Deployment", {
      [`${CONTAINER}.securityContext.capabilities.drop`]: ["KILL"],
    }),
    "a capability added": withChanged("Deployment", {
      [`${CONTAINER}.securityContext.capabilities.add`]: ["SYS_ADMIN"],
    }),
    "the host's network": withChanged("Deployment", { [`${POD}.hostNetwork`]: true }),
    "an init container without context": withChanged("Deployment", {
      [`${POD}.initContainers`]: [{ name: "first", image: "first:1" }],
    }),
  },
  nodeAffinities: {
    "In without values": withChanged("Deployment", {
      [`${AFFINITY}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0.matchExpressions.0.values`]:
        [],
    }),
    "Exists with a value": withChanged("Deployment", {
      [`${AFFINITY}.preferredDuringSchedulingIgnoredDuringExecution.0.preference.matchExpressions.0.values`]:
        ["1"],
    }),
    "a weight above 100": withChanged("Deployment", {
      [`${AFFINITY}.preferredDuringSchedulingIgnoredDuringExecution.0.weight`]: 101,
    }),
    "a demand without terms": withChanged("Deployment", {
      [`${AFFINITY}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`]: [],
    }),
  },
  tolerations: {
    "Equal without key": withChanged("Deployment", { [`${POD}.tolerations.0.key`]: undefined }),
    "Exists with a value": withChanged("Deployment", { [`${POD}.tolerations.0.operator`]: "Exists" }),
    "a value with a blank": withChanged("Deployment", { [`${POD}.tolerations.0.value`]: "a GPU" }),
  },
  topologySpread: {
    "no skew allowed": withChanged("Deployment", { [`${POD}.topologySpreadConstraints.0.maxSkew`]: 0 }),
    "one topology twice": withChanged("Deployment", {
      [`${POD}.topologySpreadConstraints.1.topologyKey`]: "zone",
    }),
  },
  disruptionBudgets: {
    "both bounds": withChanged("PodDisruptionBudget", { "spec.minAvailable": 1 }),
    "no bound": withChanged("PodDisruptionBudget", { "spec.maxUnavailable": undefined }),
    "a bound that is no percentage": withChanged("PodDisruptionBudget", { "spec.maxUnavailable": "25" }),
    "a bound below nothing": withChanged("PodDisruptionBudget", { "spec.maxUnavailable": -1 }),
  },

  containerPorts: {
    "a port above 65535": withChanged("Deployment", { [`${CONTAINER}.ports.1.containerPort`]: 65536 }),
    "a name of 16 characters": withChanged("Deployment", {
      [`${CONTAINER}.ports.1.name`]: "administration-p",
    }),
    "one name twice": withChanged("Deployment", { [`${CONTAINER}.ports.1.name`]: "http" }),
  },
  probePorts: {
    "a name that no port has": withChanged("Deployment", {
      [`${CONTAINER}.readinessProbe.httpGet.port`]: "https",
    }),
    "the port 0": withChanged("Deployment", { [`${CONTAINER}.readinessProbe.httpGet.port`]: 0 }),
  },
  servicePorts: {
    "a name that no container's port has": withChanged("Service", { "spec.ports.0.targetPort": "https" }),
    "the port 0": plus("Service", { "metadata.name": "zero", "spec.ports.0.port": 0 }),
  },
  monitoredPorts: {
    "a name that no container's port has": withChanged("PodMonitor", {
      "spec.podMetricsEndpoints.0.port": "metrics",
    }),
    "no endpoint": withChanged("PodMonitor", { "spec.podMetricsEndpoints": [] }),
    "no endpoints": withChanged("PodMonitor", { "spec.podMetricsEndpoints": undefined }),
  },
  targetGroups: {
    "no ARN": withChanged("TargetGroupBinding", { "spec.targetGroupARN": undefined }),
    "another service's ARN": withChanged("TargetGroupBinding", {
      "spec.targetGroupARN": "arn:aws:sqs:us-east-1:111122223333:web",
    }),
    "a port that the Service lacks": withChanged("TargetGroupBinding", { "spec.serviceRef.port": 8080 }),
  },

  horizontalReplicas: {
    "a minimum of 0": withChanged("HorizontalPodAutoscaler", { "spec.minReplicas": 0 }),
    "a minimum above the maximum": withChanged("HorizontalPodAutoscaler", { "spec.minReplicas": 5 }),
  },
  horizontalMetrics: {
    "no metrics": withChanged("HorizontalPodAutoscaler", { "spec.metrics": undefined }),
    "an empty list of metrics": withChanged("HorizontalPodAutoscaler", { "spec.metrics": [] }),
    "Utilization with a value": withTarget(0, "resource", { type: "Utilization", averageValue: "70" }),
    "Utilization with a second target": withTarget(0, "resource", {
      type: "Utilization",
      averageUtilization: 70,
      averageValue: "1",
    }),
    "a total for a resource": withTarget(0, "resource", { type: "Value", value: "1" }),
    "no utilization at all": withTarget(0, "resource", { type: "Utilization", averageUtilization: 0 }),
    "Utilization of an external metric": withTarget(1, "external", {
      type: "Utilization",
      averageUtilization: 70,
    }),
    "Value with an average": withTarget(1, "external", { type: "Value", averageValue: "10" }),
    "a source of another type": withChanged("HorizontalPodAutoscaler", { "spec.metrics.1.type": "Object" }),
  },
  behaviors: {
    "a window above an hour": withChanged("HorizontalPodAutoscaler", {
      [`${SCALE_DOWN}.stabilizationWindowSeconds`]: 3601,
    }),
    "a window below 0 in a ScaledObject": withChanged("ScaledObject", {
      [`${KEDA_BEHAVIOR}.scaleUp.stabilizationWindowSeconds`]: -1,
    }),
    "an unknown way to choose a policy": withChanged("HorizontalPodAutoscaler", {
      [`${SCALE_DOWN}.selectPolicy`]: "Maximum",
    }),
    "an empty list of policies": withChanged("HorizontalPodAutoscaler", { [`${SCALE_DOWN}.policies`]: [] }),
    "an unknown type of policy": withChanged("HorizontalPodAutoscaler", {
      [`${SCALE_DOWN}.policies.0.type`]: "Replicas",
    }),
    "a policy of 0 pods": withChanged("HorizontalPodAutoscaler", { [`${SCALE_DOWN}.policies.0.value`]: 0 }),
    "a period of 0": withChanged("HorizontalPodAutoscaler", {
      [`${SCALE_DOWN}.policies.0.periodSeconds`]: 0,
    }),
    "a period above half an hour": withChanged("HorizontalPodAutoscaler", {
      [`${SCALE_DOWN}.policies.0.periodSeconds`]: 1801,
    }),
  },
  oneAutoscalerPerTarget: {
    "a ScaledObject on a HorizontalPodAutoscaler's target": withChanged("ScaledObject", {
      "spec.scaleTargetRef.name": "web",
    }),
    "two HorizontalPodAutoscalers on one target": plus("HorizontalPodAutoscaler", {
      "metadata.name": "again",
    }),
  },

  scaledReplicas: {
    "a minimum above the maximum": withChanged("ScaledObject", { "spec.minReplicaCount": 5 }),
    "a minimum above KEDA's own maximum": withChanged("ScaledObject", {
      "spec.minReplicaCount": 101,
      "spec.maxReplicaCount": undefined,
    }),
    "as many idle as at least": withChanged("ScaledObject", { "spec.idleReplicaCount": 0 }),
  },
  scaledToZero: {
    "nothing but CPU to start from": withChanged("ScaledObject", {
      "spec.triggers": [CPU_TRIGGER],
      "spec.fallback": undefined,
    }),
    "the same with KEDA's own minimum": withChanged("ScaledObject", {
      "spec.minReplicaCount": undefined,
      "spec.triggers": [CPU_TRIGGER],
      "spec.fallback": undefined,
    }),
  },
  fallbacks: {
    "nothing but CPU to fall back from": withChanged("ScaledObject", {
      "spec.minReplicaCount": 1,
      "spec.triggers": [CPU_TRIGGER],
    }),
  },
  triggerNames: {
    "one name twice": withChanged("ScaledObject", { "spec.triggers.2.name": "cpu" }),
  },
  triggerMetricTypes: {
    "Utilization of a queue": withChanged("ScaledObject", { "spec.triggers.2.metricType": "Utilization" }),
    "a total of CPU": withChanged("ScaledObject", { "spec.triggers.0.metricType": "Value" }),
    "CPU without type": withChanged("ScaledObject", { "spec.triggers.0.metricType": undefined }),
  },
  triggerAuthentications: {
    "one that nobody makes": withChanged("ScaledObject", { "spec.triggers.2.authenticationRef.name": "aws" }),
    "the kind that a namespace has": withChanged("ScaledObject", {
      "spec.triggers.2.authenticationRef.kind": undefined,
    }),
  },
  cronTriggers: {
    "an end at the start": withChanged("ScaledObject", { "spec.triggers.1.metadata.end": "0 8 * * 1-5" }),
    "no start": withChanged("ScaledObject", { "spec.triggers.1.metadata.start": undefined }),
    "six fields": withChanged("ScaledObject", { "spec.triggers.1.metadata.start": "0 0 8 * * 1-5" }),
    "the hour 24": withChanged("ScaledObject", { "spec.triggers.1.metadata.end": "0 24 * * 1-5" }),
    "days that run over Saturday": withChanged("ScaledObject", {
      "spec.triggers.1.metadata.start": "0 8 * * 6-0",
    }),
    "Sunday as 7": withChanged("ScaledObject", { "spec.triggers.1.metadata.start": "0 8 * * 1-7" }),
    "half a pod": withChanged("ScaledObject", { "spec.triggers.1.metadata.desiredReplicas": "0.5" }),
  },
};

function withChanged(kind: string, changes: Record<string, unknown>): Manifest[] {
  return SOUND.map((manifest) => (manifest.kind === kind ? changed(manifest, changes) : manifest));
}

function plus(kind: string, changes: Record<string, unknown>): Manifest[] {
  return [...SOUND, changed(sound(kind), changes)];
}

function withTarget(metric: number, source: string, target: object): Manifest[] {
  return withChanged("HorizontalPodAutoscaler", { [`spec.metrics.${metric}.${source}.target`]: target });
}
