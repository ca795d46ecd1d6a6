import { seconds } from "../../kubernetes/quantity";
import { hasGpuPool, type MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";
import { lately } from "../promql";

/** Up to this number, the services' minima need the nodes, however little they use. */
const ABOVE_FLOOR = `(${lately("pool:nodes:count")} > pool:nodes:floor)`;

/** Nodes: too few, too many, idle, or not added at all. */
export function nodeAlerts(stack: MonitoredStack): AlertRule[] {
  const { alerts } = stack;
  return [
    alert(
      stack,
      "LowUtilization",
      {
        expr: `max by (pool) (${lately("pool:usage:ratio")}) < ${alerts.lowUtilization.percent / 100}
and on (pool) ${ABOVE_FLOOR}
and on (pool) (${everyUseKnown(stack)})`,
        for: alerts.lowUtilization.for,
      },
      {
        severity: "warning",
        summary: "Pool {{ $labels.pool }} uses {{ $value | humanizePercentage }} of its best used resource",
        description:
          "The pool has more nodes than the minima of the services need, and fewer would be enough. Scale down resources.",
      },
    ),
    alert(
      stack,
      "NodeGroupAtMaximum",
      {
        expr: `pool:nodes:count >= pool:nodes:max
and pool:nodes:max > pool:nodes:min`,
        for: alerts.nodeGroupAtMaximum.for,
      },
      {
        severity: "warning",
        summary: "Pool {{ $labels.pool }} has all of its {{ $value }} nodes",
        description:
          "The next pod that needs this pool will wait. Raise the pool's maximum, or lower that of a service.",
      },
    ),
    alert(
      stack,
      "NodeLeftCordoned",
      {
        expr: `max by (node) (${lately("kube_node_spec_unschedulable")}) == 1`,
        for: alerts.nodeLeftCordoned.for,
      },
      {
        severity: "warning",
        summary: `Node {{ $labels.node }} has been cordoned for more than ${alerts.nodeLeftCordoned.for}`,
        description: "It costs as much as before, and takes no new pod until it is uncordoned or replaced.",
      },
    ),
    ...(hasGpuPool(stack) ? [gpuIdle(stack)] : []),
    alert(
      stack,
      "PodsPending",
      {
        expr: `count by (namespace) (
  (time() - max by (namespace, pod) (kube_pod_created)) > ${seconds(alerts.podsPending.for)}
  and on (namespace, pod) (max by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) == 1)
) > 0`,
      },
      {
        severity: "warning",
        summary: `{{ $value }} pods of {{ $labels.namespace }} have waited for more than ${alerts.podsPending.for}`,
        description:
          "They have no node, or can't start: an image, a volume or a quota is missing. Read the events of one of these pods.",
      },
    ),
    alert(
      stack,
      "ClusterAutoscalerFailing",
      {
        expr: `max(cluster_autoscaler_cluster_safe_to_autoscale) == 0
or (cluster:pods_unschedulable:count > 0 and on () (${failedScaleUps("30m")}))`,
        for: alerts.clusterAutoscalerFailing.for,
      },
      {
        severity: "critical",
        summary: "Cluster Autoscaler does not add the nodes that pods wait for",
        description:
          "Too many nodes are not ready, or AWS did not start the requested nodes and pods still wait. Read its log and its status.",
      },
    ),
    alert(
      stack,
      "ClusterAutoscalerSilent",
      {
        expr: `${SINCE_LAST_ROUND} > ${seconds(alerts.clusterAutoscalerSilent.for)}
and on () group(last_over_time(cluster_autoscaler_last_activity{activity="main"}[5m] offset 2m))`,
      },
      {
        severity: "critical",
        summary:
          "Cluster Autoscaler has not completed a round without an error for {{ $value | humanizeDuration }}",
        description:
          "It normally completes one every ten seconds. Until then no node is added or removed. Read its log.",
      },
    ),
  ];
}

/**
 * Seconds since Cluster Autoscaler completed a round without an error, or, if no round of the last day did, since its first
 * round. It restarts itself after a quarter of an hour of errors, and a restart forgets the last success. `main` alone
 * is not enough: it is set before a round, which may then fail (cluster-autoscaler/loop/run.go at 1.35.0).
 */
export const SINCE_LAST_ROUND = `time() - (
  max(last_over_time(cluster_autoscaler_last_activity{activity="mainSuccessful"}[1d]))
  or min(min_over_time(cluster_autoscaler_last_activity{activity="main"}[1d]))
)`;

/** Pools whose use of CPU, memory and GPUs is all measured: a pool whose GPUs aren't measured may not be idle. */
function everyUseKnown({ pools }: MonitoredStack): string {
  const withGpu = pools.filter(({ hasGpu }) => hasGpu).map(({ name }) => name);
  const known = (selector: string, resources: number) =>
    `count by (pool) (${lately(`pool:usage:ratio${selector}`)}) == ${resources}`;
  if (withGpu.length === 0) return known("", 2);
  return `${known(`{pool!~"${withGpu.join("|")}"}`, 2)} or ${known(`{pool=~"${withGpu.join("|")}"}`, 3)}`;
}

function gpuIdle(stack: MonitoredStack): AlertRule {
  const { percent, for: sustained } = stack.alerts.gpuIdle;
  return alert(
    stack,
    "GpuIdle",
    {
      // Minutes ago the name may have belonged to another instance: of its labels, only the pool is used.
      expr: `${lately("node:gpu_usage:ratio")} * on (node) group_left (pool) group by (node, pool) (${lately("node:labels:info")}) < ${percent / 100}
and on (node) ${lately("node:gpu_requests:sum")}
and on (pool) ${ABOVE_FLOOR}`,
      for: sustained,
    },
    {
      severity: "warning",
      summary:
        "The GPU of {{ $labels.node }} is used {{ $value | humanizePercentage }} of the time, while pods occupy it",
      description:
        "GPU nodes cost the most, and the pool has more of them than the minima of the services need. Find out which pods occupy it.",
    },
  );
}

/** Scale-ups that failed within the window. A counter appears with its first event, which is not an increase yet. */
function failedScaleUps(window: string): string {
  const failed = "cluster_autoscaler_failed_scale_ups_total";
  return `sum by (reason) (increase(${failed}[${window}])) > 0 or sum by (reason) (${failed} unless ${failed} offset ${window}) > 0`;
}
