import { cores, gibibytes, memoryText } from "../../components/kubernetes/quantity";
import type { Service } from "../../components/scaling/service";

/** The work for all pods of a service together. */
export interface Load {
  /** Cores that the work needs. */
  cpu: number;
  requestsPerSecond: number;
  /** Items that wait in queues. */
  queued: number;
}

export const IDLE: Load = { cpu: 0, requestsPerSecond: 0, queued: 0 };

/** Share of a service's maximum of replicas that a usual peak needs. */
const PEAK = 0.9;

/** The load at which each trigger of a service needs {@link PEAK} of the replicas that the service may have. */
export function peakOf({ settings: { requests, triggers }, replicas }: Service): Load {
  const pods = replicas.max * PEAK;
  return {
    cpu: pods * cores(requests.cpu) * ((triggers.cpuPercent ?? 0) / 100),
    requestsPerSecond: pods * (triggers.requestsPerSecond?.perPod ?? 0),
    queued: pods * (triggers.queueDepth?.perPod ?? 0),
  };
}

/** Shares of its requests that a pod uses under any load; both are far below every target of the stacks. */
const IDLE_CPU = 0.05;
const MEMORY = 0.5;

/** The usage of each pod of a service: its share of the load, up to its limit; in Kubernetes' notation. */
export function usageOfPod(
  { settings: { requests, limits } }: Service,
  load: Load,
  pods: number,
): { cpu: string; memory: string } {
  const wanted = cores(requests.cpu) * IDLE_CPU + load.cpu / pods;
  const used = Math.min(wanted, cores(limits.cpu));
  return {
    cpu: `${Math.round(used * 1000)}m`,
    memory: memoryText(gibibytes(requests.memory) * MEMORY),
  };
}

/**
 * The samples that each pod of a service exports at /metrics.
 *
 * @param answered requests since the pod's start
 */
export function metricsOfPod(
  { settings: { metrics } }: Service,
  load: Load,
  pods: number,
  answered: number,
): Sample[] {
  const { requests, queueDepth } = metrics;
  return [
    ...(requests
      ? [{ name: requests.counter, labels: { [requests.statusLabel]: "200" }, value: answered }]
      : []),
    ...(queueDepth ? [{ name: queueDepth, value: load.queued / pods }] : []),
  ];
}

/** A sample in Prometheus' text format. */
export interface Sample {
  name: string;
  labels?: Record<string, string>;
  value: number;
}

/** Source: prometheus/docs, "Exposition formats". */
export function exposition(samples: Sample[]): string {
  return samples.map((sample) => `${seriesOf(sample)} ${sample.value}\n`).join("");
}

function seriesOf({ name, labels = {} }: Sample): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}
