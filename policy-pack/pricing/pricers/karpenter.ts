import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { usageIn, type Money } from "../money";
import { ebsVolume, priceVolumes } from "./ebs";
import { EKS_IMAGE_ASSUMED, NODE_IMAGES, stated, volumesOf, type NodeVolume } from "./launch";
import { allows, fittingTypes, requirementsOf, type NodeType } from "./node-types";
import { countIn, ec2Source } from "./nodes";
import {
  NoPrice,
  type Part,
  type Priced,
  type Pricer,
  type PricingContext,
  textOf,
  oncePerStack,
} from "./pricer";
import { gibibytesIn, quantityIn } from "./quantity";

const CUSTOM_RESOURCE = "kubernetes:apiextensions.k8s.io/v1:CustomResource";
export const NODE_POOL_TYPES = [
  "kubernetes:karpenter.sh/v1:NodePool",
  "kubernetes:karpenter.sh/v1beta1:NodePool",
];
const NODE_POOL = /^karpenter\.sh\/v1(?:beta1)?:NodePool$/;
const AUTO_MODE_GROUP = "eks.amazonaws.com";

/** What Pulumi's type of a Kubernetes object says, also of one that is described as a custom resource. */
function kindOf({ type, props }: ResourceView): string {
  if (type !== CUSTOM_RESOURCE) return type.replace(/^kubernetes:/, "");
  return `${textOf(at(props, "apiVersion"))}:${textOf(at(props, "kind"))}`;
}

/** The nodes that Karpenter or EKS Auto Mode makes for a pool: none at the floor, as many as its limits allow at the ceiling. */
export const priceNodePool: Pricer = (pool, context) => {
  const spec = at(pool.props, "spec");
  const template = at(spec, "template");
  if (spec === UNKNOWN || template === UNKNOWN) throw new NoPrice("what it asks for is unknown until up");
  const requirements = requirementsOf(template);
  // Where both are allowed, nodes have the default one.
  if (!allows(requirements, "karpenter.k8s.aws/instance-tenancy", "default")) {
    throw new NoPrice("no price for dedicated tenancy");
  }
  const nodeClass = nodeClassOf(at(template, "spec", "nodeClassRef"), context.stack);
  const isWindows = nodeClass.image === "windows" || !allows(requirements, "kubernetes.io/os", "linux");
  const { isAutoMode } = nodeClass;
  const types = fittingTypes({ requirements, isWindows, isAutoMode }, context.region);
  const by = isAutoMode ? "EKS Auto Mode" : "Karpenter";
  const disks = nodeDisks(nodeClass, context);
  const replicas = stated(at(spec, "replicas"));
  const limits = limitsOf(at(spec, "limits"));
  if (replicas !== undefined) {
    return [
      ...staticNodes(by, countIn(replicas, "spec.replicas"), limits, types, disks, context),
      ...disks.missing,
    ];
  }
  return [...poolLines(pool, { by, types, limits, disks }, context), ...disks.missing];
};

/** Most of each resource that the nodes of a pool may have together. */
interface Limits {
  vcpu?: number;
  memoryGiB?: number;
  nodes?: number;
}

function limitsOf(limits: unknown): Limits {
  if (limits === UNKNOWN) throw new NoPrice("its limits are unknown until up");
  const named = <T>(key: string, read: (value: unknown, what: string) => T) => {
    const value = stated(at(limits, key));
    return value === undefined ? undefined : read(value, `spec.limits.${key}`);
  };
  const [vcpu, memoryGiB, nodes] = [
    named("cpu", quantityIn),
    named("memory", gibibytesIn),
    named("nodes", quantityIn),
  ];
  return {
    ...(vcpu === undefined ? {} : { vcpu }),
    ...(memoryGiB === undefined ? {} : { memoryGiB }),
    ...(nodes === undefined ? {} : { nodes }),
  };
}

/** What one node's volumes cost an hour, and what of them has no price. */
interface NodeDisks {
  usd: number;
  text: string;
  source: string;
  derived?: string | undefined;
  missing: NoPrice[];
}

interface PoolNodes {
  by: string;
  types: NodeType[];
  limits: Limits;
  disks: NodeDisks;
}

/** The lines of nodes whose number follows from the pods. */
function poolLines(
  pool: ResourceView,
  { by, types, limits, disks }: PoolNodes,
  context: PricingContext,
): Part[] {
  const withDisk = (price: (type: NodeType) => number) => (type: NodeType) =>
    (price(type) + disks.usd) / type.vcpu;
  const cheapest = least(
    types,
    withDisk(({ usual }) => usual),
  );
  const usual = withDisk(({ usual: price }) => price)(cheapest);
  const largest = largestPool(types, limits, disks.usd);
  const use = context.usage("nodeVcpuHours", pool, context.isFirst(pool));
  if (use === "elsewhere" || largest === "none") return [];
  const name = `nodes of ${by}`;
  const source = ec2Source(context.region);
  if (use !== undefined) {
    const onDemand = Math.min(...types.map(withDisk((type) => type.onDemand)));
    const most = Math.max(...types.map(withDisk((type) => type.most)));
    const bound = largest ? largest.nodes * (largest.type.most + disks.usd) : Infinity;
    const cost: Money = {
      floor: usageIn(use, "floor") * usual,
      expected: usageIn(use, "expected") * usual,
      ceiling: Math.min(usageIn(use, "ceiling") * most, bound),
      spotGone: usageIn(use, "spotGone") * onDemand,
    };
    return [{ item: `${name} and their disks, assumed`, cost, source }];
  }
  const byUse = {
    item: `${name}, ${cheapest.type} being the cheapest that fits${largest ? "" : "; no ceiling, as the pool has no limits"}`,
    meter: "nodeVcpuHours" as const,
    usd: usual,
    source,
  };
  if (!largest) return [byUse];
  const { nodes, type, limit } = largest;
  const atCeiling = (usd: number): Money => ({ floor: 0, expected: 0, ceiling: nodes * usd, spotGone: 0 });
  const lines: Part[] = [
    { item: `${name} at the limit of ${limit}, ${type.type}`, cost: atCeiling(type.most), source },
  ];
  if (disks.usd > 0) {
    const { text, source: ofDisks, derived } = disks;
    const mark = derived === undefined ? {} : { derived };
    lines.push({ item: `their ${text}`, cost: atCeiling(disks.usd), source: ofDisks, ...mark });
  }
  return [...lines, byUse];
}

/** A pool of so many nodes, for any number of pods. */
function staticNodes(
  by: string,
  replicas: number,
  { nodes: most = replicas }: Limits,
  types: NodeType[],
  disks: NodeDisks,
  context: PricingContext,
): Part[] {
  const usual = Math.min(...types.map((type) => type.usual));
  const onDemand = Math.min(...types.map((type) => type.onDemand));
  const dearest = Math.max(...types.map((type) => type.most));
  const counts = {
    floor: replicas,
    expected: replicas,
    ceiling: Math.max(most, replicas),
    spotGone: replicas,
  };
  const nodes: Money = {
    floor: counts.floor * usual,
    expected: counts.expected * usual,
    ceiling: counts.ceiling * dearest,
    spotGone: counts.spotGone * onDemand,
  };
  const line = {
    item: `${replicas} nodes of ${by}`,
    cost: nodes,
    rate: { quantity: replicas, unit: "node-hour", usd: usual },
    source: ec2Source(context.region),
  };
  if (disks.usd === 0) return [line];
  const cost: Money = {
    floor: counts.floor * disks.usd,
    expected: counts.expected * disks.usd,
    ceiling: counts.ceiling * disks.usd,
    spotGone: counts.spotGone * disks.usd,
  };
  const mark = disks.derived === undefined ? {} : { derived: disks.derived };
  return [line, { item: `their ${disks.text}`, cost, source: disks.source, ...mark }];
}

/**
 * The dearest nodes that the limits allow: of each limited resource, the type that costs most for its share of it; the
 * limit that allows the least decides. Undefined without a limit, "none" where not one node is allowed.
 */
function largestPool(types: NodeType[], limits: Limits, disk: number) {
  const amounts = { vcpu: "vCPU", memoryGiB: "GiB", nodes: "nodes" } as const;
  const amountOf = (type: NodeType, key: keyof Limits) => (key === "nodes" ? 1 : type[key]);
  const keys = (Object.keys(amounts) as (keyof Limits)[]).filter((key) => limits[key] !== undefined);
  if (keys.length === 0) return undefined;
  const allowed = types.filter((type) => keys.every((key) => amountOf(type, key) <= limits[key]!));
  if (allowed.length === 0) return "none";
  const bounds = keys.map((key) => {
    const cost = (type: NodeType) => (type.most + disk) / amountOf(type, key);
    const type = allowed.reduce((dearest, other) => (cost(other) > cost(dearest) ? other : dearest));
    const limit = `${Number(limits[key]!.toFixed(2))} ${amounts[key]}`;
    return { type, nodes: limits[key]! / amountOf(type, key), limit, usd: limits[key]! * cost(type) };
  });
  return least(bounds, ({ usd }) => usd);
}

function least<T>(values: readonly T[], amount: (value: T) => number): T {
  return values.reduce((smallest, value) => (amount(value) < amount(smallest) ? value : smallest));
}

/** What a pool's nodes are made with. */
interface NodeClass {
  isAutoMode: boolean;
  image: keyof typeof NODE_IMAGES;
  /** Undefined where the class doesn't show. */
  spec: unknown;
}

const NODE_CLASSES = /^(karpenter\.k8s\.aws\/v1(?:beta1)?:EC2NodeClass|eks\.amazonaws\.com\/v1:NodeClass)$/;

const nodeClassesOf = oncePerStack((stack) =>
  stack
    .ofTypes([
      CUSTOM_RESOURCE,
      "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
      "kubernetes:karpenter.k8s.aws/v1beta1:EC2NodeClass",
      "kubernetes:eks.amazonaws.com/v1:NodeClass",
    ])
    .filter((object) => NODE_CLASSES.test(kindOf(object))),
);

function nodeClassOf(reference: unknown, stack: StackView): NodeClass {
  const group = textOf(stated(at(reference, "group")) ?? "karpenter.k8s.aws");
  const isAutoMode = group === AUTO_MODE_GROUP;
  const candidates = nodeClassesOf(stack).filter((object) => kindOf(object).startsWith(`${group}/`));
  const named = candidates.find(({ props }) => at(props, "metadata", "name") === at(reference, "name"));
  const spec = at((named ?? (candidates.length === 1 ? candidates[0] : undefined))?.props, "spec");
  return { isAutoMode, image: imageOf(spec), spec };
}

function imageOf(spec: unknown): NodeClass["image"] {
  const aliases = entries(at(spec, "amiSelectorTerms")).map((term) => at(term, "alias"));
  const family = textOf(
    stated(at(spec, "amiFamily")) ?? aliases.find((alias) => stated(alias) !== undefined),
  );
  if (/^windows/i.test(family)) return "windows";
  return /^bottlerocket/i.test(family) ? "bottlerocket" : "linux";
}

/** EKS Auto Mode's default for `ephemeralStorage` (EKS user guide, "Create a Node Class"). */
const AUTO_MODE_DISK = "80Gi";
/** Karpenter makes Bottlerocket's root larger than the image does (pkg/providers/amifamily/bottlerocket.go). */
const BOTTLEROCKET_ROOT = { deviceName: "/dev/xvda", volumeSize: 4 };

function classVolumes({ isAutoMode, image, spec }: NodeClass): NodeVolume[] {
  if (isAutoMode) {
    const storage = at(spec, "ephemeralStorage");
    const gibibytes = gibibytesIn(stated(at(storage, "size")) ?? AUTO_MODE_DISK, "the size of its disk");
    const [iops, throughput] = [at(storage, "iops"), at(storage, "throughput")];
    return [
      { item: "disks", volume: ebsVolume({ kind: "gp3", gibibytes, iops, throughput }), isOfImage: false },
    ];
  }
  const mappings = at(spec, "blockDeviceMappings");
  const devices = entries(mappings).map((mapping) => {
    const ebs = at(mapping, "ebs");
    if (ebs === UNKNOWN || mapping === UNKNOWN) return UNKNOWN;
    const size = stated(at(ebs, "volumeSize"));
    return {
      ...(ebs as object | undefined),
      volumeType: stated(at(ebs, "volumeType")) ?? "gp3",
      volumeSize: size === undefined ? undefined : Math.ceil(gibibytesIn(size, "the size of a volume")),
      deviceName: at(mapping, "rootVolume") === true ? undefined : at(mapping, "deviceName"),
    };
  });
  const byDefault = image === "bottlerocket" ? [BOTTLEROCKET_ROOT] : [];
  return volumesOf(
    { devices: mappings === UNKNOWN ? UNKNOWN : devices.length > 0 ? devices : byDefault },
    NODE_IMAGES[image],
  );
}

/** Disks of one node of a pool. */
function nodeDisks(nodeClass: NodeClass, context: PricingContext): NodeDisks {
  try {
    const volumes = classVolumes(nodeClass);
    const lines = volumes.flatMap(({ item, volume }) => priceVolumes(item, volume, 1, context));
    const priced = lines.filter((line): line is Priced => !(line instanceof NoPrice));
    const isAssumed = volumes.some(({ isOfImage }) => isOfImage) && nodeClass.spec === undefined;
    return {
      usd: priced.reduce((sum, { cost }) => sum + cost.expected, 0),
      text: `disks, ${volumes.map(({ volume }) => `${volume.gibibytes} GB ${volume.kind}`).join(" and ")} each`,
      source: priced[0]?.source ?? "",
      derived: isAssumed ? EKS_IMAGE_ASSUMED : priced.find(({ derived }) => derived !== undefined)?.derived,
      missing: lines.filter((line): line is NoPrice => line instanceof NoPrice),
    };
  } catch (error) {
    if (error instanceof NoPrice) return { usd: 0, text: "", source: "", missing: [error] };
    throw error;
  }
}

const AUTO_MODE_CLASS: NodeClass = { isAutoMode: true, image: "bottlerocket", spec: undefined };

/**
 * The pools that EKS Auto Mode brings: on-demand nodes of the families c, m and r from the fifth generation on, those of
 * "general-purpose" without Graviton. They have no limits. EKS user guide, "Enable or disable built-in NodePools".
 */
export function builtInPools(
  cluster: ResourceView,
  names: readonly string[],
  context: PricingContext,
): Part[] {
  const rule = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });
  const types = fittingTypes(
    {
      requirements: [
        rule(`${AUTO_MODE_GROUP}/instance-category`, "In", "c", "m", "r"),
        rule(`${AUTO_MODE_GROUP}/instance-generation`, "Gt", "4"),
        rule("karpenter.sh/capacity-type", "In", "on-demand"),
        ...(names.includes("system") ? [] : [rule("kubernetes.io/arch", "In", "amd64")]),
      ],
      isWindows: false,
      isAutoMode: true,
    },
    context.region,
  );
  const disks = nodeDisks(AUTO_MODE_CLASS, context);
  return [
    ...poolLines(cluster, { by: "EKS Auto Mode", types, limits: {}, disks }, context),
    ...disks.missing,
  ];
}

/** Whether the program has pools of its own for EKS Auto Mode. */
export const hasAutoModePools = oncePerStack((stack) =>
  stack
    .ofTypes([CUSTOM_RESOURCE, ...NODE_POOL_TYPES])
    .some(
      (object) =>
        NODE_POOL.test(kindOf(object)) &&
        at(object.props, "spec", "template", "spec", "nodeClassRef", "group") === AUTO_MODE_GROUP,
    ),
);
