import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { MONITORING_NAMESPACE } from "../monitoring/addresses";
import { gpuPools } from "../nodes/controller-placement";
import type { Alerting } from "./alertmanager";
import { ClusterAutoscaler } from "./cluster-autoscaler";
import { controllerNamespace } from "../governance/namespaces";
import type { MonitoringSettings, NodeAutoscalingSettings } from "./controllers.settings";
import { DcgmExporter } from "./dcgm-exporter";
import { Keda } from "./keda";
import { KubePrometheusStack } from "./kube-prometheus-stack";
import { LoadBalancerController } from "./load-balancer-controller";
import { NodeTerminationHandler } from "./node-termination-handler";
import { NvidiaDevicePlugin } from "./nvidia-device-plugin";
import { OpenCost } from "./opencost";
import { installChart, type ControllerArgs } from "./release";
import { VerticalPodAutoscaler } from "./vertical-pod-autoscaler";

export interface ControllersArgs extends ControllerArgs {
  vpcId: pulumi.Input<string>;
  targetGroupArns: pulumi.Input<string>[];
  queueUrls: string[];
  nodeAutoscaling: NodeAutoscalingSettings;
  monitoring: MonitoringSettings;
  alerting: Alerting;
  grafanaHost: string | undefined;
}

/**
 * All controllers that the stack itself needs in the cluster. Objects that a controller must clean up (scaled
 * objects, target group bindings) depend on this component, so that they are deleted first.
 */
export class Controllers extends pulumi.ComponentResource {
  constructor(name: string, args: ControllersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:Controllers", name, {}, opts);
    const monitoring = controllerNamespace(MONITORING_NAMESPACE, "privileged", { parent: this }); // node-exporter reads the host
    const namespace = monitoring.metadata.name;
    const kinds = prometheusOperatorCrds(args, namespace, { parent: this });
    const child = { parent: this, dependsOn: kinds }; // each chart has monitors

    const prometheus = new KubePrometheusStack(
      "kube-prometheus-stack",
      { ...args, namespace, settings: args.monitoring },
      child,
    );
    new ClusterAutoscaler("cluster-autoscaler", { ...args, settings: args.nodeAutoscaling }, child);
    new NodeTerminationHandler("node-termination-handler", args, child);
    new VerticalPodAutoscaler("vertical-pod-autoscaler", args, child);
    new Keda("keda", args, child);
    new LoadBalancerController("load-balancer-controller", args, child);
    new OpenCost("opencost", args, { parent: this, dependsOn: [kinds, prometheus] });
    const [gpuPool] = gpuPools(args.pools);
    if (gpuPool) {
      const [, { slotsPerGpu }] = gpuPool; // the one device plugin shares all GPUs of the cluster in the same way
      new NvidiaDevicePlugin("nvidia-device-plugin", { ...args, slotsPerGpu }, child);
      new DcgmExporter("dcgm-exporter", { ...args, namespace }, child);
    }
    this.registerOutputs({});
  }
}

/** The kinds PrometheusRule, ServiceMonitor, PodMonitor and so on: created first, and kept when the release is deleted. */
function prometheusOperatorCrds(
  args: Pick<ControllerArgs, "chartMirror">,
  namespace: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  return installChart(
    "prometheus-operator-crds",
    {
      namespace,
      chartMirror: args.chartMirror,
      values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
    },
    opts,
  );
}
