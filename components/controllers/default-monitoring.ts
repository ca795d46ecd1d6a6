/** Alerts of kube-prometheus-stack that are wrong for this stack, and why. All others stay. */
export const DISABLED_ALERTS: Record<string, string> = {
  KubeCPUQuotaOvercommit:
    "quotas allow more than the current nodes have: the autoscaler adds nodes as pods need them",
  KubeMemoryQuotaOvercommit: "quotas allow more than the current nodes have, as for CPU",
  KubeCPUOvercommit: "requires a spare node, which the autoscaler removes",
  KubeMemoryOvercommit: "requires a spare node, as for CPU",
  KubeHpaMaxedOut: "ServiceAtMaximum reports it, with the time in the stack's file",
  KubeQuotaAlmostFull: "QuotaNearlyUsed reports it, with the share in the stack's file",
  KubeQuotaFullyUsed: "QuotaNearlyUsed has reported it before",
};

/**
 * Most series of an API server. Only the chart's rules about its service level read them. Those of client
 * certificates are kept: two alerts of the chart read their buckets.
 */
const API_SERVER_BUCKETS =
  "(apiserver_(admission|authorization|flowcontrol|request|response|storage|watch)_.+|etcd_.+)_bucket";

/** Like the chart's own monitor of the API server, without the buckets: alerts of the chart read the rest. */
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

/** The only alert that the chart drops with `kubeApiServer.enabled` and that this stack keeps. */
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

/** Values of kube-prometheus-stack for what it monitors differently from its defaults. */
export function defaultMonitoring(): Record<string, unknown> {
  return {
    // EKS runs these where they can't be scraped.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    // It adds rules and a dashboard about the API server's service level, for which AWS is responsible. The rules
    // read 30 days of every verb and bucket: too much for the memory of a Prometheus that keeps a month.
    kubeApiServer: { enabled: false },
    additionalPrometheusRulesMap: { apiserver: { groups: [API_SERVER_ALERTS] } },
    kubelet: {
      serviceMonitor: {
        cAdvisorInterval: "30s", // the chart's 10s means three times the samples
        probes: false, // series of each probe of each container; no rule and no dashboard reads them
      },
    },
    defaultRules: {
      disabled: Object.fromEntries(Object.keys(DISABLED_ALERTS).map((alert) => [alert, true])),
    },
  };
}
