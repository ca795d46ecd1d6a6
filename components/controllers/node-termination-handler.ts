import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { installChart, type ControllerArgs } from "./release";

const REQUESTS = { cpu: "10m", memory: "32Mi" };

export const NODE_TERMINATION_HANDLER_FOOTPRINT: Footprint = {
  name: "aws-node-termination-handler",
  runs: "everyNode",
  requests: REQUESTS,
};

/** Drains a node in the two minutes between AWS's interruption notice and the end of its instance. Needs no IAM role. */
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

/** The chart's `nodeSelector` and `tolerations` stay unset: they would remove the DaemonSet from the other pools. */
export function nodeTerminationHandlerValues(): Record<string, unknown> {
  return {
    // On a rebalance recommendation it cordons the node and doesn't drain it: EKS drains it when another node is
    // ready (EKS User Guide, "Managed node group capacity types"). Without the cordon, new pods would be placed there
    // and soon move again. Recorded interruptions include recommendations. The alert NodeLeftCordoned
    // reports a node that stays cordoned.
    enableRebalanceMonitoring: true,
    taintNode: true,
    excludeFromLoadBalancers: true,
    emitKubernetesEvents: true,
    jsonLogging: true,
    enablePrometheusServer: true,
    // Two minutes after a notice the pod and its counters are gone, so it is scraped more often than the others.
    podMonitor: { create: true, interval: "15s" },
    resources: { requests: REQUESTS, limits: { memory: "64Mi" } },
  };
}
