import type { AlertTests } from "../alert-test";
import { nodes, alive, handled, RECOMMENDATION, tainted } from "./node-series";

const takenBack = (node: string) => ({
  labels: { severity: "info", node },
  summary: `AWS takes back spot node ${node}`,
});

export const SPOT_TERMINATION: AlertTests = {
  alert: "SpotTermination",
  tests: [
    {
      shows: "fires",
      it: "fires for a notice at its first sample, for ten minutes after the last one",
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
      it: "fires once for each node, whichever sign there is",
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
      it: "fires for a node that EKS replaces after a recommendation to rebalance, when it is gone",
      series: {
        ...alive("spot-2", "1x80"),
        ...alive("spot-1", "1x19 stale"),
        ...handled("spot-1", "_x5 1x14 stale", { event: RECOMMENDATION }),
      },
      fires: { at: "20m", alerts: [takenBack("spot-1")], resolvedAt: "29m" },
    },
    {
      shows: "fires",
      it: "knows the recommendation from the taint alone",
      series: {
        ...alive("spot-2", "1x80"),
        ...alive("spot-1", "1x19 stale"),
        ...tainted("spot-1", "_x5 1x14 stale", "rebalance-recommendation"),
      },
      fires: { at: "20m", alerts: [takenBack("spot-1")], resolvedAt: "29m" },
    },
    {
      shows: "fires",
      it: "fires once for a node with a recommendation and a notice, at the notice",
      series: {
        ...alive("spot-2", "1x80"),
        ...alive("spot-1", "1x11 stale"),
        ...handled("spot-1", "_x5 1x6 stale", { event: RECOMMENDATION }),
        ...handled("spot-1", "_x10 1x1 stale"),
      },
      fires: { at: "10m", alerts: [takenBack("spot-1")], resolvedAt: "21m" },
    },
    {
      shows: "fires",
      it: "fires for a notice whose handling failed",
      series: handled("spot-1", "_x5 1x1 stale", { status: "error" }),
      fires: { at: "5m", alerts: [takenBack("spot-1")] },
    },
    {
      shows: "just under",
      it: "is silent about other events",
      series: {
        ...alive("application-1", "1x80"),
        ...handled("spot-2", "_x5 1x60", { event: "target-lifecycle-state-terminated-0123" }),
        ...handled("spot-3", "_x5 1x60", { event: "instance-stop-0123" }),
        ...tainted("application-1", "_x5 1x60", "scheduled-maintenance"),
      },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent about a recommendation to rebalance whose node stays",
      series: {
        ...alive("spot-1", "1x80"),
        ...handled("spot-1", "_x5 1x60", { event: RECOMMENDATION }),
        ...tainted("spot-1", "_x5 1x60", "rebalance-recommendation"),
      },
      silentUntil: "1h",
    },
    {
      shows: "just under",
      it: "is silent about a node that goes eleven minutes after its handler last reported a recommendation",
      series: {
        ...alive("application-1", "1x80"),
        ...alive("spot-1", "1x16 stale"),
        ...handled("spot-1", "_x5 1x1 stale", { event: RECOMMENDATION }),
      },
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "is silent when neither the handler nor kube-state-metrics exports anything",
      series: {},
      silentUntil: "1h",
    },
    {
      shows: "missing data",
      it: "doesn't take a recommended node for gone while kube-state-metrics is away",
      series: {
        ...alive("spot-1", "1x20 stale _x2 1x60"),
        ...alive("spot-2", "1x20 stale _x2 1x60"),
        ...handled("spot-1", "_x5 1x75", { event: RECOMMENDATION }),
      },
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
      it: "fires once for a notice when the handler restarts and counts it again",
      series: handled("spot-1", "_x5 2 1 1 stale"),
      fires: { at: "5m", alerts: [takenBack("spot-1")], resolvedAt: "17m" },
    },
    {
      shows: "fresh counter",
      it: "treats a counter that starts at one as a notice, although it never increases",
      series: handled("spot-1", "_x5 1 stale"),
      fires: { at: "5m", alerts: [takenBack("spot-1")], resolvedAt: "15m" },
    },
  ],
};
