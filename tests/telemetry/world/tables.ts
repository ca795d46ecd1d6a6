import type { Life } from "./series";

/** A node. Times are minutes of the world, dollars are an hour's. */
export interface Node extends Life {
  name: string;
  pool: string;
  type: string;
  spot?: true;
  cores: number;
  gibibytes: number;
  usd: number;
  usdPerCore: number;
  usdPerGibibyte: number;
  /** Shares in use, 0 to 1. */
  used: { cpu: number; memory: number };
  gpu?: { slots: number; usdPerSlot: number; used: number; memoryMebibytes: { used: number; free: number } };
  /** It can't take pods yet. */
  notReady?: true;
  /** It takes no new pods. */
  cordoned?: true;
  /** When AWS announced to take it back, and which of the two signs reported it. */
  interrupted?: { at: number; byAction?: true; byTaint?: true };
}

/** CPU in cores, memory in GiB, GPU in slots. */
export interface Amounts {
  cpu?: number;
  memory?: number;
  gpu?: number;
}

export interface Pod {
  name: string;
  namespace: string;
  /** Its label app.kubernetes.io/name. */
  service?: string;
  /** Where it runs; absent as long as it has no node. */
  node?: string;
  phase: "Running" | "Pending" | "Succeeded";
  container: string;
  requests: Amounts;
  /** Absent where nobody measured it yet. */
  uses?: Amounts;
  /** Minutes before which it does not exist, and after which it is gone. */
  life: Life;
  /** Seconds from its creation to its node. */
  waited: number;
}

/** A service in one namespace: its pods, one for each node listed, and what they and their autoscaler export. */
export interface ServiceRow {
  namespace: string;
  name: string;
  requests: Amounts;
  /** Of each pod. */
  uses: Amounts;
  on: (string | { node: string; from: number; waited: number })[];
  replicas: { current: number; desired: number; min: number; max: number };
  /** How many of its pods Prometheus can't reach. */
  unreached?: number;
  /** Of each pod; by status, requests a second, and since `changedAt` those of `then`. */
  requestsPerSecond?: Record<string, number>;
  then?: { at: number; requestsPerSecond: Record<string, number> };
  /** Part of the requests that take no longer than so many seconds. */
  noLongerThan?: Record<string, number>;
  /** Of each pod. */
  queueDepth?: number;
  recommended: { cpu: number; memory: number };
}

/** What the controllers count. Keys are minutes from which a value applies. */
export interface Controllers {
  scaledUpNodes: Record<number, number>;
  scaledDownNodes: Record<number, number>;
  /** Pods that Cluster Autoscaler sees waiting. */
  unschedulablePods: Record<number, number>;
  /** Nodes that did not come: since then there is a failed scale-up, and the group is left alone. */
  failedScaleUp?: { at: number; nodeGroup: string; reason: string };
  /** By scaled object, a minute; of its trigger and of the object as a whole. */
  kedaErrors: Record<string, { ofTrigger: number; ofObject: number }>;
  /** Of the load balancer controller, a minute. */
  reconcileErrors: number;
  /** Right-sizing objects for which there is nothing yet. */
  withoutRecommendation?: number;
}

export interface Cluster {
  nodes: Node[];
  services: ServiceRow[];
  /** Pods beside those of the services. */
  otherPods: Pod[];
  volumes: ({ name: string; gibibytes: number; usdPerGibibyte: number } & Life)[];
  controllers: Controllers;
  /** Alerts whose condition is true for a while, with their own labels. */
  alerts: { name: string; state: "pending" | "firing"; severity: string; labels: Record<string, string> }[];
  quotas: { namespace: string; name: string; resource: string; hard: number; used: number }[];
}
