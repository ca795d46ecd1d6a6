import { z } from "zod";
import { duration, goDuration, volumeSize } from "../kubernetes/quantity";

/** When Cluster Autoscaler adds and removes nodes. */
export const nodeAutoscalingSettings = z.strictObject({
  scaleDownUtilization: z.number().gt(0).lt(1), // share of a node's allocatable that its pods request
  scaleDownAfter: goDuration,
  nodeProvisionLimit: goDuration,
});

/** What Prometheus and Alertmanager keep, and for how long. */
export const monitoringSettings = z.strictObject({
  retention: duration,
  prometheusVolume: volumeSize(),
  alertmanagerVolume: volumeSize(),
});

/** Base URL of copies of all charts, for clusters that can't reach the internet. */
export const chartMirror = z
  .string()
  .regex(
    /^(https?|oci):\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:\d{1,5})?(\/[-A-Za-z0-9._~%]+)*\/?$/,
    'a URL, "https://..." or "oci://...", without a user, spaces, ? and #',
  );

export type NodeAutoscalingSettings = z.infer<typeof nodeAutoscalingSettings>;
export type MonitoringSettings = z.infer<typeof monitoringSettings>;
