import { secondsAt, rising, steady, type Series } from "./series";
import type { Node, Pod } from "./tables";
import { scraped } from "./targets";

const GIBIBYTE = 2 ** 30;

/** What kube-state-metrics, node-exporter, OpenCost, DCGM and the termination handler export of a node. */
export function nodeSeries(node: Node): Series[] {
  return [
    ...stateSeries(node),
    ...useSeries(node),
    ...costSeries(node),
    ...gpuSeries(node),
    ...interruptionSeries(node),
  ];
}

function stateSeries({
  name: node,
  pool,
  type,
  spot,
  cores,
  gibibytes,
  gpu,
  notReady,
  cordoned,
  ...life
}: Node): Series[] {
  const allocatable = [
    { resource: "cpu", unit: "core", value: cores },
    { resource: "memory", unit: "byte", value: gibibytes * GIBIBYTE },
    { resource: "pods", unit: "integer", value: 50 },
    ...(gpu ? [{ resource: "nvidia_com_gpu", unit: "integer", value: gpu.slots }] : []),
  ];
  return [
    scraped(
      "kube_node_labels",
      {
        node,
        label_node_pool: pool,
        label_eks_amazonaws_com_capacity_type: spot ? "SPOT" : "ON_DEMAND",
        label_node_kubernetes_io_instance_type: type,
      },
      steady(1, life),
    ),
    scraped("kube_node_created", { node }, steady(secondsAt(life.from ?? -600), life)),
    scraped("kube_node_spec_unschedulable", { node }, steady(cordoned ? 1 : 0, life)),
    ...["true", "false", "unknown"].map((status) =>
      scraped(
        "kube_node_status_condition",
        { node, condition: "Ready", status },
        steady(status === (notReady ? "unknown" : "true") ? 1 : 0, life),
      ),
    ),
    ...allocatable.map(({ resource, unit, value }) =>
      scraped("kube_node_status_allocatable", { node, resource, unit }, steady(value, life)),
    ),
  ];
}

function useSeries({ name, cores, gibibytes, used, ...life }: Node): Series[] {
  const pod = { namespace: "monitoring", pod: nodeExporter(name) };
  const cpu = Array.from({ length: cores }, (_, each) => String(each));
  const ofMinute = (share: number) => Math.round(share * 60); // seconds
  return [
    ...cpu.flatMap((each) => [
      scraped(
        "node_cpu_seconds_total",
        { ...pod, cpu: each, mode: "idle" },
        rising(ofMinute(1 - used.cpu), life),
      ),
      scraped(
        "node_cpu_seconds_total",
        { ...pod, cpu: each, mode: "user" },
        rising(ofMinute(used.cpu), life),
      ),
    ]),
    scraped("node_memory_MemAvailable_bytes", pod, steady((1 - used.memory) * gibibytes * GIBIBYTE, life)),
    scraped("node_memory_MemTotal_bytes", pod, steady(gibibytes * GIBIBYTE, life)),
  ];
}

function costSeries({ name: node, type, usd, usdPerCore, usdPerGibibyte, gpu, ...life }: Node): Series[] {
  const labels = { node, instance: node, instance_type: type, region: "us-east-1" };
  return Object.entries({
    node_total_hourly_cost: usd,
    node_cpu_hourly_cost: usdPerCore,
    node_ram_hourly_cost: usdPerGibibyte,
    node_gpu_hourly_cost: gpu?.usdPerSlot ?? 0,
    node_gpu_count: gpu?.slots ?? 0,
  }).map(([metric, value]) => scraped(metric, labels, steady(value, life)));
}

/** One GPU a node. Pods that share it in time can't be distinguished, so the series has no pod of theirs. */
function gpuSeries({ name, gpu, ...life }: Node): Series[] {
  if (!gpu) return [];
  const labels = {
    Hostname: name,
    gpu: "0",
    UUID: `GPU-${name}`,
    namespace: "monitoring",
    pod: `dcgm-exporter-${name}`,
  };
  return Object.entries({
    DCGM_FI_DEV_GPU_UTIL: gpu.used * 100,
    DCGM_FI_DEV_FB_USED: gpu.memoryMebibytes.used,
    DCGM_FI_DEV_FB_FREE: gpu.memoryMebibytes.free,
  }).map(([metric, value]) => scraped(metric, labels, steady(value, life)));
}

function interruptionSeries({ name: node, interrupted, until }: Node): Series[] {
  if (!interrupted) return [];
  const noticed = { from: interrupted.at, until };
  const action = (node_action: string, node_event_id: string) =>
    scraped(
      "actions_node_total",
      { node_action, node_status: "success", node_name: node, node_event_id, pod: `handler-${node}` },
      steady(1, noticed),
    );
  return [
    ...(interrupted.byAction
      ? [
          action("pre-drain", `spot-itn-${node}`),
          action("cordon-and-drain", `spot-itn-${node}`),
          action("pre-drain", `rebalance-recommendation-${node}`),
        ]
      : []),
    ...(interrupted.byTaint
      ? [
          scraped(
            "kube_node_spec_taint",
            { node, key: "aws-node-termination-handler/spot-itn", value: node, effect: "NoSchedule" },
            steady(1, noticed),
          ),
        ]
      : []),
  ];
}

/** The pod on each node that measures its use. It uses all that it requests. */
export function nodeExporters(nodes: Node[]): Pod[] {
  return nodes.map(({ name, from, until }) => ({
    name: nodeExporter(name),
    namespace: "monitoring",
    service: "prometheus-node-exporter",
    node: name,
    phase: "Running",
    container: "node-exporter",
    requests: { cpu: 0.1, memory: 0.25 },
    uses: { cpu: 0.1, memory: 0.25 },
    life: { from, until },
    waited: 5,
  }));
}

export function nodeExporter(node: string): string {
  return `node-exporter-${node}`;
}
