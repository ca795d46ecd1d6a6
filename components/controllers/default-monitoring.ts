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
 * Most of an API server's series, which only the chart's rules about its service level read. The clients' certificates
 * are left: two alerts of the chart read their buckets.
 */
const API_SERVER_BUCKETS =
  "(apiserver_(admission|authorization|flowcontrol|request|response|storage|watch)_.+|etcd_.+)_bucket";

/** As the chart's own monitor of the API server, but for the buckets: alerts of the chart read the rest. */
export const API_SERVER_MONITOR = {
  name: "apiserver",
  jobLabel: "component",
  namespaceSelector: { matchNames: ["default"] },
  selector: { matchLabels: { component: "apiserver", provider: "kubernetes" } },
  endpoints: [
    {
      port: "https",
      scheme: "https",
      bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token",
      tlsConfig: {
        caFile: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
        serverName: "kubernetes",
      },
      metricRelabelings: [{ action: "drop", sourceLabels: ["__name__"], regex: API_SERVER_BUCKETS }],
    },
  ],
};

/** The one alert of the chart that goes with `kubeApiServer.enabled` and stays. */
const API_SERVER_ALERTS = {
  name: "apiserver",
  rules: [
    {
      alert: "KubeAPIDown",
      expr: 'absent(up{job="apiserver"})',
      for: "15m",
      labels: { severity: "critical" },
      annotations: {
        summary: "Prometheus finds no API server any more",
        description:
          "Controllers and people can't reach it either, or Prometheus lost its right to look for it.",
        runbook_url: "https://runbooks.prometheus-operator.dev/runbooks/kubernetes/kubeapidown",
      },
    },
  ],
};

/** What kube-prometheus-stack monitors otherwise than by default, as the chart's values. */
export function defaultMonitoring(): Record<string, unknown> {
  return {
    // EKS runs these where nobody can scrape them.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    // With it come rules about the API server's service level, which is AWS's to keep, and a dashboard of them. Their
    // ranges are 30 days of every verb and bucket, which Prometheus has where it keeps a month: too much for its memory.
    kubeApiServer: { enabled: false },
    additionalPrometheusRulesMap: { apiserver: { groups: [API_SERVER_ALERTS] } },
    kubelet: {
      serviceMonitor: {
        cAdvisorInterval: "30s", // the chart's 10s means three times the samples
        probes: false, // series for each probe of each container, which no rule and no dashboard reads
      },
    },
    defaultRules: {
      disabled: Object.fromEntries(Object.keys(DISABLED_ALERTS).map((alert) => [alert, true])),
    },
  };
}
