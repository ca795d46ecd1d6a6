import type { AlertTests } from "../alert-test";
import { away, BRIDGED, cordoned, RECOMMENDATION, tainted, toldTwice, TOO_LONG } from "./node-series";

const MINUTES = 240;
const ALWAYS = `1x${MINUTES}`;

function left(node: string) {
  return {
    labels: { severity: "warning", node },
    summary: `Node ${node} has been cordoned for more than 90m`,
  };
}

/** The nodes of a pool at its maximum in a rolling update that takes as long as it may: four rounds of 21 minutes. */
const ROLLING_UPDATE = Object.assign(
  {},
  ...Array.from({ length: 10 }, (_, index) =>
    cordoned(`spot-${index + 1}`, `0x9 1x${21 * Math.ceil((index + 1) / 3) - 1} stale`),
  ),
) as Record<string, string>;

export const NODE_LEFT_CORDONED: AlertTests = {
  alert: "NodeLeftCordoned",
  tests: [
    {
      shows: "fires",
      it: "reports each node that stays cordoned, until it is uncordoned or has been gone for five minutes, and no other",
      series: {
        ...cordoned("spot-1", "0x9 1x114 0x115"),
        ...tainted("spot-1", "_x10 1x114 stale", RECOMMENDATION),
        ...cordoned("gpu-1", "0x9 1x110 stale"),
        ...cordoned("spot-2", `0x${MINUTES}`),
      },
      fires: { at: "1h40m", alerts: [left("spot-1"), left("gpu-1")], resolvedAt: "2h5m" },
    },
    {
      shows: "fires",
      it: "reports a node once while there are two kube-state-metrics",
      series: toldTwice(cordoned("spot-1", ALWAYS)),
      fires: { at: "1h30m", alerts: [left("spot-1")] },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away(cordoned("spot-1", ALWAYS), "unschedulable", 60, BRIDGED),
      fires: { at: "1h30m", alerts: [left("spot-1")] },
    },
    {
      shows: "fires",
      it: "starts again when kube-state-metrics is away for longer",
      series: away(cordoned("spot-1", ALWAYS), "unschedulable", 60, TOO_LONG),
      fires: { at: "2h36m", alerts: [left("spot-1")] },
    },
    {
      shows: "just under",
      it: "is silent in the longest rolling update of a pool",
      series: ROLLING_UPDATE,
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "is silent about a spot node that AWS takes back after its notice, and about a drain of an hour",
      series: { ...cordoned("spot-1", "0x9 1x2 stale"), ...cordoned("application-1", "0x9 1x60 stale") },
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "starts again when the node is uncordoned after 89 minutes",
      series: cordoned("spot-1", "1x89 0x0 1x89 0x30"),
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "is silent without kube-state-metrics",
      series: {},
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "is silent when kube-state-metrics goes away for good",
      series: cordoned("spot-1", "1x80 stale"),
      silentUntil: "4h",
    },
  ],
};
