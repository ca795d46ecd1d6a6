import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { installChart, type ControllerArgs } from "./release";

const REQUESTS = { cpu: "10m", memory: "32Mi" };

export const NODE_TERMINATION_HANDLER_FOOTPRINT: Footprint = {
  name: "aws-node-termination-handler",
  runs: "everyNode",
  requests: REQUESTS,
};

/** Drains a node in the two minutes between AWS's notice and the end of its instance. Needs no IAM role. */
export class NodeTerminationHandler extends pulumi.ComponentResource {
  constructor(name: string, args: ControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:NodeTerminationHandler", name, {}, opts);
    installChart(
      "aws-node-termination-handler",
      { namespace: "kube-system", chartMirror: args.chartMirror, values: nodeTerminationHandlerValues() },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** The chart's `nodeSelector` and `tolerations` stay unset: they would take the DaemonSet off the other pools. */
export function nodeTerminationHandlerValues(): Record<string, unknown> {
  return {
    // Cordons on a recommendation, and doesn't drain: EKS does that once another node is ready (EKS User Guide, "Managed
    // node group capacity types"), and until then new pods would land there to move at once. The recorded interruptions
    // are counted from it too. A node that stays cordoned: the runbook SpotTermination.
    enableRebalanceMonitoring: true,
    taintNode: true,
    excludeFromLoadBalancers: true,
    emitKubernetesEvents: true,
    jsonLogging: true,
    enablePrometheusServer: true,
    // A notice leaves two minutes, then the pod and its counters are gone: four times the usual scrape.
    podMonitor: { create: true, interval: "15s" },
    resources: { requests: REQUESTS, limits: { memory: "64Mi" } },
  };
}
