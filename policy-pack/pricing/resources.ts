/** CPU in cores, memory in GiB, GPU slots, number of pods: of a pod, a node or a whole pool. */
export interface Resources {
  cpu: number;
  memory: number;
  gpu: number;
  pods: number;
}

export const RESOURCE_KEYS = ["cpu", "memory", "gpu", "pods"] as const;

export const NOTHING: Readonly<Resources> = { cpu: 0, memory: 0, gpu: 0, pods: 0 };

export function plus(left: Resources, right: Resources): Resources {
  return combine((key) => left[key] + right[key]);
}

export function minus(left: Resources, right: Resources): Resources {
  return combine((key) => left[key] - right[key]);
}

export function times(factor: number, resources: Resources): Resources {
  return combine((key) => factor * resources[key]);
}

/** Whether a demand fits into a supply. Sums of millicores carry rounding errors of 1e-15. */
export function within(demand: Resources, supply: Resources): boolean {
  return RESOURCE_KEYS.every((key) => demand[key] <= supply[key] + 1e-9);
}

function combine(value: (key: keyof Resources) => number): Resources {
  return { cpu: value("cpu"), memory: value("memory"), gpu: value("gpu"), pods: value("pods") };
}
