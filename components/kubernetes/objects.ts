import { z } from "zod";

/** A Kubernetes object as it is written in a manifest. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: Record<string, unknown>;
}

/** Names as Kubernetes accepts them: apimachinery, pkg/api/validation and pkg/util/validation. */

const LABEL_VALUE = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
const DNS_SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

/** A namespace, or a part of other names. */
export const dnsLabel = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "a name of at most 63 lower-case letters, digits and dashes",
  );

/** A Service, whose name must not start with a digit. */
export const serviceName = z
  .string()
  .regex(
    /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "a name of at most 63 lower-case letters, digits and dashes that starts with a letter",
  );

/** The key of a label or a taint: a name, with or without a domain as prefix. */
export const labelKey = z
  .string()
  .regex(
    new RegExp(`^(${DNS_SUBDOMAIN}/)?${LABEL_VALUE}$`),
    'the key of a label, for example "workload-type" or "nvidia.com/gpu"',
  );

/** The value of a label or a taint. */
export const labelValue = z
  .string()
  .regex(
    new RegExp(`^(${LABEL_VALUE})?$`),
    "at most 63 letters, digits, dashes, dots and underscores, with a letter or a digit at both ends",
  );

/**
 * Whether only others may set a label: kubelets refuse to start with one of Kubernetes' that isn't below node. or
 * kubelet.kubernetes.io (pkg/kubelet/apis/well_known_labels.go), and EKS one of its own. Zones, regions and instance
 * types come from the cloud.
 */
export function isReservedLabel(key: string): boolean {
  const domain = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
  const isIn = (...zones: string[]) => zones.some((zone) => domain === zone || domain.endsWith(`.${zone}`));
  if (key === "node.kubernetes.io/instance-type" || domain.startsWith("topology.")) return true;
  if (isIn("node.kubernetes.io", "kubelet.kubernetes.io")) return false;
  return isIn("kubernetes.io", "k8s.io", "eks.amazonaws.com");
}

/** Whether Kubernetes, Cluster Autoscaler or the node termination handler sets and removes a taint itself. */
export function isReservedTaint(key: string): boolean {
  return (
    /^(ToBeDeletedBy|DeletionCandidateOf)ClusterAutoscaler$/.test(key) ||
    /^(node|node\.cloudprovider|([a-z-]+\.)?cluster-autoscaler)\.kubernetes\.io\//.test(key) ||
    key.startsWith("aws-node-termination-handler/")
  );
}

/** A priority class; names that start with "system-" are reserved by Kubernetes. */
export const priorityClassName = z
  .string()
  .regex(
    /^(?!system-)[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?$/,
    'a name of lower-case letters, digits and dashes that does not start with "system-"',
  );
