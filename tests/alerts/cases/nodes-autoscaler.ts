import type { AlertTests } from "../alert-test";
import { waitingPod } from "./nodes-pending";
import type { Series } from "./node-series";

/** A series of Cluster Autoscaler's; another pod of it is another series. */
function autoscaler(metric: string, labels = "", pod = "cluster-autoscaler-1"): string {
  return `cluster_autoscaler_${metric}{job="cluster-autoscaler", pod="${pod}"${labels && `, ${labels}`}}`;
}

function failures(values: string, reason = "timeout", pod?: string): Series {
  return { [autoscaler("failed_scale_ups_total", `reason="${reason}"`, pod)]: values };
}

function safe(values: string): Series {
  return { [autoscaler("cluster_safe_to_autoscale")]: values };
}

const WAITING = waitingPod("torchserve-0", 0, 100);

const FAILING = {
  labels: { severity: "critical" },
  summary: "Cluster Autoscaler does not add the nodes that pods wait for",
};

export const CLUSTER_AUTOSCALER_FAILING: AlertTests = {
  alert: "ClusterAutoscalerFailing",
  tests: [
    {
      shows: "fires",
      it: "fires when too many nodes are not ready for fifteen minutes, even if no pod waits",
      series: safe("1x9 0x40 1x60"),
      fires: { at: "25m", alerts: [FAILING], resolvedAt: "51m" },
    },
    {
      shows: "fires",
      it: "fires once when both are the case",
      series: { ...safe("0x60"), ...WAITING, ...failures("0x5 1x60") },
      fires: { at: "15m", alerts: [FAILING] },
    },
    {
      shows: "fires",
      it: "fires for one failed scale-up while a pod waits for fifteen minutes",
      series: { ...safe("1x120"), ...WAITING, ...failures("0x9 1x90") },
      fires: { at: "25m", alerts: [FAILING], resolvedAt: "39m" },
    },
    {
      shows: "just under",
      it: "is silent when the nodes are ready again after fourteen minutes",
      series: safe("1x9 0x14 1x60"),
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent when the pod has its node after fourteen minutes",
      series: { ...safe("1x120"), ...waitingPod("torchserve-0", 0, 15), ...failures("0 1x100") },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent about failures while no pod waits",
      series: { ...safe("1x120"), ...waitingPod("torchserve-0", 0, 1), ...failures("0+1x100") },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent about pods that wait while the last failure is long ago",
      series: { ...safe("1x120"), ...laterWaiting(), ...failures("3x120") },
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent without Cluster Autoscaler's metrics: ClusterAutoscalerSilent and ExporterMissing report that",
      series: WAITING,
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent about failures when nobody exports pods",
      series: { ...safe("1x120"), ...failures("0+1x120") },
      silentUntil: "2h",
    },
    {
      shows: "counter reset",
      it: "is silent when Cluster Autoscaler starts again, and counts from zero",
      series: { ...safe("1x120"), ...laterWaiting(), ...failures("7x59 0x60") },
      silentUntil: "2h",
    },
    {
      shows: "counter reset",
      it: "is silent when another pod of it takes over, and counts from zero",
      series: {
        ...safe("1x120"),
        ...laterWaiting(),
        ...failures("7x59 stale"),
        ...failures("_x61 0x60", "timeout", "cluster-autoscaler-2"),
      },
      silentUntil: "2h",
    },
    {
      shows: "counter reset",
      it: "fires for a failure after another pod of it took over",
      series: {
        ...safe("1x120"),
        ...laterWaiting(),
        ...failures("7x59 stale"),
        ...failures("_x61 0x3 1x60", "timeout", "cluster-autoscaler-2"),
      },
      fires: { at: "1h20m", alerts: [FAILING] },
    },
    {
      shows: "fresh counter",
      it: "takes a reason that is counted for the first time, at one, for a failure",
      series: { ...safe("1x120"), ...WAITING, ...failures("_x10 1x90", "InsufficientInstanceCapacity") },
      fires: { at: "25m", alerts: [FAILING], resolvedAt: "40m" },
    },
  ],
};

/** A pod that waits from minute 45 on: an hour's counts are known by then. */
function laterWaiting(): Series {
  return waitingPod("torchserve-0", 45, 70);
}

function silentFor(duration: string) {
  return {
    labels: { severity: "critical" },
    summary: `Cluster Autoscaler has not completed a round without an error for ${duration}`,
  };
}

function activity(name: string, values: string, pod?: string): Series {
  return { [autoscaler("last_activity", `activity="${name}"`, pod)]: values };
}

/** A round a minute; up to a minute each ends well, and none since. */
function rounds(until: number, then: number, pod?: string): Series {
  return {
    ...activity("main", `0+60x${until + then}`, pod),
    ...activity("mainSuccessful", `0+60x${until} ${until * 60}x${then}`, pod),
  };
}

export const CLUSTER_AUTOSCALER_SILENT: AlertTests = {
  alert: "ClusterAutoscalerSilent",
  tests: [
    {
      shows: "fires",
      it: "goes off after eleven minutes of rounds that all fail",
      series: rounds(30, 60),
      fires: { at: "41m", alerts: [silentFor("11m 0s")] },
    },
    {
      shows: "fires",
      it: "goes off ten seconds after ten minutes, regardless of its other activities",
      series: {
        ...activity("main", "50x60"),
        ...activity("mainSuccessful", "50x60"),
        ...activity("scaleDown", "0+60x60"),
      },
      fires: { at: "11m", alerts: [silentFor("10m 10s")] },
    },
    {
      shows: "fires",
      it: "ends with the next round that ends well",
      series: { ...activity("main", "0+60x71"), ...activity("mainSuccessful", "0x11 720+60x60") },
      fires: { at: "11m", alerts: [silentFor("11m 0s")], resolvedAt: "12m" },
    },
    {
      shows: "fires",
      it: "goes off where no round has ended well since it was first started",
      series: activity("main", "_x5 300+60x60"),
      fires: { at: "16m", alerts: [silentFor("11m 0s")] },
    },
    {
      shows: "fires",
      it: "remembers the last success over a restart, after which there is none",
      series: {
        ...activity("main", "0+60x33 stale"),
        ...activity("mainSuccessful", "0+60x30 1800x2 stale"),
        ...activity("main", "_x35 2100+60x60", "cluster-autoscaler-2"),
      },
      fires: { at: "41m", alerts: [silentFor("11m 0s")] },
    },
    {
      shows: "just under",
      it: "is silent at ten minutes",
      series: {
        ...activity("main", "0+60x43"),
        ...activity("mainSuccessful", "0x10 660x10 1320x10 1980x10"),
      },
      silentUntil: "40m",
    },
    {
      shows: "just under",
      it: "is silent when it neither scaled up nor down for hours, but does its rounds",
      series: { ...rounds(180, 0), ...activity("scaleUp", "0x180"), ...activity("scaleDown", "0x180") },
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent when one of two pods does its rounds",
      series: { ...rounds(60, 120), ...rounds(180, 0, "cluster-autoscaler-2") },
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent while it starts after hours without it, and its first round isn't over",
      series: {
        ...activity("main", "0+60x30 stale"),
        ...activity("mainSuccessful", "0+60x30 stale"),
        ...activity("main", "_x180 10800+60x60", "cluster-autoscaler-2"),
        ...activity("mainSuccessful", "_x182 10920+60x58", "cluster-autoscaler-2"),
      },
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "is silent when nothing comes from it: ExporterMissing goes off then",
      series: { ...activity("main", "0+60x30 stale"), ...activity("mainSuccessful", "0+60x30 stale") },
      silentUntil: "3h",
    },
  ],
};
