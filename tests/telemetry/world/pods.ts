import { secondsAt, rising, steady, type Series } from "./series";
import type { Amounts, Pod } from "./tables";
import { scraped } from "./targets";

const GIBIBYTE = 2 ** 30;

const PHASES = ["Pending", "Running", "Succeeded", "Failed", "Unknown"];

/** What kube-state-metrics and cAdvisor export of a pod. */
export function podSeries(pod: Pod): Series[] {
  const { namespace, name, node = "", life } = pod;
  const labels = { namespace, pod: name };
  const created = secondsAt(life.from ?? -600);
  return [
    scraped(
      "kube_pod_info",
      { ...labels, node, created_by_kind: "ReplicaSet", created_by_name: name },
      steady(1, life),
    ),
    scraped(
      "kube_pod_labels",
      { ...labels, label_app_kubernetes_io_name: pod.service ?? "" },
      steady(1, life),
    ),
    scraped("kube_pod_created", labels, steady(created, life)),
    ...PHASES.map((phase) =>
      scraped("kube_pod_status_phase", { ...labels, phase }, steady(phase === pod.phase ? 1 : 0, life)),
    ),
    ...(node
      ? [scraped("kube_pod_status_scheduled_time", labels, steady(created + pod.waited, life))]
      : [scraped("kube_pod_status_unschedulable", labels, steady(1, life))]),
    ...requestSeries(pod),
    ...useSeries(pod),
  ];
}

function requestSeries({ namespace, name, node = "", container, requests, life }: Pod): Series[] {
  return amounts(requests).map(({ resource, unit, value }) =>
    scraped(
      "kube_pod_container_resource_requests",
      { namespace, pod: name, container, node, resource, unit },
      steady(value, life),
    ),
  );
}

function amounts({ cpu, memory, gpu }: Amounts): { resource: string; unit: string; value: number }[] {
  return [
    ...(cpu ? [{ resource: "cpu", unit: "core", value: cpu }] : []),
    ...(memory ? [{ resource: "memory", unit: "byte", value: memory * GIBIBYTE }] : []),
    ...(gpu ? [{ resource: "nvidia_com_gpu", unit: "integer", value: gpu }] : []),
  ];
}

/** cAdvisor has each container, the pause container without an image's name, and the whole pod without a container. */
function useSeries({ namespace, name, container, phase, uses, life }: Pod): Series[] {
  if (phase !== "Running" || !uses) return [];
  const { cpu = 0, memory = 0 } = uses;
  return [
    { container, image: `registry/${container}` },
    { container: "", image: "" },
  ].flatMap((which) => {
    const labels = { namespace, pod: name, ...which };
    return [
      scraped("container_cpu_usage_seconds_total", labels, rising(cpu * 60, life)),
      scraped("container_memory_working_set_bytes", labels, steady(memory * GIBIBYTE, life)),
    ];
  });
}
