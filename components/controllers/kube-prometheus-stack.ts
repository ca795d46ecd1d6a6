import { randomBytes } from "node:crypto";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { STORAGE_CLASS } from "../cluster/storage-class";
import { gibibytes } from "../kubernetes/quantity";
import { SPOT_RESERVE_NAMESPACE } from "../nodes/spot-reserve";
import { CLUSTER_CRITICAL, NODE_CRITICAL, onSystemPool } from "../nodes/controller-placement";
import { ALERTMANAGER_CONFIG } from "../monitoring/alertmanager-config";
import { ALERTMANAGER_ACCOUNT, alertmanagerObjects, alertmanagerRole, type Alerting } from "./alertmanager";
import type { MonitoringSettings } from "./controllers.settings";
import { API_SERVER_MONITOR, defaultMonitoring } from "./default-monitoring";
import { GRAFANA_FOOTPRINT, GRAFANA_SECRET, grafanaValues } from "../grafana/grafana";
import { recommendationMetrics } from "./recommendation-metrics";
import { installChart, roleAnnotation, type ControllerArgs } from "./release";

const REQUESTS = {
  prometheusOperator: { cpu: "50m", memory: "128Mi" },
  configReloader: { cpu: "10m", memory: "32Mi" },
  prometheus: { cpu: "250m", memory: "1Gi" },
  alertmanager: { cpu: "10m", memory: "64Mi" },
  kubeStateMetrics: { cpu: "10m", memory: "96Mi" },
  nodeExporter: { cpu: "10m", memory: "32Mi" },
};

/** The requests of Prometheus and of Alertmanager include a config reloader. */
export const KUBE_PROMETHEUS_STACK_FOOTPRINTS: Footprint[] = [
  { name: "prometheus-operator", runs: 1, requests: REQUESTS.prometheusOperator },
  { name: "prometheus", runs: 1, requests: { cpu: "260m", memory: "1056Mi" } },
  { name: "alertmanager", runs: 1, requests: { cpu: "20m", memory: "96Mi" } },
  GRAFANA_FOOTPRINT,
  { name: "kube-state-metrics", runs: 1, requests: REQUESTS.kubeStateMetrics },
  { name: "prometheus-node-exporter", runs: "everyNode", requests: REQUESTS.nodeExporter },
];

export interface KubePrometheusStackArgs extends ControllerArgs {
  namespace: pulumi.Output<string>;
  settings: MonitoringSettings;
  alerting: Alerting;
  /** Where Grafana is reached from outside; absent where it isn't. */
  grafanaHost: string | undefined;
}

/** Prometheus, Alertmanager, Grafana and the exporters of the cluster itself. */
export class KubePrometheusStack extends pulumi.ComponentResource {
  constructor(name: string, args: KubePrometheusStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:KubePrometheusStack", name, {}, opts);
    const admin = this.grafanaAdmin(args.namespace);
    const alerting = alertmanagerObjects(args, { parent: this });
    const role = alertmanagerRole(args, { parent: this });
    installChart(
      "kube-prometheus-stack",
      {
        namespace: args.namespace,
        chartMirror: args.chartMirror,
        values: role.arn.apply((roleArn) => kubePrometheusStackValues(args, roleArn)),
        timeoutSeconds: 600,
      },
      { parent: this, dependsOn: [admin, ...alerting] },
    );
    this.registerOutputs({});
  }

  /** Each run of the program generates a password; the first one stays, because changes are ignored. */
  private grafanaAdmin(namespace: pulumi.Output<string>): kubernetes.core.v1.Secret {
    return new kubernetes.core.v1.Secret(
      GRAFANA_SECRET,
      {
        metadata: { name: GRAFANA_SECRET, namespace },
        stringData: pulumi.secret({
          "admin-user": "admin",
          "admin-password": randomBytes(24).toString("base64url"),
        }),
      },
      { parent: this, ignoreChanges: ["data", "stringData"] },
    );
  }
}

export function kubePrometheusStackValues(
  {
    clusterName,
    settings,
    grafanaHost,
    pools,
  }: Pick<KubePrometheusStackArgs, "clusterName" | "settings" | "grafanaHost" | "pools">,
  alertmanagerRoleArn: string,
): Record<string, unknown> {
  const placement = onSystemPool(pools);
  const onSystem = { ...placement, priorityClassName: CLUSTER_CRITICAL };
  return {
    crds: { enabled: false }, // they have a release of their own, because everything with a monitor needs them first
    ...defaultMonitoring(),
    prometheusOperator: operatorValues(onSystem),
    prometheus: prometheusValues(clusterName, settings, onSystem),
    alertmanager: alertmanagerValues(settings, alertmanagerRoleArn, onSystem),
    grafana: grafanaValues(grafanaHost, placement),
    "kube-state-metrics": kubeStateMetricsValues(onSystem),
    "prometheus-node-exporter": {
      priorityClassName: NODE_CRITICAL,
      resources: { requests: REQUESTS.nodeExporter, limits: { memory: "64Mi" } },
      tolerations: [{ operator: "Exists" }],
    },
  };
}

function operatorValues(onSystem: object): object {
  return {
    ...onSystem,
    resources: { requests: REQUESTS.prometheusOperator, limits: { memory: "256Mi" } },
    prometheusConfigReloader: {
      resources: { requests: REQUESTS.configReloader, limits: { memory: "64Mi" } },
    },
    admissionWebhooks: {
      failurePolicy: "Ignore", // rules still apply while the operator is down
      patch: {
        ...onSystem, // an install waits for these jobs
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
      },
    },
  };
}

function prometheusValues(clusterName: string, settings: MonitoringSettings, onSystem: object): object {
  return {
    serviceAccount: { create: true, name: "prometheus" },
    additionalServiceMonitors: [API_SERVER_MONITOR],
    prometheusSpec: {
      ...onSystem,
      resources: { requests: REQUESTS.prometheus, limits: { memory: "2Gi" } },
      retention: settings.retention,
      // Prometheus's MB are MiB. A fifth of the volume remains for the write-ahead log and compaction.
      retentionSize: `${Math.floor(gibibytes(settings.prometheusVolume) * 0.8 * 1024)}MB`,
      scrapeInterval: "30s",
      evaluationInterval: "30s",
      externalLabels: { cluster: clusterName },
      // Otherwise it reads only the rules and monitors that this chart created.
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      storageSpec: volumeClaim(settings.prometheusVolume),
    },
  };
}

function alertmanagerValues(settings: MonitoringSettings, roleArn: string, onSystem: object): object {
  return {
    serviceAccount: {
      create: true,
      name: ALERTMANAGER_ACCOUNT.name,
      annotations: roleAnnotation(roleArn),
    },
    alertmanagerSpec: {
      alertmanagerConfiguration: { name: ALERTMANAGER_CONFIG }, // for all namespaces, not only its own
      ...onSystem,
      resources: { requests: REQUESTS.alertmanager, limits: { memory: "128Mi" } },
      storage: volumeClaim(settings.alertmanagerVolume),
    },
  };
}

function kubeStateMetricsValues(onSystem: object): object {
  return {
    ...onSystem,
    resources: { requests: REQUESTS.kubeStateMetrics, limits: { memory: "256Mi" } },
    metricLabelsAllowlist: [
      "nodes=[node-pool,eks.amazonaws.com/capacityType,node.kubernetes.io/instance-type]",
      "namespaces=[*]",
      "pods=[app.kubernetes.io/name]",
    ],
    customResourceState: { enabled: true, config: recommendationMetrics() },
    namespacesDenylist: [SPOT_RESERVE_NAMESPACE], // these pods may wait for ever, which is no problem
    // The chart allows it to read the definitions of kinds, not their objects.
    rbac: {
      extraRules: [
        {
          apiGroups: ["autoscaling.k8s.io"],
          resources: ["verticalpodautoscalers"],
          verbs: ["list", "watch"],
        },
      ],
    },
  };
}

/**
 * The claim is deleted with the namespace and not, by a retention policy, with the StatefulSet: the operator deletes
 * and recreates the StatefulSet when the template of its claim changes (pkg/k8s/statefulset.go,
 * ForceUpdateStatefulSet).
 */
function volumeClaim(size: string): object {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName: STORAGE_CLASS,
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: size } },
      },
    },
  };
}
