/** Alerts of kube-prometheus-stack that are wrong for this stack, and why. All others stay. */
export const DISABLED_ALERTS: Record<string, string> = {
  KubeCPUQuotaOvercommit:
    "quotas allow more than the nodes there are: the autoscaler adds nodes as pods need them",
  KubeMemoryQuotaOvercommit: "quotas allow more than the nodes there are, as for CPU",
  KubeCPUOvercommit: "wants a node to spare, which the autoscaler removes",
  KubeMemoryOvercommit: "wants a node to spare, as for CPU",
  KubeHpaMaxedOut: "ServiceAtMaximum tells it, with its time in the stack's file",
  KubeQuotaAlmostFull: "QuotaNearlyUsed tells it, with its share in the stack's file",
  KubeQuotaFullyUsed: "QuotaNearlyUsed has told it before",
};

/**
 * Groups about the service level of the API server, which is AWS's to keep. Their ranges are 30 days of every verb and
 * bucket, which Prometheus has where it keeps a month: too much for its memory.
 */
const DISABLED_GROUPS = [
  "kubeApiserverAvailability",
  "kubeApiserverBurnrate",
  "kubeApiserverHistogram",
  "kubeApiserverSlos",
];

/**
 * Buckets that only those groups read, most of an API server's series. The chart's own list drops a part of them, and
 * this replaces it. The clients' certificates are left: two alerts of the chart read their buckets.
 */
const API_SERVER_BUCKETS =
  "(apiserver_(admission|authorization|flowcontrol|request|response|storage|watch)_.+|etcd_.+)_bucket";

/** What kube-prometheus-stack monitors otherwise than by default, as the chart's values. */
export function defaultMonitoring(): Record<string, unknown> {
  return {
    // EKS runs these where nobody can scrape them.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    kubeApiServer: {
      serviceMonitor: {
        metricRelabelings: [{ action: "drop", sourceLabels: ["__name__"], regex: API_SERVER_BUCKETS }],
      },
    },
    kubelet: {
      serviceMonitor: {
        cAdvisorInterval: "30s", // the chart's 10s means three times the samples
        probes: false, // series for each probe of each container, which no rule and no dashboard reads
      },
    },
    defaultRules: {
      disabled: Object.fromEntries(Object.keys(DISABLED_ALERTS).map((alert) => [alert, true])),
      rules: Object.fromEntries(DISABLED_GROUPS.map((group) => [group, false])),
    },
  };
}
