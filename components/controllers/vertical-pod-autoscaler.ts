import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { CLUSTER_CRITICAL, onSystemPool, type Placement } from "../nodes/controller-placement";
import { customResourceDefinitions } from "./definitions";
import { installChart, type ControllerArgs } from "./release";

const NAMESPACE = "kube-system";
const REQUESTS = { cpu: "50m", memory: "200Mi" };

export const VERTICAL_POD_AUTOSCALER_FOOTPRINT: Footprint = {
  name: "vertical-pod-autoscaler-recommender",
  runs: 1,
  requests: REQUESTS,
};

export const RECOMMENDER_ARGS = [
  "--pod-recommendation-min-cpu-millicores=10",
  "--pod-recommendation-min-memory-mb=32",
];

/** Only the recommender: it recommends requests from measurements, and never changes a pod. */
export class VerticalPodAutoscaler extends pulumi.ComponentResource {
  constructor(name: string, args: ControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:VerticalPodAutoscaler", name, {}, opts);
    const definitions = customResourceDefinitions("vertical-pod-autoscaler", { parent: this });
    const release = installChart(
      "vertical-pod-autoscaler",
      {
        namespace: NAMESPACE,
        chartMirror: args.chartMirror,
        values: verticalPodAutoscalerValues(onSystemPool(args.pools)),
        skipCrds: true,
      },
      { parent: this, dependsOn: definitions },
    );
    new kubernetes.apiextensions.CustomResource("vertical-pod-autoscaler-recommender", recommenderMonitor(), {
      parent: this,
      dependsOn: release,
    });
    this.registerOutputs({});
  }
}

export function verticalPodAutoscalerValues(placement: Placement): Record<string, unknown> {
  return {
    admissionController: { enabled: false },
    updater: { enabled: false },
    recommender: {
      ...placement,
      priorityClassName: CLUSTER_CRITICAL,
      replicas: 1,
      resources: { requests: REQUESTS, limits: { memory: "500Mi" } },
      podDisruptionBudget: { enabled: false }, // with one replica it would block every drain
      extraArgs: RECOMMENDER_ARGS,
    },
  };
}

/** The chart has no monitor for the metrics port. */
function recommenderMonitor(): kubernetes.apiextensions.CustomResourceArgs {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: "vertical-pod-autoscaler-recommender", namespace: NAMESPACE },
    spec: {
      jobLabel: "app.kubernetes.io/name", // otherwise the job has the name of the monitor and its namespace
      selector: { matchLabels: { "app.kubernetes.io/component": "recommender" } },
      podMetricsEndpoints: [{ port: "prometheus", interval: "60s" }],
    },
  };
}
