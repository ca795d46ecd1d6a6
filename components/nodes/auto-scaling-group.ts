import { smallestNode, type PoolSettings } from "./node-pool.settings";
import { cpuText, memoryText } from "../kubernetes/quantity";

const PREFIX = "k8s.io/cluster-autoscaler";

/**
 * Tags with which Cluster Autoscaler finds the group and may change it: its discovery requires both keys, its IAM
 * policy the value "owned" (cluster-autoscaler/cloudprovider/aws/README.md, "Auto-discovery setup").
 */
export function discoveryTags(clusterName: string): Record<string, string> {
  return { [`${PREFIX}/enabled`]: "true", [`${PREFIX}/${clusterName}`]: "owned" };
}

/** The labels with which a pool's nodes start. */
export function nodeLabels(name: string, pool: PoolSettings): Record<string, string> {
  return { "node-pool": name, ...pool.labels }; // the schema keeps "node-pool" out of the labels
}

export function capacityType(pool: PoolSettings): "SPOT" | "ON_DEMAND" {
  return pool.capacity === "spot" ? "SPOT" : "ON_DEMAND";
}

/** The tags that an Auto Scaling group may have, minus those that EKS adds: cluster, node group, kubernetes.io/cluster. */
export const MOST_TAGS = 50 - 3; // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html

/** All tags that this stack gives a pool's Auto Scaling group. */
export function groupTags(clusterName: string, name: string, pool: PoolSettings): Record<string, string> {
  const labels = { ...nodeLabels(name, pool), "eks.amazonaws.com/capacityType": capacityType(pool) };
  return { ...discoveryTags(clusterName), ...scaleFromZeroTags(pool, labels) };
}

/**
 * Tags from which Cluster Autoscaler builds the node that an empty pool would get (same page, "Scaling a node
 * group to 0"). EKS does not copy a node group's labels and taints to its Auto Scaling group. The resources are
 * what the pool's smallest type leaves to pods: the autoscaler's own template has the advertised CPU and memory
 * of the first type, 110 pods and no ephemeral storage.
 */
export function scaleFromZeroTags(
  pool: PoolSettings,
  labels: Record<string, string>,
): Record<string, string> {
  const node = smallestNode(pool);
  const template = `${PREFIX}/node-template`;
  return {
    ...prefixed(`${template}/label/`, labels),
    ...prefixed(
      `${template}/taint/`,
      Object.fromEntries(pool.taints.map((taint) => [taint.key, `${taint.value}:${taint.effect}`])),
    ),
    [`${template}/resources/cpu`]: cpuText(node.cpu),
    [`${template}/resources/memory`]: memoryText(node.memory),
    [`${template}/resources/pods`]: String(node.pods),
    [`${template}/resources/ephemeral-storage`]: pool.rootVolume,
    ...(node.gpu > 0 ? { [`${template}/resources/nvidia.com/gpu`]: String(node.gpu) } : {}),
  };
}

function prefixed(prefix: string, entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [prefix + key, value]));
}

/**
 * The prefix of a pool's node groups' names. The AWS provider adds a suffix, so that a replacement can be created before
 * the old group is deleted.
 */
export function groupNamePrefix(stack: string, pool: string): string {
  return `${stack}-${pool}-`;
}

/**
 * A regular expression for the names of the Auto Scaling groups that EKS creates for the pool's node groups,
 * `eks-<node group>-<uuid>`. The pattern has the whole suffix (a time of 18 digits and a counter of 8 hexadecimal ones:
 * terraform-plugin-sdk, helper/id), or the pattern of a pool "spot" would also match the groups of a pool "spot-arm".
 */
export function groupNamePattern(stack: string, pool: string): string {
  return `^eks-${groupNamePrefix(stack, pool)}[0-9]{18}[0-9a-f]{8}-`;
}
