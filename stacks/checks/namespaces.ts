import { cores, gibibytes } from "../../components/kubernetes/quantity";
import { notAbove, oneOf } from "./allowed";
import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

/** Namespaces that Kubernetes or this stack's own controllers have. */
const TAKEN_NAMESPACES = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "monitoring",
  "keda",
  "opencost",
  "spot-reserve",
];

export function namespacesAreFree({ namespaces }: StackSettings): Problem[] {
  return Object.keys(namespaces)
    .filter((name) => TAKEN_NAMESPACES.includes(name))
    .map((name) => ({
      path: ["namespaces", name],
      found: name,
      allowed: `a name that Kubernetes and the controllers don't use (${TAKEN_NAMESPACES.join(", ")})`,
    }));
}

export function everyServiceInEveryNamespace({ namespaces, services }: StackSettings): Problem[] {
  const known = Object.keys(services);
  return Object.entries(namespaces).flatMap(([namespace, { replicas }]) => [
    ...known
      .filter((service) => !Object.hasOwn(replicas, service))
      .map((service) => ({
        path: ["namespaces", namespace, "replicas", service],
        found: undefined,
        allowed: "min, max and expected replicas: every service is in every namespace",
      })),
    ...Object.keys(replicas)
      .filter((service) => !known.includes(service))
      .map((service) => ({
        path: ["namespaces", namespace, "replicas", service],
        found: replicas[service],
        allowed: oneOf(service, known),
      })),
  ]);
}

/** Sums of millicores carry binary fractions. */
const ROUNDING = 1e-9;

/**
 * A rolling update starts a new pod before an old one goes, and the quota must take that one too: the largest, as any
 * service may be updated at its maximum. Services with GPUs are updated the other way round.
 */
export function quotaFitsServices({ namespaces, services }: StackSettings): Problem[] {
  return Object.entries(namespaces).flatMap(([namespace, { quota, replicas }]) => {
    const atMaximum = (each: (service: StackSettings["services"][string]) => number) =>
      Object.entries(services).reduce(
        (sum, [name, service]) => sum + each(service) * (replicas[name]?.max ?? 0),
        Math.max(0, ...Object.values(services).map((service) => (service.gpuSlots > 0 ? 0 : each(service)))),
      );
    const bounds = [
      {
        key: "cpu",
        found: quota.cpu,
        bound: cores(quota.cpu),
        need: atMaximum((each) => cores(each.requests.cpu)),
        unit: " cores",
      },
      {
        key: "memory",
        found: quota.memory,
        bound: gibibytes(quota.memory),
        need: atMaximum((each) => gibibytes(each.requests.memory)),
        unit: " GiB",
      },
      {
        key: "gpu",
        found: quota.gpu,
        bound: quota.gpu,
        need: atMaximum((each) => each.gpuSlots),
        unit: " GPU slots",
      },
      { key: "pods", found: quota.pods, bound: quota.pods, need: atMaximum(() => 1), unit: " pods" },
      {
        key: "limitsPerRequest",
        found: quota.limitsPerRequest,
        bound: quota.limitsPerRequest,
        need: Math.max(
          atMaximum((each) => cores(each.limits.cpu)) / cores(quota.cpu),
          atMaximum((each) => gibibytes(each.limits.memory)) / gibibytes(quota.memory),
        ),
        unit: " times the requests, for the limits",
      },
    ];
    const broken = bounds.filter(({ bound, need }) => need > bound + ROUNDING);
    const requestsFit = broken.every(({ key }) => key !== "cpu" && key !== "memory");
    return broken
      .filter(({ key }) => key !== "limitsPerRequest" || requestsFit)
      .map(({ key, found, need, unit }) => ({
        path: ["namespaces", namespace, "quota", key],
        found,
        allowed: `at least ${Math.ceil((need - ROUNDING) * 100) / 100}${unit}: that is what the services of ${namespace} reach at their maxima, with one more pod during a rolling update`,
      }));
  });
}

export function limitRangeFitsServices({ namespaces, services }: StackSettings): Problem[] {
  return Object.entries(namespaces).flatMap(([namespace, { limitRange }]) => {
    const path = ["namespaces", namespace, "limitRange"];
    return [
      ...notAbove(
        [...path, "defaultRequest"],
        limitRange.defaultRequest,
        limitRange.defaultLimit,
        "defaultLimit",
      ),
      ...notAbove([...path, "defaultLimit"], limitRange.defaultLimit, limitRange.max, "max"),
      ...defaultsFit(limitRange.defaultLimit, [...path, "defaultLimit"], services),
      ...Object.entries(services).flatMap(([name, { limits }]) =>
        notAbove(
          ["services", name, "limits"],
          limits,
          limitRange.max,
          `limitRange.max of namespace ${namespace}`,
        ),
      ),
    ];
  });
}

/** A container that names requests and no limit gets the default one, and is refused where that is the lower. */
function defaultsFit(
  defaultLimit: { cpu: string; memory: string },
  path: Problem["path"],
  services: StackSettings["services"],
): Problem[] {
  const amounts = { cpu: cores, memory: gibibytes };
  return (["cpu", "memory"] as const).flatMap((key) => {
    const amount = amounts[key];
    const [largest] = Object.entries(services)
      .map(([name, { requests }]) => ({ name, requested: requests[key] }))
      .sort((one, other) => amount(other.requested) - amount(one.requested));
    return amount(defaultLimit[key]) >= amount(largest!.requested)
      ? []
      : [
          {
            path: [...path, key],
            found: defaultLimit[key],
            allowed: `at least ${largest!.requested}, the ${key} that services.${largest!.name} requests: a pod of it that names no limit would be refused`,
          },
        ];
  });
}
