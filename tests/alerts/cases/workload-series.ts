import type { Series } from "./node-series";

export const GIBIBYTE = 2 ** 30;
export const MEBIBYTE = 2 ** 20;

const KUBE_STATE_METRICS = 'job="kube-state-metrics", instance="10.0.1.7:8080"';
const CADVISOR = 'job="kubelet", metrics_path="/metrics/cadvisor", instance="10.0.1.20:10250"';

export interface Pod {
  namespace: string;
  pod: string;
  /** The label app.kubernetes.io/name. */
  service: string;
  node?: string;
  /** Running unless given. */
  phase?: "Running" | "Pending" | "Succeeded";
  requests: { cpu?: number; memory?: number; gpu?: number };
  /** Cores and bytes; a resource without one isn't measured. */
  uses?: { cpu?: number; memory?: number };
}

const RESOURCES = {
  cpu: { resource: "cpu", unit: "core" },
  memory: { resource: "memory", unit: "byte" },
  gpu: { resource: "nvidia_com_gpu", unit: "integer" },
};

/** What the exporters export of a pod, unchanged for the minutes given. */
export function podSeries(pod: Pod, minutes: number): Series {
  const { requests, uses = {}, phase: is = "Running", node = "ip-10-0-1-20.ec2.internal" } = pod;
  const where = `namespace="${pod.namespace}", pod="${pod.pod}"`;
  const ksm = `${KUBE_STATE_METRICS}, ${where}, uid="uid-${pod.pod}"`;
  const container = `container="${pod.service}"`;
  const cadvisor = `${CADVISOR}, ${where}, ${container}, image="registry.example/${pod.service}:1"`;
  const phases = ["Pending", "Running", "Succeeded"].map((phase): [string, string] => [
    `kube_pod_status_phase{${ksm}, phase="${phase}"}`,
    flat(phase === is ? 1 : 0, minutes),
  ]);
  const requested = Object.entries(RESOURCES).flatMap(([name, { resource, unit }]): [string, string][] => {
    const value = requests[name as keyof typeof RESOURCES];
    const labels = `${container}, node="${node}", resource="${resource}", unit="${unit}"`;
    return value === undefined
      ? []
      : [[`kube_pod_container_resource_requests{${ksm}, ${labels}}`, flat(value, minutes)]];
  });
  return {
    [`kube_pod_labels{${ksm}, label_app_kubernetes_io_name="${pod.service}"}`]: flat(1, minutes),
    [`kube_pod_info{${ksm}, node="${node}", created_by_kind="ReplicaSet", created_by_name="rs"}`]: flat(
      1,
      minutes,
    ),
    ...Object.fromEntries(phases),
    ...Object.fromEntries(requested),
    ...(uses.cpu === undefined
      ? {}
      : { [`container_cpu_usage_seconds_total{${cadvisor}, cpu="total"}`]: `0+${uses.cpu * 60}x${minutes}` }),
    ...(uses.memory === undefined
      ? {}
      : { [`container_memory_working_set_bytes{${cadvisor}}`]: flat(uses.memory, minutes) }),
  };
}

/** Several equal pods: <service>-0, <service>-1 and so on. */
export function podsSeries(count: number, pod: Omit<Pod, "pod">, minutes: number): Series {
  const pods = Array.from({ length: count }, (_, index) =>
    podSeries({ ...pod, pod: `${pod.service}-${index}` }, minutes),
  );
  return Object.assign({}, ...pods) as Series;
}

/** A HorizontalPodAutoscaler; replicas in promtool's notation. */
export function hpaSeries(
  namespace: string,
  name: string,
  { min, max, current }: { min: string; max: string; current: string },
): Series {
  const labels = hpaLabels(namespace, name);
  return {
    [`kube_horizontalpodautoscaler_spec_min_replicas{${labels}}`]: min,
    [`kube_horizontalpodautoscaler_spec_max_replicas{${labels}}`]: max,
    [`kube_horizontalpodautoscaler_status_current_replicas{${labels}}`]: current,
  };
}

/** One condition of a HorizontalPodAutoscaler: kube-state-metrics gives a series for each status. */
export function hpaConditionSeries(
  namespace: string,
  name: string,
  condition: string,
  values: Record<"true" | "false" | "unknown", string>,
): Series {
  const labels = `${hpaLabels(namespace, name)}, condition="${condition}"`;
  return Object.fromEntries(
    Object.entries(values).map(([status, value]) => [
      `kube_horizontalpodautoscaler_status_condition{${labels}, status="${status}"}`,
      value,
    ]),
  );
}

function hpaLabels(namespace: string, name: string): string {
  return `${KUBE_STATE_METRICS}, namespace="${namespace}", horizontalpodautoscaler="${name}"`;
}

/** Hard limit and use of one resource of a quota. */
export function quotaSeries(
  namespace: string,
  resource: string,
  { hard, used }: { hard?: string; used?: string },
  quota = "quota",
): Series {
  const labels = `${KUBE_STATE_METRICS}, namespace="${namespace}", resourcequota="${quota}", resource="${resource}"`;
  return {
    ...(hard === undefined ? {} : { [`kube_resourcequota{${labels}, type="hard"}`]: hard }),
    ...(used === undefined ? {} : { [`kube_resourcequota{${labels}, type="used"}`]: used }),
  };
}

/** What the Vertical Pod Autoscaler recommends for a container, in cores and bytes. */
export function recommendationSeries(
  { namespace, service, container = service }: { namespace: string; service: string; container?: string },
  { cpu, memory }: { cpu?: string; memory?: string },
): Series {
  const metric = "kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target";
  const labels = `${KUBE_STATE_METRICS}, namespace="${namespace}", verticalpodautoscaler="${service}-vpa", target_kind="Deployment", target_name="${service}", container="${container}"`;
  return {
    ...(cpu === undefined ? {} : { [`${metric}_cpu{${labels}, resource="cpu", unit="core"}`]: cpu }),
    ...(memory === undefined
      ? {}
      : { [`${metric}_memory{${labels}, resource="memory", unit="byte"}`]: memory }),
  };
}

/** The same value from the first minute to the last given. */
export function flat(value: number, minutes: number): string {
  return `${value}x${minutes}`;
}

/** The series whose name or labels have the text, with other values. */
export function withValues(series: Series, text: string, values: string): Series {
  return Object.fromEntries(
    Object.entries(series).map(([name, old]) => [name, name.includes(text) ? values : old]),
  );
}

/** Without the series whose name or labels have the text. */
export function without(series: Series, text: string): Series {
  return Object.fromEntries(Object.entries(series).filter(([name]) => !name.includes(text)));
}
