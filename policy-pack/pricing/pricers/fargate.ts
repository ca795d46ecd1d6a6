import { HORIZONTAL_POD_AUTOSCALERS, namespaceOf, POD_SPECS } from "../../reading/kubernetes-objects";
import { targetOf } from "../../reading/scalers";
import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { money, type Money } from "../money";
import { stated } from "./launch";
import { matchesPattern } from "./node-types";
import { countIn } from "./nodes";
import {
  metered,
  NoPrice,
  originOf,
  part,
  servicePrice,
  type Part,
  type Priced,
  type Pricer,
  type PricingContext,
  textOf,
  oncePerStack,
} from "./pricer";
import { gibibytesIn, quantityIn } from "./quantity";

export const FARGATE_PROFILE = "aws:eks/fargateProfile:FargateProfile";

/** Kinds whose pods run all the time. Fargate runs no DaemonSets, and how long a job runs doesn't show. */
const LASTING = Object.keys(POD_SPECS).filter((type) => !/:(DaemonSet|Job|CronJob)$/.test(type));

/** The pods that a profile takes: those of the program that match, and by use what else may. */
export const priceFargateProfile: Pricer = (profile, context) => {
  const selectors = selectorsOf(profile);
  const pods = assignedPods(context.stack).get(profile.urn) ?? [];
  const isSeen = selectors.every((selector) => pods.some((workload) => selects(selector, workload)));
  const others: Part[] = [
    part(() => metered("vCPU of pods on Fargate", "fargateVcpuHours", "fargate-vcpu", context)),
    part(() => metered("memory of pods on Fargate", "fargateGigabyteHours", "fargate-memory", context)),
  ];
  return [
    ...pods.map((workload) => partOf(workload, context)),
    ...(isSeen && selectors.length > 0 ? [] : others),
  ];
};

interface Selector {
  namespace: string;
  labels: Record<string, unknown>;
}

function selectorsOf({ props }: ResourceView): Selector[] {
  const stated = at(props, "selectors");
  const selectors = entries(stated).map((selector) => ({
    namespace: at(selector, "namespace"),
    labels: at(selector, "labels"),
  }));
  const values = selectors.flatMap(({ namespace, labels }) => [
    namespace,
    labels,
    ...Object.values(labels ?? {}),
  ]);
  if (stated === UNKNOWN || entries(stated).includes(UNKNOWN) || values.includes(UNKNOWN)) {
    throw new NoPrice("its selectors are unknown until up");
  }
  return selectors.map(({ namespace, labels }) => ({
    namespace: textOf(namespace),
    labels: labels !== null && typeof labels === "object" ? (labels as Record<string, unknown>) : {},
  }));
}

/** Pods that run all the time. */
interface Workload {
  resource: ResourceView;
  namespace: string;
  labels: unknown;
  spec: unknown;
}

/** The workloads that each profile takes; one that several match is counted at the first. */
const assignedPods = oncePerStack((stack) => {
  const profiles = stack.ofType(FARGATE_PROFILE).flatMap(({ urn, ...profile }) => {
    try {
      return [{ urn, selectors: selectorsOf({ urn, ...profile }) }];
    } catch {
      return []; // it says itself that its selectors are unknown
    }
  });
  const assigned = new Map<string, Workload[]>(profiles.map(({ urn }) => [urn, []]));
  for (const resource of stack.ofTypes(LASTING)) {
    const path = POD_SPECS[resource.type]!;
    const workload = {
      resource,
      namespace: namespaceOf(resource, stack),
      labels: at(resource.props, ...path.slice(0, -1), "metadata", "labels"),
      spec: at(resource.props, ...path),
    };
    const taker = profiles.find(({ selectors }) => selectors.some((selector) => selects(selector, workload)));
    if (taker) assigned.get(taker.urn)!.push(workload);
  }
  return assigned;
});

/** Selectors may have the wildcards * and ?. */
function selects({ namespace, labels }: Selector, workload: Workload): boolean {
  return (
    matches(namespace, workload.namespace) &&
    Object.entries(labels).every(([key, value]) => matches(textOf(value), at(workload.labels, key)))
  );
}

function matches(pattern: string, value: unknown): boolean {
  return typeof value === "string" && value !== UNKNOWN && matchesPattern(pattern, value);
}

function partOf(workload: Workload, context: PricingContext): Priced | NoPrice {
  return part(() => {
    const { resource, namespace, spec } = workload;
    if (spec === UNKNOWN) throw new NoPrice(`the pods of ${resource.name} are unknown until up`);
    const { vcpu, gigabytes } = fargateSize(requestsOf(spec));
    const arm = at(spec, "nodeSelector", "kubernetes.io/arch") === "arm64" ? "arm-" : "";
    const price = servicePrice(`fargate-${arm}vcpu`, context);
    const memory = servicePrice(`fargate-${arm}memory`, context);
    const usd = vcpu * price.usd + gigabytes * memory.usd;
    const pods = replicasOf(resource, context.stack);
    const name = textOf(stated(at(resource.props, "metadata", "name")) ?? resource.name);
    return {
      item: `pods of ${namespace}/${name} on Fargate, ${vcpu} vCPU and ${gigabytes} GB each`,
      cost: money((situation) => pods[situation] * usd),
      rate: { quantity: pods.expected, unit: "pod-hour", usd },
      ...originOf(memory),
      ...originOf(price),
    };
  });
}

const scalersByTarget = oncePerStack((stack) => {
  const scalers = stack.ofTypes(HORIZONTAL_POD_AUTOSCALERS);
  return new Map(scalers.map((scaler) => [targetOf(scaler, "scaleTargetRef", stack), scaler]));
});

/** Between the bounds of an autoscaler, or as many as the workload says. */
function replicasOf(resource: ResourceView, stack: StackView): Money {
  const [, kind = ""] = /:(\w+)$/.exec(resource.type) ?? [];
  if (kind === "Pod") return money(() => 1);
  const replicas = countIn(stated(at(resource.props, "spec", "replicas")) ?? 1, "spec.replicas");
  const target = `${namespaceOf(resource, stack)}/${kind}/${textOf(at(resource.props, "metadata", "name"))}`;
  const scaler = scalersByTarget(stack).get(target);
  if (!scaler) return money(() => replicas);
  const floor = countIn(stated(at(scaler.props, "spec", "minReplicas")) ?? 1, "spec.minReplicas");
  const ceiling = countIn(at(scaler.props, "spec", "maxReplicas"), "spec.maxReplicas");
  if (floor > ceiling) throw new NoPrice(`its autoscaler's bounds can't be: ${floor} to ${ceiling}`);
  const expected = Math.min(Math.max(replicas, floor), ceiling);
  return { floor, expected, ceiling, spotGone: expected };
}

interface Requests {
  cpu: number;
  memoryGiB: number;
}

/** What the scheduler counts of a pod: its containers together, or its largest init container. */
function requestsOf(spec: unknown): Requests {
  const containers = entries(at(spec, "containers"));
  const inits = entries(at(spec, "initContainers"));
  const sidecars = inits.filter((container) => at(container, "restartPolicy") === "Always");
  const running = [...containers, ...sidecars].map(requestOf);
  const starting = inits.map(requestOf);
  const total = (key: keyof Requests) => running.reduce((sum, request) => sum + request[key], 0);
  const largest = (key: keyof Requests) => Math.max(0, ...starting.map((request) => request[key]));
  return {
    cpu: Math.max(total("cpu"), largest("cpu")),
    memoryGiB: Math.max(total("memoryGiB"), largest("memoryGiB")),
  };
}

/** A container without requests has its limits as requests. */
function requestOf(container: unknown): Requests {
  const stating = (key: string) =>
    stated(at(container, "resources", "requests", key)) ??
    stated(at(container, "resources", "limits", key)) ??
    0;
  return {
    cpu: quantityIn(stating("cpu"), "a request for cpu"),
    memoryGiB: gibibytesIn(stating("memory"), "a request for memory"),
  };
}

/** Fargate adds this for the kubelet, kube-proxy and containerd: EKS user guide, "Fargate Pod configuration". */
const OVERHEAD_GIB = 0.25;

/** Sizes of pods, by the same page: vCPU, and from, to and steps of GB. */
const SIZES: readonly (readonly [vcpu: number, gigabytes: readonly number[]])[] = [
  [0.25, [0.5, 1, 2]],
  [0.5, range(1, 4, 1)],
  [1, range(2, 8, 1)],
  [2, range(4, 16, 1)],
  [4, range(8, 30, 1)],
  [8, range(16, 60, 4)],
  [16, range(32, 120, 8)],
];

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** Requests are sums of decimal fractions, and carry rounding errors. */
const TOLERANCE = 1e-9;

/** The smallest size that fits; a pod without requests gets the smallest of all. */
function fargateSize({ cpu, memoryGiB }: Requests): { vcpu: number; gigabytes: number } {
  const needed = cpu + memoryGiB === 0 ? 0 : memoryGiB + OVERHEAD_GIB;
  for (const [vcpu, options] of SIZES) {
    const gigabytes = options.find((size) => size + TOLERANCE >= needed);
    if (vcpu + TOLERANCE >= cpu && gigabytes !== undefined) return { vcpu, gigabytes };
  }
  throw new NoPrice(`Fargate has no pods of ${cpu} vCPU and ${needed} GB`);
}
