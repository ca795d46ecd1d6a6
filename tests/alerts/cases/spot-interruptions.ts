import type { AlertTests } from "../alert-test";
import { kubeState, nodes, toldTwice, type Series } from "./node-series";
import { waitingPod } from "./nodes-pending";

/** What the termination handler of a node counts: its pod dies with the node, so few samples are ever taken. */
function handled(
  node: string,
  values: string,
  { action = "pre-drain", event = "spot-itn-0123456789abcdef", status = "success" } = {},
): Series {
  const labels = `node_action="${action}", node_status="${status}", node_name="${node}", node_event_id="${event}"`;
  return { [`actions_node_total{job="aws-node-termination-handler", pod="nth-${node}", ${labels}}`]: values };
}

/** The handler's taint, as kube-state-metrics tells of it. */
function tainted(node: string, values: string, key = "spot-itn"): Series {
  const taint = `key="aws-node-termination-handler/${key}", value="0123456789abcdef", effect="NoSchedule"`;
  return { [kubeState("kube_node_spec_taint", `node="${node}", ${taint}`)]: values };
}

const takenBack = (node: string) => ({
  labels: { severity: "info", node },
  summary: `AWS takes back spot node ${node}`,
});

export const SPOT_TERMINATION: AlertTests = {
  alert: "SpotTermination",
  tests: [
    {
      shows: "fires",
      it: "tells of a notice at its first sample, for ten minutes after the last one",
      series: handled("spot-1", "_x5 1x1 stale"),
      fires: { at: "5m", alerts: [takenBack("spot-1")], resolvedAt: "16m" },
    },
    {
      shows: "fires",
      it: "knows it from the taint when the handler's pod was never scraped in its two minutes",
      series: tainted("spot-1", "_x5 1 stale"),
      fires: { at: "5m", alerts: [takenBack("spot-1")], resolvedAt: "15m" },
    },
    {
      shows: "fires",
      it: "tells each node once, by whichever sign",
      series: {
        ...handled("spot-1", "_x5 1x1 stale"),
        ...handled("spot-1", "_x6 1 stale", { action: "cordon-and-drain" }),
        ...tainted("spot-1", "_x5 1x1 stale"),
        ...handled("spot-2", "_x5 1x1 stale", { event: "spot-itn-fedcba9876543210" }),
        ...tainted("spot-3", "_x5 1x1 stale"),
      },
      fires: { at: "5m", alerts: [takenBack("spot-1"), takenBack("spot-2"), takenBack("spot-3")] },
    },
    {
      shows: "fires",
      it: "tells of a notice whose handling failed",
      series: handled("spot-1", "_x5 1x1 stale", { status: "error" }),
      fires: { at: "5m", alerts: [takenBack("spot-1")] },
    },
    {
      shows: "just under",
      it: "is silent about other events, and about a mere recommendation to rebalance",
      series: {
        ...handled("spot-1", "_x5 1x60", { event: "rebalance-recommendation-0123" }),
        ...handled("spot-2", "_x5 1x60", { event: "target-lifecycle-state-terminated-0123" }),
        ...handled("spot-3", "_x5 1x60", { event: "instance-stop-0123" }),
        ...tainted("spot-1", "_x5 1x60", "rebalance-recommendation"),
        ...tainted("application-1", "_x5 1x60", "scheduled-maintenance"),
      },
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent when neither the handler nor kube-state-metrics tells anything",
      series: {},
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "doesn't take a node for interrupted that is gone without a notice",
      series: nodes("spot", 1, "1x20 stale"),
      silentUntil: "1h",
    },
    {
      shows: "counter reset",
      it: "tells one notice once when the handler starts again and counts it anew",
      series: handled("spot-1", "_x5 2 1 1 stale"),
      fires: { at: "5m", alerts: [takenBack("spot-1")], resolvedAt: "17m" },
    },
    {
      shows: "fresh counter",
      it: "takes a counter that is born at one for a notice, of which no increase tells",
      series: handled("spot-1", "_x5 1 stale"),
      fires: { at: "5m", alerts: [takenBack("spot-1")], resolvedAt: "15m" },
    },
  ],
};

const INTERRUPTED = handled("spot-1", "_x5 1x1 stale");

/** A spot pool, from which AWS takes the first node. */
const POOL = nodes("spot", 3, "1x200");

const waits = (pods: number) => ({
  labels: { severity: "critical" },
  summary: `${pods} pods wait for a node since an interruption of spot nodes`,
});

export const SPOT_REPLACEMENT_MISSING: AlertTests = {
  alert: "SpotReplacementMissing",
  tests: [
    {
      shows: "fires",
      it: "tells of pods that find no node for fifteen minutes after an interruption",
      series: toldTwice({
        ...POOL,
        ...INTERRUPTED,
        ...waitingPod("worker-0", 7, 40),
        ...waitingPod("worker-0", 8, 39, "default"),
      }),
      fires: { at: "22m", alerts: [waits(2)], resolvedAt: "47m" },
    },
    {
      shows: "fires",
      it: "ends an hour after the notice, when other alerts tell of what still waits",
      series: { ...POOL, ...INTERRUPTED, ...waitingPod("api-gateway-0", 7, 150) },
      fires: { at: "22m", alerts: [waits(1)], resolvedAt: "1h6m" },
    },
    {
      shows: "fires",
      it: "knows the interruption from the taint alone",
      series: { ...POOL, ...tainted("spot-1", "_x5 1 stale"), ...waitingPod("api-gateway-0", 7, 150) },
      fires: { at: "22m", alerts: [waits(1)], resolvedAt: "1h5m" },
    },
    {
      shows: "just under",
      it: "is silent when the replacement comes within fourteen minutes",
      series: { ...POOL, ...INTERRUPTED, ...waitingPod("api-gateway-0", 7, 15) },
      silentUntil: "2h",
    },
    {
      shows: "just under",
      it: "is silent when pods wait and no spot node was taken back",
      series: { ...POOL, ...waitingPod("api-gateway-0", 7, 150) },
      silentUntil: "2h",
    },
    {
      shows: "just under",
      it: "is silent when pods wait after a mere recommendation to rebalance",
      series: {
        ...POOL,
        ...handled("spot-1", "_x5 1x60", { event: "rebalance-recommendation-0123" }),
        ...tainted("spot-1", "_x5 1x60", "rebalance-recommendation"),
        ...waitingPod("api-gateway-0", 7, 60),
      },
      silentUntil: "2h",
    },
    {
      shows: "just under",
      it: "is silent when pods begin to wait fifty minutes after an interruption",
      series: { ...POOL, ...INTERRUPTED, ...waitingPod("api-gateway-0", 55, 60) },
      silentUntil: "2h",
    },
    {
      shows: "just under",
      it: "is silent about an interruption after which nobody waits",
      series: { ...POOL, ...INTERRUPTED, ...waitingPod("api-gateway-0", 0, 1) },
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody tells of pods",
      series: { ...POOL, ...INTERRUPTED },
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody tells of nodes or interruptions",
      series: waitingPod("api-gateway-0", 7, 60),
      silentUntil: "2h",
    },
    {
      shows: "counter reset",
      it: "takes a handler that starts again for the same interruption",
      series: { ...POOL, ...handled("spot-1", "_x5 2 1 stale"), ...waitingPod("api-gateway-0", 7, 40) },
      fires: { at: "22m", alerts: [waits(1)] },
    },
    {
      shows: "counter reset",
      it: "is silent when the handler starts again, and pods wait for fourteen minutes",
      series: { ...POOL, ...handled("spot-1", "_x5 2 1 stale"), ...waitingPod("api-gateway-0", 7, 15) },
      silentUntil: "2h",
    },
    {
      shows: "fresh counter",
      it: "takes a counter that is born at one for an interruption",
      series: { ...POOL, ...handled("spot-1", "_x5 1 stale"), ...waitingPod("api-gateway-0", 7, 40) },
      fires: { at: "22m", alerts: [waits(1)] },
    },
  ],
};
