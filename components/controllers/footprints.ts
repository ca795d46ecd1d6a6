import { ADDON_FOOTPRINTS } from "../cluster/addon-catalog";
import { CLUSTER_AUTOSCALER_FOOTPRINT } from "./cluster-autoscaler";
import { DCGM_EXPORTER_FOOTPRINT } from "./dcgm-exporter";
import { KEDA_FOOTPRINTS } from "./keda";
import { KUBE_PROMETHEUS_STACK_FOOTPRINTS } from "./kube-prometheus-stack";
import { LOAD_BALANCER_CONTROLLER_FOOTPRINT } from "./load-balancer-controller";
import { NODE_TERMINATION_HANDLER_FOOTPRINT } from "./node-termination-handler";
import { NVIDIA_DEVICE_PLUGIN_FOOTPRINT } from "./nvidia-device-plugin";
import { OPENCOST_FOOTPRINT } from "./opencost";
import { VERTICAL_POD_AUTOSCALER_FOOTPRINT } from "./vertical-pod-autoscaler";

/**
 * Pods that charts and add-ons create inside the cluster, where no plan sees them; the capacity fit counts them. Each
 * footprint is beside the values that set its requests.
 */
export interface Footprint {
  name: string;
  /** A number of pods on the system pool, or one pod on each node of every pool or of the GPU pools. */
  runs: number | "everyNode" | "gpuNodes";
  /** Requests of one pod, as Kubernetes quantities. */
  requests: { cpu: string; memory: string };
}

/** The pods of all add-ons and controllers. */
export const FOOTPRINTS: readonly Footprint[] = [
  ...ADDON_FOOTPRINTS,
  ...KUBE_PROMETHEUS_STACK_FOOTPRINTS,
  CLUSTER_AUTOSCALER_FOOTPRINT,
  NODE_TERMINATION_HANDLER_FOOTPRINT,
  VERTICAL_POD_AUTOSCALER_FOOTPRINT,
  ...KEDA_FOOTPRINTS,
  LOAD_BALANCER_CONTROLLER_FOOTPRINT,
  OPENCOST_FOOTPRINT,
  NVIDIA_DEVICE_PLUGIN_FOOTPRINT,
  DCGM_EXPORTER_FOOTPRINT,
];
