import { at, entries, UNKNOWN } from "../../stack-view";
import { factsOf } from "../instance-facts";
import { priceBookOf, type InstancePrices } from "../price-book";
import { NoPrice, numberIn, servicePrice, textOf } from "./pricer";

/** An instance type of which a node pool may have nodes, and what an hour of it costs. */
export interface NodeType {
  type: string;
  vcpu: number;
  memoryGiB: number;
  /** The usual price: spot's average where spot may be had. */
  usual: number;
  most: number;
  /** Without spot. */
  onDemand: number;
}

/** One rule of a node pool for labels of its nodes. */
export interface Requirement {
  key: string;
  operator: string;
  values: string[];
}

/** The requirements of a node pool; labels of its nodes are requirements too. Throws {@link NoPrice}. */
export function requirementsOf(template: unknown): Requirement[] {
  const stated = at(template, "spec", "requirements");
  const labels = at(template, "metadata", "labels");
  if ([stated, labels].includes(UNKNOWN)) throw new NoPrice("its requirements are unknown until up");
  const rules = entries(stated).map((rule) => {
    const [key, operator, values] = ["key", "operator", "values"].map((name) => at(rule, name));
    if ([key, operator, values, ...entries(values)].includes(UNKNOWN)) {
      throw new NoPrice("its requirements are unknown until up");
    }
    return { key: textOf(key), operator: textOf(operator), values: entries(values).map(textOf) };
  });
  const ofLabels = Object.entries(labels !== null && typeof labels === "object" ? labels : {}).map(
    ([key, value]) => ({ key, operator: "In", values: [textOf(value)] }),
  );
  return [...rules, ...ofLabels];
}

/**
 * Whether a label's value is allowed. A label that isn't known here allows everything: the band that follows is then
 * wider than it need be, never too narrow. https://kubernetes.io/docs/reference/labels-annotations-taints/ and
 * karpenter-provider-aws, pkg/apis/v1/labels.go.
 *
 * @param value null: nodes of the type don't have the label
 */
export function allows(requirements: readonly Requirement[], key: string, value: string | null): boolean {
  return requirements
    .filter((rule) => rule.key === key)
    .every(({ operator, values }) => {
      switch (operator) {
        case "In":
          return value !== null && values.includes(value);
        case "NotIn":
          return value === null || !values.includes(value);
        case "Exists":
          return value !== null;
        case "DoesNotExist":
          return value === null;
        case "Gt":
          return value !== null && Number(value) > Number(values[0]);
        case "Gte":
          return value !== null && Number(value) >= Number(values[0]);
        case "Lt":
          return value !== null && Number(value) < Number(values[0]);
        case "Lte":
          return value !== null && Number(value) <= Number(values[0]);
        default:
          return true;
      }
    });
}

/** How nodes of a pool are bought. */
export interface NodePurchase {
  requirements: readonly Requirement[];
  isWindows: boolean;
  /** EKS Auto Mode bills a fee on each node. */
  isAutoMode: boolean;
}

const CAPACITY_TYPE = "karpenter.sh/capacity-type";

/** The instance types that a region sells and that fit. Throws {@link NoPrice} where none does. */
export function fittingTypes(purchase: NodePurchase, region: string): NodeType[] {
  const { requirements, isWindows, isAutoMode } = purchase;
  const maySpot = !isWindows && allows(requirements, CAPACITY_TYPE, "spot");
  const mayOnDemand = ["on-demand", "reserved"].some((kind) => allows(requirements, CAPACITY_TYPE, kind));
  const fitting = usableTypes(region, isAutoMode).flatMap(({ type, size, labels, prices }): NodeType[] => {
    if (!labels.every(([key, value]) => allows(requirements, key, value))) return [];
    const onDemand = isWindows ? prices.windows : prices.onDemand;
    const spot = maySpot ? prices.spot : undefined;
    if (onDemand === undefined || (!spot && !mayOnDemand)) return [];
    const fee = isAutoMode ? autoModeFee(type, region) * onDemand : 0;
    const { vcpu, memoryGiB } = size;
    const most = mayOnDemand ? onDemand : spot![2];
    return [
      {
        type,
        vcpu,
        memoryGiB,
        usual: (spot?.[1] ?? onDemand) + fee,
        most: most + fee,
        onDemand: onDemand + fee,
      },
    ];
  });
  if (fitting.length === 0)
    throw new NoPrice(`no instance type with a price in ${region} fits its requirements`);
  return fitting;
}

interface UsableType {
  type: string;
  size: NodeSize;
  labels: [key: string, value: string | null][];
  prices: InstancePrices;
}

const usable = new Map<string, UsableType[]>();

/** The types of a region that may be nodes; they are looked up once. */
function usableTypes(region: string, isAutoMode: boolean): UsableType[] {
  const key = `${region} ${isAutoMode}`;
  const known = usable.get(key);
  if (known) return known;
  const domain = isAutoMode ? "eks.amazonaws.com" : "karpenter.k8s.aws";
  const types = Object.entries(priceBookOf(region)?.ec2 ?? {}).flatMap(([type, prices]): UsableType[] => {
    const size = sizeOf(type);
    if (!size || !isUsable(type, size.vcpu, isAutoMode)) return [];
    return [{ type, size, labels: Object.entries(labelsOf(type, size, domain)), prices }];
  });
  usable.set(key, types);
  return types;
}

/**
 * Nodes of these sizes have place for four pods, fewer than a cluster's own agents. EKS Auto Mode also leaves out small
 * ones and those of one vCPU (EKS user guide, "EKS Auto Mode instance reference").
 */
function isUsable(type: string, vcpu: number, isAutoMode: boolean): boolean {
  if (/\.(nano|micro)$/.test(type)) return false;
  return !isAutoMode || (vcpu > 1 && !type.endsWith(".small"));
}

/** https://aws.amazon.com/eks/pricing/: instances with these GPUs have a ratio of their own. */
function autoModeFee(type: string, region: string): number {
  return servicePrice(/^gr?[56]/.test(type) ? "eks-auto-mode-gpu" : "eks-auto-mode", { region }).usd;
}

interface NodeSize {
  vcpu: number;
  memoryGiB: number;
  arch: "x86_64" | "arm64";
  gpu: { count: number; name: string; memoryGiB: number } | null;
}

/** GiB a vCPU in the families whose name says it, from the sixth generation on. */
const GIBIBYTES_A_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
const VCPUS: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

/** Of types that the catalog lacks, the size follows from the name where the family is a usual one. */
function sizeOf(type: string): NodeSize | undefined {
  const facts = factsOf(type);
  if (facts) return facts;
  const match = /^([cmr])(\d+)([a-z-]*)\.(?:metal-)?(\d*)(medium|large|xlarge|xl)$/.exec(type);
  if (!match || Number(match[2]) < 6) return undefined;
  const [, family, , options, factor, size] = match;
  const vcpu = (factor ? Number(factor) : 1) * (VCPUS[size!] ?? VCPUS["xlarge"]!);
  const arch = options!.startsWith("g") ? "arm64" : "x86_64";
  return { vcpu, memoryGiB: vcpu * GIBIBYTES_A_VCPU[family!]!, arch, gpu: null };
}

/** karpenter-provider-aws, pkg/providers/instancetype/types.go; EKS Auto Mode has the same under its own domain. */
function labelsOf(type: string, size: NodeSize, domain: string): Record<string, string | null> {
  const [family = "", name = ""] = type.split(".");
  const parts = /^([a-z]+)(?:-[0-9]+tb)?([0-9]+)/.exec(family);
  const { gpu } = size;
  return {
    "node.kubernetes.io/instance-type": type,
    "kubernetes.io/arch": size.arch === "arm64" ? "arm64" : "amd64",
    [`${domain}/instance-category`]: parts?.[1] ?? null,
    [`${domain}/instance-generation`]: parts?.[2] ?? null,
    [`${domain}/instance-family`]: family,
    [`${domain}/instance-size`]: name,
    [`${domain}/instance-cpu`]: String(size.vcpu),
    [`${domain}/instance-memory`]: String(size.memoryGiB * 1024),
    [`${domain}/instance-gpu-name`]: gpu && gpu.name.toLowerCase(),
    [`${domain}/instance-gpu-manufacturer`]: gpu && "nvidia",
    [`${domain}/instance-gpu-count`]: gpu && String(gpu.count),
    [`${domain}/instance-gpu-memory`]: gpu && String(gpu.memoryGiB * 1024),
    [`${domain}/instance-capability-flex`]: String(family.includes("-flex")),
  };
}

/**
 * The types among which AWS chooses by an instance requirement, the cheapest that is to be had. What isn't read here
 * would leave out more of them: the band is then wider than it need be, never too narrow.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceRequirements.html
 */
export function typesByRequirements(requirements: unknown, isSpot: boolean, region: string): string[] {
  const limit = (key: string, end: "min" | "max", otherwise: number) => {
    const value = at(requirements, key, end);
    return value === undefined || value === null ? otherwise : numberIn(value, `${key}.${end}`);
  };
  if (requirements === UNKNOWN) throw new NoPrice("its instance requirements are unknown until up");
  const within = (key: string, amount: number) =>
    amount >= limit(key, "min", 0) && amount <= (limit(key, "max", Infinity) || Infinity); // exports write 0 for none
  const isNamed = (key: string, type: string) =>
    entries(at(requirements, key)).some((pattern) => matchesPattern(textOf(pattern), type));
  const allowed = entries(at(requirements, "allowedInstanceTypes")).length > 0;
  const mayBe = (key: string) => (at(requirements, key) ?? "") || "excluded";
  const fitting = Object.entries(priceBookOf(region)?.ec2 ?? {}).filter(([type, { spot }]) => {
    const size = sizeOf(type);
    if (!size || (isSpot && !spot) || isNamed("excludedInstanceTypes", type)) return false;
    if (allowed && !isNamed("allowedInstanceTypes", type)) return false;
    const isBurstable = /^t\d/.test(type);
    const isBareMetal = type.includes(".metal");
    const suits = (key: string, has: boolean) => mayBe(key) !== (has ? "excluded" : "required");
    return (
      within("vcpuCount", size.vcpu) &&
      within("memoryMib", size.memoryGiB * 1024) &&
      within("memoryGibPerVcpu", size.memoryGiB / size.vcpu) &&
      suits("burstablePerformance", isBurstable) &&
      suits("bareMetal", isBareMetal) &&
      (at(requirements, "acceleratorCount", "max") !== 0 || size.gpu === null)
    );
  });
  if (fitting.length === 0)
    throw new NoPrice(`no instance type with a price in ${region} fits its requirements`);
  return fitting.map(([type]) => type);
}

/** Whether a name matches a pattern with the wildcards * and ?. */
export function matchesPattern(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(name);
}
