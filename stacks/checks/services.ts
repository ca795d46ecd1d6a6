import { cores, gibibytes } from "../../components/kubernetes/quantity";
import type { ServiceSettings } from "../../components/scaling/service.settings";
import { eligiblePools } from "../../components/workload/placement";
import { notAbove, oneOf } from "./allowed";
import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

export function prioritiesExist({ services, priorityClasses }: StackSettings): Problem[] {
  return Object.entries(services)
    .filter(([, service]) => !Object.hasOwn(priorityClasses, service.priority))
    .map(([name, { priority }]) => ({
      path: ["services", name, "priority"],
      found: priority,
      allowed: oneOf(priority, Object.keys(priorityClasses)),
    }));
}

/**
 * A pod that may run on spot must not take the place of one that may not: the evicted pod then waits for a node on
 * demand, so that spot nodes are never asked for, and where the on-demand pools are full it waits for ever.
 */
export function spotServicesDontEvict({ pools, services, priorityClasses }: StackSettings): Problem[] {
  const share = (one: ServiceSettings, other: ServiceSettings) =>
    eligiblePools(one, pools).some((pool) => eligiblePools(other, pools).includes(pool));
  return Object.entries(priorityClasses).flatMap(([name, value]) => {
    const evicting = Object.values(services).filter(
      ({ priority, spot }) => priority === name && spot === "preferred",
    );
    const victims = Object.entries(services).filter(
      ([, service]) =>
        service.spot === "never" &&
        priorityClasses[service.priority]! < value &&
        evicting.some((each) => share(each, service)),
    );
    const least = Math.min(...victims.map(([, { priority }]) => priorityClasses[priority]!));
    return victims.length === 0
      ? []
      : [
          {
            path: ["priorityClasses", name],
            found: value,
            allowed: `at most ${least}, or pods that may run on spot evict those of ${victims.map(([victim]) => victim).join(", ")}, which may not`,
          },
        ];
  });
}

export function boundsInOrder({ services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, { requests, limits, rightSizing }]) => [
    ...notAbove(["services", name, "requests"], requests, limits, "limits"),
    ...notAbove(
      ["services", name, "rightSizing", "minAllowed"],
      rightSizing.minAllowed,
      rightSizing.maxAllowed,
      "maxAllowed",
    ),
  ]);
}

/** An HPA acts when use is more than a tenth above its target: --horizontal-pod-autoscaler-tolerance, on EKS the default. */
const TOLERANCE = 1.1;

/** Use is in percent of the requests, and ends at the limits. */
export function targetsCanBePassed({ services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, { triggers, requests, limits }]) =>
    (
      [
        ["cpuPercent", "cpu", cores(limits.cpu) / cores(requests.cpu)],
        ["memoryPercent", "memory", gibibytes(limits.memory) / gibibytes(requests.memory)],
      ] as const
    ).flatMap(([trigger, resource, mostUse]) => {
      const target = triggers[trigger];
      const most = Math.ceil((mostUse * 100) / TOLERANCE) - 1;
      return target === undefined || target <= most
        ? []
        : [
            {
              path: ["services", name, "triggers", trigger],
              found: target,
              allowed: `at most ${most}: the limit is ${Math.floor(mostUse * 100)} % of the ${resource} requested, and the autoscaler adds pods at 10 % above the target`,
            },
          ];
    }),
  );
}

/** A drain that may take every pod at once takes the service away. The only pod may go, or its node could never. */
export function drainsLeavePods({ namespaces, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, { maxUnavailable }]) => {
    const [fewest] = Object.entries(namespaces)
      .map(([namespace, { replicas }]) => ({ namespace, min: replicas[name]?.min ?? Infinity }))
      .sort((one, other) => one.min - other.min);
    const most = Math.max(1, fewest!.min - 1);
    return maxUnavailable <= most
      ? []
      : [
          {
            path: ["services", name, "maxUnavailable"],
            found: maxUnavailable,
            allowed: `at most ${most}: ${fewest!.namespace} may have ${fewest!.min} ${fewest!.min === 1 ? "pod" : "pods"} of ${name}, and a drain could take all of them`,
          },
        ];
  });
}

/** What a service scales on, its pods must export. */
export function triggersAreMeasured({ services }: StackSettings): Problem[] {
  const MEASURED = { requestsPerSecond: "requests", queueDepth: "queueDepth" } as const;
  return Object.entries(services).flatMap(([name, { triggers, metrics }]) =>
    (["requestsPerSecond", "queueDepth"] as const)
      .filter((trigger) => triggers[trigger] && metrics[MEASURED[trigger]] === undefined)
      .map((trigger) => ({
        path: ["services", name, "metrics", MEASURED[trigger]],
        found: undefined,
        allowed: `the metric that services.${name}.triggers.${trigger} scales on`,
      })),
  );
}

/** A queue belongs to one namespace; with a schedule there, its messages would keep the service up at night. */
export function queuesAreServed({ namespaces, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, { triggers }]): Problem[] => {
    const { sqsQueue, ...others } = triggers;
    if (!sqsQueue) return [];
    const path = ["services", name, "triggers", "sqsQueue", "namespace"];
    const namespace = namespaces[sqsQueue.namespace];
    const known = Object.keys(namespaces);
    if (!namespace) return [{ path, found: sqsQueue.namespace, allowed: oneOf(sqsQueue.namespace, known) }];
    return [
      ...(namespace.schedule
        ? [
            {
              path,
              found: sqsQueue.namespace,
              allowed: "a namespace without a schedule: the queue doesn't keep to its hours",
            },
          ]
        : []),
      ...(Object.keys(others).length === 0 && known.length > 1
        ? [
            {
              path: ["services", name, "triggers"],
              found: triggers,
              allowed: `another trigger beside sqsQueue, for the pods outside of namespace ${sqsQueue.namespace}`,
            },
          ]
        : []),
    ];
  });
}
