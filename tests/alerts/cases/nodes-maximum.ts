import type { AlertTests } from "../alert-test";
import { node, nodes, toldTwice } from "./node-series";

const ALWAYS = "1x240";

function hasAll(pool: string, count: number) {
  return { labels: { severity: "warning", pool }, summary: `Pool ${pool} has all of its ${count} nodes` };
}

export const NODE_GROUP_AT_MAXIMUM: AlertTests = {
  alert: "NodeGroupAtMaximum",
  tests: [
    {
      shows: "fires",
      it: "fires for a pool with all of its nodes for half an hour, not for the others",
      series: { ...nodes("application", 9, ALWAYS), ...nodes("spot", 9, ALWAYS), ...nodes("gpu", 4, ALWAYS) },
      fires: { at: "30m", alerts: [hasAll("application", 9)] },
    },
    {
      shows: "fires",
      it: "goes on while a rolling update has a node more than the maximum",
      series: { ...nodes("gpu", 5, ALWAYS), ...node("gpu-6", "_x20 1x60 stale") },
      fires: { at: "30m", alerts: [hasAll("gpu", 6)] },
    },
    {
      shows: "fires",
      it: "counts from when the last node joined until one leaves",
      series: { ...nodes("spot", 9, ALWAYS), ...node("spot-10", "_x10 1x50 stale") },
      fires: { at: "40m", alerts: [hasAll("spot", 10)], resolvedAt: "1h1m" },
    },
    {
      shows: "just under",
      it: "is silent with a node fewer in each pool",
      series: {
        ...nodes("system", 3, ALWAYS),
        ...nodes("application", 8, ALWAYS),
        ...nodes("gpu", 4, ALWAYS),
        ...nodes("spot", 9, ALWAYS),
      },
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "is silent when the last node leaves after 29 minutes",
      series: { ...nodes("gpu", 4, ALWAYS), ...node("gpu-5", "1x29 stale _x5 1x29 stale") },
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "counts nodes once while two kube-state-metrics export them",
      series: toldTwice(nodes("gpu", 4, ALWAYS)),
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody exports nodes",
      series: {},
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "leaves out nodes without a pool's label",
      series: Object.fromEntries(
        Object.entries(nodes("gpu", 6, ALWAYS)).map(([name, values]) => [
          name.replace('label_node_pool="gpu", ', ""),
          values,
        ]),
      ),
      silentUntil: "4h",
    },
  ],
};
