import type { Footprint } from "../controllers/footprints";
import type { Placement } from "../nodes/controller-placement";

export type AddonName = "vpc-cni" | "kube-proxy" | "coredns" | "aws-ebs-csi-driver" | "metrics-server";

/**
 * The EKS defaults for Kubernetes 1.35 as `aws eks describe-addon-versions --kubernetes-version 1.35` gave them in
 * October 2026. Move them together with the cluster's version.
 */
export const ADDON_VERSIONS: Record<AddonName, string> = {
  "vpc-cni": "v1.22.4-eksbuild.3",
  "kube-proxy": "v1.35.3-eksbuild.29",
  coredns: "v1.13.2-eksbuild.31",
  "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
  "metrics-server": "v0.9.0-eksbuild.11",
};

/** Without these two a node doesn't become ready: they are installed before the first pool. */
export const NODE_ADDONS = ["vpc-cni", "kube-proxy"] as const;

/** These run as pods on the system pool, and are installed after it. */
export const CLUSTER_ADDONS = ["coredns", "aws-ebs-csi-driver", "metrics-server"] as const;

/**
 * Configuration values; EKS refuses a key that the add-on's schema lacks.
 *
 * @param tags for every volume that the driver creates. A StorageClass could have them too (tagSpecification_1), but its
 * parameters can't be changed: another tag would replace the class
 */
export function addonConfiguration(
  placement: Placement,
  tags: Record<string, string>,
): Partial<Record<AddonName, object>> {
  return {
    coredns: placement,
    "metrics-server": placement,
    "aws-ebs-csi-driver": {
      controller: { ...placement, extraVolumeTags: tags },
      node: { tolerateAllTaints: true },
    },
  };
}

/** The service account of the add-on that uses the AWS API. */
export const EBS_CSI_SERVICE_ACCOUNT = { namespace: "kube-system", name: "ebs-csi-controller-sa" };

/** The add-ons' default requests, as seen in a 1.34 cluster. */
export const ADDON_FOOTPRINTS: Footprint[] = [
  { name: "coredns", runs: 2, requests: { cpu: "100m", memory: "70Mi" } },
  { name: "metrics-server", runs: 2, requests: { cpu: "100m", memory: "200Mi" } },
  { name: "ebs-csi-controller", runs: 2, requests: { cpu: "60m", memory: "240Mi" } },
  { name: "aws-node", runs: "everyNode", requests: { cpu: "50m", memory: "0Mi" } },
  { name: "kube-proxy", runs: "everyNode", requests: { cpu: "100m", memory: "0Mi" } },
  { name: "ebs-csi-node", runs: "everyNode", requests: { cpu: "30m", memory: "120Mi" } },
];
