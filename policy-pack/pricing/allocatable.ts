import { instanceFacts } from "./instance-facts";
import type { Resources } from "./resources";

/**
 * Share of the advertised memory that a node reports as capacity; firmware and kernel keep the rest. Nodes seen on
 * AL2023 report 0.937 (t3.medium) to 0.965 (t3.xlarge); Karpenter's default (vm-memory-overhead-percent 0.075,
 * pkg/operator/options/options.go) is below all of them, so pods that fit here fit in the cluster too.
 */
const MEMORY_SHARE = 0.925;
/** Graviton's firmware takes more (Karpenter, pkg/providers/instancetype/types.go). */
const ARM_FIRMWARE_MIB = 64;
/** The kubelet evicts pods before the node's last 100 MiB are gone (nodeadm's evictionHard). */
const EVICTION_MIB = 100;

/**
 * Pods that fit on a node of this type: one address each, without the interfaces' own, plus the two
 * host-network pods that every node runs. Without prefix delegation.
 * Source: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go; amazon-vpc-cni-k8s, misc/eni-max-pods.txt.
 */
export function maxPods(instanceType: string): number {
  const { networkInterfaces, addressesPerInterface } = instanceFacts(instanceType);
  return networkInterfaces * (addressesPerInterface - 1) + 2;
}

/**
 * What pods can request on one node of this type under EKS's AL2023 image.
 * Source of the reservations: amazon-eks-ami, nodeadm/internal/kubelet/config.go.
 *
 * @param slotsPerGpu pods that may share one GPU by time-slicing
 * @throws on an unknown instance type
 */
export function allocatable(instanceType: string, slotsPerGpu = 1): Resources {
  const facts = instanceFacts(instanceType);
  const pods = maxPods(instanceType);
  const capacityMiB = facts.memoryGiB * 1024 * MEMORY_SHARE - (facts.arch === "arm64" ? ARM_FIRMWARE_MIB : 0);
  const reservedMiB = 255 + 11 * pods;
  return {
    cpu: facts.vcpu - reservedCpu(facts.vcpu),
    memory: (capacityMiB - reservedMiB - EVICTION_MIB) / 1024,
    gpu: (facts.gpu?.count ?? 0) * slotsPerGpu,
    pods,
  };
}

/** Cores kept for the kubelet: 6 % of the first, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest. */
function reservedCpu(vcpu: number): number {
  const shares = Array.from({ length: vcpu }, (_, core) =>
    core === 0 ? 0.06 : core === 1 ? 0.01 : core < 4 ? 0.005 : 0.0025,
  );
  return shares.reduce((sum, share) => sum + share, 0);
}
