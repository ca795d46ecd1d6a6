import type { AlertTests } from "../alert-test";
import { nodes, toldTwice, alive, handled, RECOMMENDATION, tainted } from "./node-series";
import { waitingPod } from "./nodes-pending";

const INTERRUPTED = handled("spot-1", "_x5 1x1 stale");

/** A spot pool, from which AWS takes the first node. */
const POOL = nodes("spot", 3, "1x200");

const waits = (pods: number) => ({
  labels: { severity: "critical" },
  summary: `${pods} pods wait for a node after an interruption of spot nodes`,
});

export const SPOT_REPLACEMENT_MISSING: AlertTests = {
  alert: "SpotReplacementMissing",
  tests: [
    {
      shows: "fires",
      it: "fires for pods that find no node for twenty minutes after an interruption",
      series: toldTwice({
        ...POOL,
        ...INTERRUPTED,
        ...waitingPod("worker-0", 7, 40),
        ...waitingPod("worker-0", 8, 39, "default"),
      }),
      fires: { at: "27m", alerts: [waits(2)], resolvedAt: "47m" },
    },
    {
      shows: "fires",
      it: "ends an hour after the notice, when other alerts fire for what still waits",
      series: { ...POOL, ...INTERRUPTED, ...waitingPod("api-gateway-0", 7, 150) },
      fires: { at: "27m", alerts: [waits(1)], resolvedAt: "1h6m" },
    },
    {
      shows: "fires",
      it: "counts a node that EKS has replaced after a recommendation to rebalance",
      series: {
        ...POOL,
        ...alive("spot-2", "1x200"),
        ...alive("spot-1", "1x19 stale"),
        ...handled("spot-1", "_x5 1x14 stale", { event: RECOMMENDATION }),
        ...waitingPod("api-gateway-0", 20, 60),
      },
      fires: { at: "40m", alerts: [waits(1)], resolvedAt: "1h19m" },
    },
    {
      shows: "fires",
      it: "knows the interruption from the taint alone",
      series: { ...POOL, ...tainted("spot-1", "_x5 1 stale"), ...waitingPod("api-gateway-0", 7, 150) },
      fires: { at: "27m", alerts: [waits(1)], resolvedAt: "1h5m" },
    },
    {
      shows: "just under",
      it: "is silent when the replacement comes within nineteen minutes",
      series: { ...POOL, ...INTERRUPTED, ...waitingPod("api-gateway-0", 7, 20) },
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
      it: "is silent when pods wait after a recommendation to rebalance whose node stays",
      series: {
        ...POOL,
        ...alive("spot-1", "1x200"),
        ...handled("spot-1", "_x5 1x60", { event: RECOMMENDATION }),
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
      it: "is silent when nobody exports pods",
      series: { ...POOL, ...INTERRUPTED },
      silentUntil: "2h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody exports nodes or interruptions",
      series: waitingPod("api-gateway-0", 7, 60),
      silentUntil: "2h",
    },
    {
      shows: "counter reset",
      it: "takes a handler that starts again for the same interruption",
      series: { ...POOL, ...handled("spot-1", "_x5 2 1 stale"), ...waitingPod("api-gateway-0", 7, 40) },
      fires: { at: "27m", alerts: [waits(1)] },
    },
    {
      shows: "counter reset",
      it: "is silent when the handler starts again, and pods wait for nineteen minutes",
      series: { ...POOL, ...handled("spot-1", "_x5 2 1 stale"), ...waitingPod("api-gateway-0", 7, 20) },
      silentUntil: "2h",
    },
    {
      shows: "fresh counter",
      it: "takes a counter that is born at one for an interruption",
      series: { ...POOL, ...handled("spot-1", "_x5 1 stale"), ...waitingPod("api-gateway-0", 7, 40) },
      fires: { at: "27m", alerts: [waits(1)] },
    },
  ],
};
