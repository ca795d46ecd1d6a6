import { shippedMonitoredStack } from "../../components/monitoring/stack-expressions";

/** Values by series, in promtool's notation. */
export type Series = Record<string, string>;

/** The instance type that nodes of a pool of production have here. */
const INSTANCE_TYPES: Record<string, string> = {
  system: "t3a.medium",
  application: "c6i.xlarge",
  gpu: "g4dn.xlarge",
  spot: "m5.xlarge",
};

/** The price book's on-demand price, US dollars an hour. */
export function onDemandPrice(instanceType: string): number {
  const pools = shippedMonitoredStack("production").pools;
  return Object.assign({}, ...pools.map(({ onDemandPrices }) => onDemandPrices))[instanceType] as number;
}

/** Nodes of a pool of production, <pool>-1 and on, as kube-state-metrics exports them. */
export function nodes(
  pool: string,
  count: number,
  values: string,
  instanceType = INSTANCE_TYPES[pool]!,
): Series {
  return Object.assign({}, ...names(pool, count).map((name) => node(name, values, instanceType))) as Series;
}

/** One node; the pool is the name up to its last dash. */
export function node(name: string, values: string, instanceType = INSTANCE_TYPES[poolOf(name)]!): Series {
  const capacityType = poolOf(name) === "spot" ? "SPOT" : "ON_DEMAND";
  const labels = [
    `node="${name}"`,
    `label_node_pool="${poolOf(name)}"`,
    `label_eks_amazonaws_com_capacity_type="${capacityType}"`,
    `label_node_kubernetes_io_instance_type="${instanceType}"`,
  ];
  return { [kubeState("kube_node_labels", labels.join(", "))]: values };
}

/** What OpenCost says that nodes cost, each the same. */
export function prices(pool: string, count: number, usdPerHour: string): Series {
  return Object.assign({}, ...names(pool, count).map((name) => price(name, usdPerHour))) as Series;
}

export function price(
  name: string,
  usdPerHour: string,
  instanceType = INSTANCE_TYPES[poolOf(name)]!,
): Series {
  const labels = `node="${name}", instance_type="${instanceType}", region="us-east-1"`;
  return { [`node_total_hourly_cost{job="opencost", instance="${name}", ${labels}}`]: usdPerHour };
}

/** Counters of seconds, and bytes of a hundred. */
export interface Use {
  idle: string;
  busy: string;
  available: string;
}

/** What the node exporter of a node measures. */
export function use(name: string, { idle, busy, available }: Use): Series {
  const pod = `namespace="monitoring", pod="node-exporter-${name}"`;
  const exporter = `job="node-exporter", instance="${name}", ${pod}`;
  return {
    [kubeState("kube_pod_info", `${pod}, node="${name}"`)]: "1x600",
    [`node_cpu_seconds_total{${exporter}, cpu="0", mode="idle"}`]: idle,
    [`node_cpu_seconds_total{${exporter}, cpu="0", mode="user"}`]: busy,
    [`node_memory_MemAvailable_bytes{${exporter}}`]: available,
    [`node_memory_MemTotal_bytes{${exporter}}`]: "100x600",
  };
}

/** How much of a node's GPU is in use, in percent. */
export function gpuUse(name: string, percent: string): Series {
  return {
    [`DCGM_FI_DEV_GPU_UTIL{job="dcgm-exporter", Hostname="${name}", gpu="0", UUID="GPU-${name}"}`]: percent,
  };
}

/** A series of kube-state-metrics. */
export function kubeState(metric: string, labels: string): string {
  return `${metric}{job="kube-state-metrics", instance="10.0.1.7:8080", ${labels}}`;
}

/** The same series, exported by a second pod of kube-state-metrics and of OpenCost too, as during their rollout. */
export function toldTwice(series: Series): Series {
  const twins = Object.entries(series).map(([name, values]) => [
    name
      .replace('instance="10.0.1.7:8080"', 'instance="10.0.2.9:8080"')
      .replace('job="opencost"', '$&, pod="opencost-2"'),
    values,
  ]);
  return { ...series, ...(Object.fromEntries(twins) as Series) };
}

/** Minutes after the last sample within which a series must be back, or the wait of an alert restarts. */
export const BRIDGED = "stale _x3";
export const TOO_LONG = "stale _x4";

/** Constant series whose name or labels have the text, away after the minute: replaced by others, a gap between. */
export function away(series: Series, text: string, minute: number, gap: string): Series {
  return Object.fromEntries(
    Object.entries(series).map(([name, values]) => {
      const constant = /^([\d.e-]+)x(\d+)$/.exec(values);
      if (!name.includes(text) || !constant) return [name, values];
      const [, value, minutes] = constant;
      return [name, `${value}x${minute} ${gap} ${value}x${minutes}`];
    }),
  );
}

function names(pool: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${pool}-${index + 1}`);
}

function poolOf(name: string): string {
  return name.slice(0, name.lastIndexOf("-"));
}

/** What the termination handler of a node counts: its pod dies with the node, so few samples are ever taken. */
export function handled(
  node: string,
  values: string,
  { action = "pre-drain", event = "spot-itn-0123456789abcdef", status = "success" } = {},
): Series {
  const labels = `node_action="${action}", node_status="${status}", node_name="${node}", node_event_id="${event}"`;
  return { [`actions_node_total{job="aws-node-termination-handler", pod="nth-${node}", ${labels}}`]: values };
}

/** The handler's taint, as kube-state-metrics exports it. */
export function tainted(node: string, values: string, key = "spot-itn"): Series {
  const taint = `key="aws-node-termination-handler/${key}", value="0123456789abcdef", effect="NoSchedule"`;
  return { [kubeState("kube_node_spec_taint", `node="${node}", ${taint}`)]: values };
}

/** A recommendation to rebalance, as the handler names it. */
export const RECOMMENDATION = "rebalance-recommendation-0123456789abcdef";

/** Whether a node is cordoned. */
export function cordoned(node: string, values: string): Series {
  return { [kubeState("kube_node_spec_unschedulable", `node="${node}"`)]: values };
}

/** Shows that a node exists. */
export function alive(node: string, values: string): Series {
  return { [kubeState("kube_node_created", `node="${node}"`)]: values };
}
