/**
 * What the API server accepts although our tests refuse it, by rule or by "rule: case": who would find the mistake, and
 * how.
 */
export const ACCEPTED: Record<string, string> = {
  uniqueObjects: "the engine: the second overwrites the first",
  "objectNamespaces: no namespace": "nobody: it is created in the namespace of the kubeconfig",
  "objectNamespaces: a namespace for a kind without": "nobody: the namespace is ignored",
  "wholePieces: half a GPU": "the quota: it counts whole GPUs only",
  recommendationBounds: "the recommender of Vertical Pod Autoscaler",
  "disruptionBudgets: no bound": "nobody: the budget allows everything",

  "probePorts: a name that no port has": "the kubelet: the pod never becomes ready",
  "servicePorts: a name that no container's port has": "nobody: the Service has no endpoints",
  monitoredPorts: "nobody: Prometheus has no target",
  targetGroups: "the webhook of the load-balancer controller, or the controller",

  "horizontalMetrics: no metrics": "nobody: it scales on 80 % of CPU",
  "horizontalMetrics: an empty list of metrics": "nobody: it scales on 80 % of CPU",
  "horizontalMetrics: Utilization with a value": "the autoscaler's controller: it takes what is there",
  "horizontalMetrics: Value with an average": "the autoscaler's controller: it takes what is there",
  "behaviors: a window below 0 in a ScaledObject": "KEDA's operator: its HorizontalPodAutoscaler is refused",
  oneAutoscalerPerTarget: "nobody: the two autoscalers work against each other",

  "scaledReplicas: as many idle as at least": "KEDA's operator",
  scaledToZero: "KEDA's webhook, which this stack leaves out; else nobody: it never starts again",
  fallbacks: "KEDA's webhook, which this stack leaves out",
  triggerNames: "KEDA's operator",
  triggerMetricTypes: "KEDA's operator",
  triggerAuthentications: "KEDA's operator",
  cronTriggers: "KEDA's operator",
};
