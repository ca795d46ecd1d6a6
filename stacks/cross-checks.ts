import { instanceFacts } from "../policy-pack/pricing/instance-facts";
import { CLUSTER_AUTOSCALER_IMAGE } from "../components/controllers/charts";
import { cores, gibibytes } from "../components/quantity";
import { eligiblePools } from "../components/workload/placement";
import { nearestName, type Problem } from "./problems";
import type { StackSettings } from "./settings";

type Section = keyof StackSettings;

/** What must hold between settings of different sections. Each check runs when the sections it reads are sound. */
const CHECKS: { reads: Section[]; check: (settings: StackSettings) => Problem[] }[] = [
  { reads: ["region", "network"], check: zonesInRegion },
  { reads: ["region", "loadBalancer"], check: certificateInRegion },
  { reads: ["cluster"], check: versionOfControllers },
  { reads: ["pools"], check: systemPoolExists },
  { reads: ["pools"], check: gpuPoolsAreMarked },
  { reads: ["pools", "services"], check: servicesHavePools },
  { reads: ["pools", "services"], check: gpuMemoryFits },
  { reads: ["services", "priorityClasses"], check: prioritiesExist },
  { reads: ["services"], check: boundsInOrder },
  { reads: ["namespaces"], check: namespacesAreFree },
  { reads: ["namespaces", "services"], check: everyServiceInEveryNamespace },
  { reads: ["namespaces", "services"], check: queuesAreServed },
  { reads: ["namespaces", "services"], check: quotaHoldsServices },
  { reads: ["namespaces", "services"], check: limitRangeHoldsServices },
  { reads: ["namespaces", "services"], check: rulesAreUnique },
];

/** Runs every check whose sections are there. */
export function crossCheck(sections: Partial<StackSettings>): Problem[] {
  return CHECKS.filter(({ reads }) => reads.every((section) => sections[section] !== undefined)).flatMap(
    ({ check }) => check(sections as StackSettings),
  );
}

function zonesInRegion({ region, network }: StackSettings): Problem[] {
  return network.zones.flatMap((zone, index) => {
    const path = ["network", "zones", index];
    if (!new RegExp(`^${region}[a-z]$`).test(zone)) {
      return [{ path, found: zone, allowed: `a zone of the stack's region, for example "${region}a"` }];
    }
    return network.zones.indexOf(zone) === index ? [] : [{ path, found: zone, allowed: "each zone once" }];
  });
}

function certificateInRegion({ region, loadBalancer: { certificateArn } }: StackSettings): Problem[] {
  return certificateArn.split(":")[3] === region
    ? []
    : [
        {
          path: ["loadBalancer", "certificateArn"],
          found: certificateArn,
          allowed: `a certificate of the stack's region, ${region}: a load balancer can't use another's`,
        },
      ];
}

function versionOfControllers({ cluster: { kubernetesVersion } }: StackSettings): Problem[] {
  const minor = CLUSTER_AUTOSCALER_IMAGE.replace(/^v(\d+\.\d+)\..*/, "$1");
  return kubernetesVersion === minor
    ? []
    : [
        {
          path: ["cluster", "kubernetesVersion"],
          found: kubernetesVersion,
          allowed:
            `"${minor}", the version of Cluster Autoscaler in components/controllers/charts.ts and of the add-ons in ` +
            "components/addon-catalog.ts; move all three together",
        },
      ];
}

function systemPoolExists({ pools }: StackSettings): Problem[] {
  return pools.system
    ? []
    : [
        {
          path: ["pools", "system"],
          found: undefined,
          allowed: "a pool of this name: the controllers run there",
        },
      ];
}

function gpuPoolsAreMarked({ pools }: StackSettings): Problem[] {
  const gpuPools = Object.entries(pools).filter(([, pool]) => instanceFacts(pool.instanceTypes[0]!).gpu);
  const [first] = gpuPools;
  return gpuPools.flatMap(([name, pool]) => [
    ...(pool.labels["nvidia.com/gpu.present"] === "true"
      ? []
      : [
          {
            path: ["pools", name, "labels", "nvidia.com/gpu.present"],
            found: pool.labels["nvidia.com/gpu.present"],
            allowed: '"true" on a pool with GPUs: the device plugin looks for it',
          },
        ]),
    ...(pool.slotsPerGpu === first![1].slotsPerGpu
      ? []
      : [
          {
            path: ["pools", name, "slotsPerGpu"],
            found: pool.slotsPerGpu,
            allowed: `${first![1].slotsPerGpu}, as in pool ${first![0]}: one device plugin serves all GPU pools`,
          },
        ]),
  ]);
}

function servicesHavePools({ pools, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, service]): Problem[] => {
    if (service.pool !== undefined && !pools[service.pool]) {
      return [
        {
          path: ["services", name, "pool"],
          found: service.pool,
          allowed: oneOf(service.pool, Object.keys(pools)),
        },
      ];
    }
    const eligible = eligiblePools(service, pools);
    const withGpu = eligible.filter((pool) => instanceFacts(pools[pool]!.instanceTypes[0]!).gpu);
    if (eligible.length === 0) {
      return [
        {
          path: ["services", name, "spot"],
          found: service.spot,
          allowed: '"preferred", or a pool that is not spot for this service to run on',
        },
      ];
    }
    return service.gpuSlots > 0 && withGpu.length === 0
      ? [
          {
            path: ["services", name, "gpuSlots"],
            found: service.gpuSlots,
            allowed: "0, or a pool with GPUs in this service's setting pool",
          },
        ]
      : [];
  });
}

/** Time slices of one GPU share its memory without a wall between them. */
function gpuMemoryFits({ pools, services }: StackSettings): Problem[] {
  return Object.entries(services).flatMap(([name, service]): Problem[] => {
    if (service.gpuSlots === 0) return [];
    const path = ["services", name, "gpuMemory"];
    if (service.gpuMemory === undefined) {
      return [{ path, found: undefined, allowed: 'the GPU memory that one pod takes, for example "6Gi"' }];
    }
    const gpuMemory = gibibytes(service.gpuMemory);
    return eligiblePools(service, pools).flatMap((poolName) => {
      const pool = pools[poolName]!;
      const smallest = Math.min(
        ...pool.instanceTypes.map((type) => instanceFacts(type).gpu?.memoryGiB ?? Infinity),
      );
      const most = (smallest / pool.slotsPerGpu) * service.gpuSlots;
      return gpuMemory <= most
        ? []
        : [
            {
              path,
              found: service.gpuMemory,
              allowed: `at most ${most}Gi: ${pool.slotsPerGpu} slots share the ${smallest} GiB of a GPU in pool ${poolName}`,
            },
          ];
    });
  });
}

function prioritiesExist({ services, priorityClasses }: StackSettings): Problem[] {
  return Object.entries(services)
    .filter(([, service]) => priorityClasses[service.priority] === undefined)
    .map(([name, { priority }]) => ({
      path: ["services", name, "priority"],
      found: priority,
      allowed: oneOf(priority, Object.keys(priorityClasses)),
    }));
}

function boundsInOrder({ services }: StackSettings): Problem[] {
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

/** Namespaces that Kubernetes or this stack's own controllers have. */
const TAKEN_NAMESPACES = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "monitoring",
  "keda",
  "opencost",
];

function namespacesAreFree({ namespaces }: StackSettings): Problem[] {
  return Object.keys(namespaces)
    .filter((name) => TAKEN_NAMESPACES.includes(name))
    .map((name) => ({
      path: ["namespaces", name],
      found: name,
      allowed: `a name that Kubernetes and the controllers don't use (${TAKEN_NAMESPACES.join(", ")})`,
    }));
}

function everyServiceInEveryNamespace({ namespaces, services }: StackSettings): Problem[] {
  const known = Object.keys(services);
  return Object.entries(namespaces).flatMap(([namespace, { replicas }]) => [
    ...known
      .filter((service) => replicas[service] === undefined)
      .map((service) => ({
        path: ["namespaces", namespace, "replicas", service],
        found: undefined,
        allowed: "min, max and expected replicas: every service stands in every namespace",
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

/** A queue belongs to one namespace; with a schedule there, its messages would keep the service up at night. */
function queuesAreServed({ namespaces, services }: StackSettings): Problem[] {
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

function quotaHoldsServices({ namespaces, services }: StackSettings): Problem[] {
  return Object.entries(namespaces).flatMap(([namespace, { quota, replicas }]) => {
    const atMaximum = (each: (service: StackSettings["services"][string]) => number) =>
      Object.entries(services).reduce(
        (sum, [name, service]) => sum + each(service) * (replicas[name]?.max ?? 0),
        0,
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
    return bounds
      .filter(({ bound, need }) => need > bound)
      .map(({ key, found, need, unit }) => ({
        path: ["namespaces", namespace, "quota", key],
        found,
        allowed: `at least ${Number(need.toFixed(2))}${unit}: that is what the services of ${namespace} reach at their maxima`,
      }));
  });
}

function limitRangeHoldsServices({ namespaces, services }: StackSettings): Problem[] {
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

function rulesAreUnique({ namespaces, services }: StackSettings): Problem[] {
  const seen = new Map<number, string>();
  return Object.entries(namespaces).flatMap(([namespace, { rulePriority }]) =>
    Object.entries(services).flatMap(([name, service]): Problem[] => {
      if (!service.public) return [];
      const priority = rulePriority + service.public.rulePriority;
      const other = seen.get(priority);
      seen.set(priority, `${name} in ${namespace}`);
      return other === undefined
        ? []
        : [
            {
              path: ["services", name, "public", "rulePriority"],
              found: service.public.rulePriority,
              allowed: `a sum with the namespace's rulePriority that no other rule has; ${priority} is ${other}`,
            },
          ];
    }),
  );
}

function notAbove(
  path: Problem["path"],
  lower: { cpu: string; memory: string },
  upper: { cpu: string; memory: string },
  upperName: string,
): Problem[] {
  return [
    ...(cores(lower.cpu) > cores(upper.cpu)
      ? [
          {
            path: [...path, "cpu"],
            found: lower.cpu,
            allowed: `at most ${upper.cpu}, the cpu of ${upperName}`,
          },
        ]
      : []),
    ...(gibibytes(lower.memory) > gibibytes(upper.memory)
      ? [
          {
            path: [...path, "memory"],
            found: lower.memory,
            allowed: `at most ${upper.memory}, the memory of ${upperName}`,
          },
        ]
      : []),
  ];
}

function oneOf(name: string, known: string[]): string {
  const nearest = nearestName(name, known);
  return `one of ${known.join(", ")}${nearest ? `; did you mean "${nearest}"?` : ""}`;
}
