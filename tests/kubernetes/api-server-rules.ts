import {
  cronTriggers,
  fallbacks,
  scaledReplicas,
  scaledToZero,
  triggerAuthentications,
  triggerMetricTypes,
  triggerNames,
} from "./rules/keda";
import { annotations, labels } from "./rules/labels";
import { objectNames, objectNamespaces, uniqueObjects } from "./rules/objects";
import { nodeAffinities, tolerations, topologySpread } from "./rules/placement";
import {
  behaviors,
  horizontalMetrics,
  horizontalReplicas,
  oneAutoscalerPerTarget,
} from "./rules/pod-autoscaling";
import { restrictedPods } from "./rules/pod-security";
import { containerPorts, monitoredPorts, probePorts, servicePorts } from "./rules/ports";
import {
  limitRanges,
  quantities,
  recommendationBounds,
  requestsWithinLimits,
  wholePieces,
} from "./rules/resources";
import {
  containerImages,
  deploymentSelectors,
  disruptionBudgets,
  podPriorities,
  preStopSleeps,
  priorityClasses,
  targetGroups,
} from "./rules/workloads";

/** What an API server and the controllers behind it check and no schema can say. They read what a schema has passed. */
export const API_SERVER_RULES = {
  objectNames,
  uniqueObjects,
  objectNamespaces,
  labels,
  annotations,

  quantities,
  wholePieces,
  requestsWithinLimits,
  limitRanges,
  recommendationBounds,

  deploymentSelectors,
  containerImages,
  preStopSleeps,
  priorityClasses,
  podPriorities,
  restrictedPods,
  nodeAffinities,
  tolerations,
  topologySpread,
  disruptionBudgets,

  containerPorts,
  probePorts,
  servicePorts,
  monitoredPorts,
  targetGroups,

  horizontalReplicas,
  horizontalMetrics,
  behaviors,
  oneAutoscalerPerTarget,

  scaledReplicas,
  scaledToZero,
  fallbacks,
  triggerNames,
  triggerMetricTypes,
  triggerAuthentications,
  cronTriggers,
};
