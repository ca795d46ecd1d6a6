import { z } from "zod";
import { allocatable } from "../../policy-pack/pricing/allocatable";
import { instanceFacts, knownInstanceTypes } from "../../policy-pack/pricing/instance-facts";
import type { Resources } from "../../policy-pack/pricing/resources";
import { isReservedLabel, isReservedTaint, labelKey, labelValue } from "../kubernetes/objects";
import { volumeSize } from "../kubernetes/quantity";
import { isInOneZone, quotaOf, whyNoNodes } from "./instance-families";

const taint = z.strictObject({
  key: labelKey
    .max(63) // EKS's limit
    .refine((key) => !isReservedTaint(key), {
      error:
        "a taint other than those that Kubernetes, Cluster Autoscaler and the node termination handler set themselves",
    }),
  value: labelValue.min(1), // Cluster Autoscaler skips a taint without a value when it reads it from EKS
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

/** A label that a pool may choose: this stack and EKS set some themselves. */
const ownLabelKey = labelKey.max(63).refine((key) => key !== "node-pool" && !isReservedLabel(key), {
  error:
    'a label other than "node-pool" and those of eks.amazonaws.com and topology.*; of kubernetes.io and k8s.io only those below node.kubernetes.io and kubelet.kubernetes.io',
});

/** The size of the images' root volume: amazon-eks-ami, templates/al2023/template.json. */
const IMAGE_GIB = 20;

/** "<version of Kubernetes>-<date>": https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html */
const IMAGE_RELEASE = /^1\.\d+\.\d+-\d{8}$/;

const instanceType = z.enum(knownInstanceTypes).superRefine((type, context) => {
  const message = whyNoNodes(type);
  if (message !== undefined) context.addIssue({ code: "custom", message, input: type });
});

/** One managed node group. Sizes are node counts. */
export const poolSettings = z
  .strictObject({
    instanceTypes: z.array(instanceType).min(1),
    capacity: z.enum(["on-demand", "spot"]),
    zones: z.int().min(1).max(3), // how many of the network's zones, from the first
    minSize: z.int().min(0),
    desiredSize: z.int().min(0), // at creation only: later the autoscaler sets it
    maxSize: z.int().min(1).max(450), // EKS's quota for one managed node group
    rootVolume: volumeSize(IMAGE_GIB),
    // EKS's image: the newest at each `up`, or a release that stays until this setting changes.
    image: z.string().refine((image) => image === "latest" || IMAGE_RELEASE.test(image), {
      error: '"latest", or a release of EKS\'s image, for example "1.35.0-20261106"',
    }),
    update: z.strictObject({
      strategy: z.enum(["default", "minimal"]), // "default" starts new nodes first, "minimal" ends old ones first
      maxUnavailablePercent: z.int().min(1).max(100), // of the pool's nodes that are replaced at once
    }),
    cpuCredits: z.enum(["standard", "unlimited"]).optional(), // only in a pool of burstable types
    slotsPerGpu: z.int().min(1).max(8), // pods that share a GPU by time-slicing; 1 where there is no GPU
    labels: z.record(ownLabelKey, labelValue.min(1)),
    taints: z.array(taint),
  })
  .superRefine((pool, context) => {
    const complain = (path: string, found: unknown, message: string) =>
      context.addIssue({ code: "custom", path: [path], message, input: found });

    if (pool.minSize > pool.maxSize) {
      complain("minSize", pool.minSize, `at most maxSize, ${pool.maxSize}`);
    } else if (pool.desiredSize < pool.minSize || pool.desiredSize > pool.maxSize) {
      complain(
        "desiredSize",
        pool.desiredSize,
        `between minSize, ${pool.minSize}, and maxSize, ${pool.maxSize}`,
      );
    }
    // With types that differ, the autoscaler's template of the group would be wrong for some of its nodes.
    const shapes = new Set(pool.instanceTypes.map(shapeOf));
    if (shapes.size > 1) {
      complain("instanceTypes", pool.instanceTypes, "types of the same architecture, vCPU, memory and GPUs");
    }
    const quotas = new Set(pool.instanceTypes.map((type) => quotaOf(type, pool.capacity)));
    if (quotas.size > 1) {
      complain("instanceTypes", pool.instanceTypes, "types that count against the same quota of EC2");
    }
    if (new Set(pool.instanceTypes).size < pool.instanceTypes.length) {
      complain("instanceTypes", pool.instanceTypes, "each type once");
    }
    if (pool.capacity === "spot" && pool.instanceTypes.some((type) => !quotaOf(type, "spot"))) {
      complain("instanceTypes", pool.instanceTypes, "types that AWS has as spot instances: not hpc, not u");
    }
    if (pool.zones > 1 && pool.instanceTypes.some(isInOneZone)) {
      complain(
        "zones",
        pool.zones,
        "1 for hpc types: AWS has them in one zone, which must be the network's first",
      );
    }
    const burstable = pool.instanceTypes.filter((type) => instanceFacts(type).baselineVcpu !== undefined);
    if (burstable.length === pool.instanceTypes.length && pool.cpuCredits === undefined) {
      complain("cpuCredits", undefined, '"standard" or "unlimited" in a pool of burstable types');
    } else if (burstable.length < pool.instanceTypes.length && pool.cpuCredits !== undefined) {
      // EC2 accepts it for T types only; other types would not start.
      complain("cpuCredits", pool.cpuCredits, "nothing in a pool with types that are not burstable");
    }
    if (new Set(pool.taints.map(({ key }) => key)).size < pool.taints.length) {
      complain("taints", pool.taints, "each key once"); // an Auto Scaling group has one tag for a key
    }
    // Fewer types are interrupted together: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html
    if (pool.capacity === "spot" && new Set(pool.instanceTypes).size < 4) {
      complain("instanceTypes", pool.instanceTypes, "at least four interchangeable types in a spot pool");
    }
  });

export type PoolSettings = z.infer<typeof poolSettings>;

/** Whether pods need a toleration to run there: PreferNoSchedule excludes no pod. */
export function isTainted({ taints }: Pick<PoolSettings, "taints">): boolean {
  return taints.some(({ effect }) => effect !== "PreferNoSchedule");
}

/** The least that an instance type of the pool has for pods. */
export function smallestNode(pool: PoolSettings): Resources {
  const nodes = pool.instanceTypes.map((type) => allocatable(type, pool.slotsPerGpu));
  const least = (key: keyof Resources) => Math.min(...nodes.map((node) => node[key]));
  return { cpu: least("cpu"), memory: least("memory"), gpu: least("gpu"), pods: least("pods") };
}

/** What the types of one pool have in common. */
export function shapeOf(instanceType: string): string {
  const { arch, vcpu, memoryGiB, gpu } = instanceFacts(instanceType);
  return `${arch} ${vcpu} vCPU ${memoryGiB} GiB ${gpu?.count ?? 0} GPU`;
}
