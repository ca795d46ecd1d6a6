import type { AlertTests } from "../alert-test";
import { kubeState, toldTwice, type Series } from "./node-series";
import { withValues, without } from "./workload-series";

/** A pod that was made at a minute, waits for so many, then runs. */
export function waitingPod(name: string, from: number, minutes: number, namespace = "production"): Series {
  const pod = `namespace="${namespace}", pod="${name}"`;
  const before = from > 0 ? `_x${from} ` : "";
  const waits = `1x${minutes - 1}`;
  return {
    [kubeState("kube_pod_created", pod)]: `${before}${from * 60}x200`,
    [kubeState("kube_pod_status_phase", `${pod}, phase="Pending"`)]: `${before}${waits} 0x100`,
    [kubeState("kube_pod_status_phase", `${pod}, phase="Running"`)]: `${before}0x${minutes - 1} 1x100`,
    [kubeState("kube_pod_status_unschedulable", pod)]: `${before}${waits} stale`,
  };
}

function waited(count: number, namespace = "production") {
  return {
    labels: { severity: "warning", namespace },
    summary: `${count} pods of ${namespace} have waited for more than 20m`,
  };
}

export const PODS_PENDING: AlertTests = {
  alert: "PodsPending",
  tests: [
    {
      shows: "fires",
      it: "fires for a pod that has waited for more than twenty minutes, until it runs",
      series: waitingPod("api-gateway-0", 5, 25),
      fires: { at: "26m", alerts: [waited(1)], resolvedAt: "30m" },
    },
    {
      shows: "fires",
      it: "counts the pods of each namespace, and those that wait longer alone",
      series: {
        ...waitingPod("api-gateway-0", 0, 60),
        ...waitingPod("api-gateway-1", 0, 60),
        ...waitingPod("api-gateway-2", 2, 60),
        ...waitingPod("keda-operator-0", 0, 60, "keda"),
      },
      fires: { at: "21m", alerts: [waited(2), waited(1, "keda")] },
    },
    {
      shows: "fires",
      it: "counts a pod once while two kube-state-metrics export it",
      series: toldTwice(waitingPod("api-gateway-0", 5, 60)),
      fires: { at: "26m", alerts: [waited(1)] },
    },
    {
      shows: "fires",
      it: "fires ten seconds after twenty minutes",
      series: withValues(waitingPod("api-gateway-0", 0, 60), "kube_pod_created", "50x60"),
      fires: { at: "21m", alerts: [waited(1)] },
    },
    {
      shows: "fires",
      it: "knows the pod's age at once when kube-state-metrics comes back",
      series: replaced(waitingPod("api-gateway-0", 0, 60), "_x30"),
      fires: { at: "30m", alerts: [waited(1)] },
    },
    {
      shows: "just under",
      it: "is silent when the pod runs after twenty minutes",
      series: waitingPod("api-gateway-0", 0, 21), // pending up to the sample of minute 20
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent while pods come and go that wait for nineteen minutes each",
      series: Object.assign(
        {},
        ...[0, 10, 20, 30].map((from) => waitingPod(`worker-${from}`, from, 19)),
      ) as Series,
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody exports the pod's age",
      series: without(waitingPod("api-gateway-0", 0, 60), "kube_pod_created"),
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody exports the pod's phase",
      series: without(waitingPod("api-gateway-0", 0, 60), "kube_pod_status_phase"),
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent about a pod that was deleted while it waited",
      series: Object.fromEntries(
        Object.entries(waitingPod("api-gateway-0", 0, 60)).map(([name, values]) => [
          name,
          values.replace(/x\d+.*$/, "x17 stale"),
        ]),
      ),
      silentUntil: "2h",
    },
  ],
};

/** The same series after a time without any. */
function replaced(series: Series, gap: string): Series {
  return Object.fromEntries(Object.entries(series).map(([name, values]) => [name, `${gap} ${values}`]));
}
