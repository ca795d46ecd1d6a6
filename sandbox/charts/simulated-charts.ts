import type { ChartName } from "../../components/controllers/charts";
import {
  daemonSet,
  deployment,
  statefulSet,
  type Account,
  type SimulatedChart,
  type ValuePath,
  type Workload,
} from "./simulated-chart";

/** A StatefulSet that the Prometheus operator creates; `at` is the path of its values. */
function operated(name: string, at: ValuePath, account: Account, claim: string, storage: string): Workload {
  const names = `${name}-kube-prometheus-stack-${name}`;
  return statefulSet({
    name: names,
    at,
    account,
    containers: {
      [name]: [...at, "resources"],
      "config-reloader": ["prometheusOperator", "prometheusConfigReloader", "resources"],
    },
    claim: {
      name: `${names}-${claim}`,
      template: [...at, storage, "volumeClaimTemplate"],
      retention: [...at, "persistentVolumeClaimRetentionPolicy"],
    },
  });
}

const kubePrometheusStack: Workload[] = [
  deployment({
    name: "kube-prometheus-stack-operator",
    at: ["prometheusOperator"],
    account: {
      path: ["prometheusOperator", "serviceAccount"],
      name: "kube-prometheus-stack-operator",
    },
  }),
  // In a real cluster the operator creates them, from two objects of the chart.
  operated(
    "prometheus",
    ["prometheus", "prometheusSpec"],
    { path: ["prometheus", "serviceAccount"], name: "kube-prometheus-stack-prometheus" },
    "db",
    "storageSpec",
  ),
  operated(
    "alertmanager",
    ["alertmanager", "alertmanagerSpec"],
    { path: ["alertmanager", "serviceAccount"], name: "kube-prometheus-stack-alertmanager" },
    "db",
    "storage",
  ),
  deployment({
    name: "kube-prometheus-stack-grafana",
    at: ["grafana"],
    account: { path: ["grafana", "serviceAccount"], name: "kube-prometheus-stack-grafana" },
    containers: {
      grafana: ["grafana", "resources"],
      "grafana-sc-dashboard": ["grafana", "sidecar", "resources"],
      "grafana-sc-datasources": ["grafana", "sidecar", "resources"],
    },
  }),
  deployment({
    name: "kube-prometheus-stack-kube-state-metrics",
    at: ["kube-state-metrics"],
    account: {
      path: ["kube-state-metrics", "serviceAccount"],
      name: "kube-prometheus-stack-kube-state-metrics",
    },
  }),
  daemonSet({
    name: "kube-prometheus-stack-prometheus-node-exporter",
    at: ["prometheus-node-exporter"],
    account: {
      path: ["prometheus-node-exporter", "serviceAccount"],
      name: "kube-prometheus-stack-prometheus-node-exporter",
    },
  }),
];

/** The charts' objects that depend on the program's values. The versions are the program's own. */
export const SIMULATED_CHARTS: Record<ChartName, SimulatedChart> = {
  "prometheus-operator-crds": chart({ definitionAnnotations: ["crds", "annotations"] }),
  "kube-prometheus-stack": chart({ workloads: kubePrometheusStack }),
  "cluster-autoscaler": chart({
    workloads: [
      deployment({
        name: "cluster-autoscaler",
        account: { path: ["rbac", "serviceAccount"], name: "cluster-autoscaler" },
        args: ["extraArgs"],
      }),
    ],
    configMaps: [
      { name: "cluster-autoscaler-priority-expander", key: "priorities", path: ["expanderPriorities"] },
    ],
    monitors: [
      { kind: "ServiceMonitor", name: "cluster-autoscaler", enabled: ["serviceMonitor", "enabled"] },
    ],
  }),
  "aws-node-termination-handler": chart({
    workloads: [
      daemonSet({
        name: "aws-node-termination-handler",
        defaults: {
          priorityClassName: "system-node-critical",
          tolerations: [{ operator: "Exists" }],
          nodeSelector: { "kubernetes.io/os": "linux" },
        },
      }),
    ],
    monitors: [
      { kind: "PodMonitor", name: "aws-node-termination-handler", enabled: ["podMonitor", "create"] },
    ],
  }),
  "vertical-pod-autoscaler": chart({
    workloads: [
      deployment({
        name: "vertical-pod-autoscaler-recommender",
        labels: { "app.kubernetes.io/component": "recommender" },
        at: ["recommender"],
        account: {
          path: ["recommender", "serviceAccount"],
          name: "vertical-pod-autoscaler-recommender",
        },
      }),
    ],
  }),
  keda: chart({
    workloads: [
      deployment({
        name: "keda-operator",
        containers: { "keda-operator": ["resources", "operator"] },
        account: { path: ["serviceAccount", "operator"], name: "keda-operator" },
      }),
      deployment({
        name: "keda-operator-metrics-apiserver",
        containers: { "keda-operator-metrics-apiserver": ["resources", "metricServer"] },
        account: { path: ["serviceAccount", "metricServer"], name: "keda-metrics-server" },
      }),
    ],
    monitors: [
      {
        kind: "ServiceMonitor",
        name: "keda-operator",
        enabled: ["prometheus", "operator", "serviceMonitor", "enabled"],
      },
    ],
    definitionAnnotations: ["crds", "additionalAnnotations"],
  }),
  opencost: chart({
    workloads: [
      deployment({
        name: "opencost",
        at: ["opencost"],
        priorityClassAt: ["priorityClassName"],
        containers: {
          opencost: ["opencost", "exporter", "resources"],
          "opencost-ui": ["opencost", "ui", "resources"],
        },
      }),
    ],
    monitors: [
      {
        kind: "ServiceMonitor",
        name: "opencost",
        enabled: ["opencost", "metrics", "serviceMonitor", "enabled"],
      },
    ],
  }),
  "nvidia-device-plugin": chart({
    workloads: [
      daemonSet({
        name: "nvidia-device-plugin",
        containers: {
          "nvidia-device-plugin-ctr": ["resources"],
          "nvidia-device-plugin-sidecar": ["the chart has no value for it"],
        },
      }),
    ],
  }),
  "dcgm-exporter": chart({
    workloads: [daemonSet({ name: "dcgm-exporter" })],
    monitors: [{ kind: "ServiceMonitor", name: "dcgm-exporter", enabled: ["serviceMonitor", "enabled"] }],
  }),
  "aws-load-balancer-controller": chart({
    workloads: [deployment({ name: "aws-load-balancer-controller", replicas: 2 })],
    disruptionBudgets: [{ name: "aws-load-balancer-controller", path: ["podDisruptionBudget"] }],
    monitors: [
      {
        kind: "ServiceMonitor",
        name: "aws-load-balancer-controller",
        enabled: ["serviceMonitor", "enabled"],
      },
    ],
  }),
};

function chart(entry: Partial<SimulatedChart>): SimulatedChart {
  const workloads = entry.workloads ?? [];
  return {
    disruptionBudgets: [],
    monitors: [],
    ...entry,
    workloads,
    serviceAccounts: workloads.map(({ account }) => account),
  };
}
