import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { NODE_CRITICAL, onGpuPools, type Placement } from "../nodes/controller-placement";
import { controllerNamespace } from "../governance/namespaces";
import { installChart, type ControllerArgs } from "./release";

const NAMESPACE = "nvidia-device-plugin";
const REQUESTS = { cpu: "10m", memory: "64Mi" };

/** Requests of the sidecars that watch its configuration: the chart has no value for their resources. */
const CONFIG_REQUESTS = { cpu: "10m", memory: "32Mi" };

export const NVIDIA_DEVICE_PLUGIN_FOOTPRINT: Footprint = {
  name: "nvidia-device-plugin",
  runs: "gpuNodes",
  requests: { cpu: "20m", memory: "96Mi" }, // the init container requests less
};

export interface NvidiaDevicePluginArgs extends ControllerArgs {
  /** Pods that share one GPU. */
  slotsPerGpu: number;
}

/** Offers the GPUs of a node to the scheduler, each in several time slices. */
export class NvidiaDevicePlugin extends pulumi.ComponentResource {
  constructor(name: string, args: NvidiaDevicePluginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:NvidiaDevicePlugin", name, {}, opts);
    const namespace = controllerNamespace(NAMESPACE, "privileged", { parent: this }); // it registers with the kubelet
    const defaults = new kubernetes.core.v1.LimitRange(
      NAMESPACE,
      {
        metadata: { name: NAMESPACE, namespace: namespace.metadata.name },
        spec: { limits: [{ type: "Container", defaultRequest: CONFIG_REQUESTS }] },
      },
      { parent: this },
    );
    installChart(
      "nvidia-device-plugin",
      {
        namespace: namespace.metadata.name,
        chartMirror: args.chartMirror,
        values: nvidiaDevicePluginValues(args.slotsPerGpu, onGpuPools(args.pools)),
      },
      { parent: this, dependsOn: defaults },
    );
    this.registerOutputs({});
  }
}

/**
 * The chart's default affinity requires the label nvidia.com/gpu.present, which the GPU pool has. Time-slicing:
 * NVIDIA/k8s-device-plugin, README, "With CUDA Time-Slicing". The file is YAML, which includes JSON.
 */
export function nvidiaDevicePluginValues(slotsPerGpu: number, placement: Placement): Record<string, unknown> {
  const sharing = { timeSlicing: { resources: [{ name: "nvidia.com/gpu", replicas: slotsPerGpu }] } };
  return {
    ...placement,
    priorityClassName: NODE_CRITICAL,
    resources: { requests: REQUESTS, limits: { memory: "128Mi" } },
    config: { map: { default: JSON.stringify({ version: "v1", ...(slotsPerGpu > 1 ? { sharing } : {}) }) } },
    gfd: { enabled: false },
    failOnInitError: true,
  };
}
