import type { AlertTests } from "../alert-test";
import { away, BRIDGED, node, nodes, toldTwice, TOO_LONG, type Series } from "./node-series";
import { podSeries, without } from "./workload-series";

const STATE = 'job="kube-state-metrics"';
const MINUTES = 600;
const ALWAYS = `1x${MINUTES}`;

interface Placed {
  spot: number;
  application: number;
}

/** Memory of a pod doesn't count for its share of CPU: those on spot nodes have more of it here. */
const MEMORY: Record<keyof Placed, number> = { spot: 4 * 2 ** 30, application: 2 ** 30 };

/** Pods of a service on the first node of each pool, with as many cores each. */
function placed(service: string, pods: Placed, { namespace = "production", cpu = 0.75 } = {}): Series {
  const at = (pool: keyof Placed) =>
    Array.from({ length: pods[pool] }, (_, index) =>
      podSeries(
        {
          namespace,
          service,
          pod: `${service}-${pool}-${index}`,
          node: `${pool}-1`,
          requests: { cpu, memory: MEMORY[pool] },
        },
        MINUTES,
      ),
    );
  return Object.assign({}, ...at("spot"), ...at("application")) as Series;
}

/** An on-demand node more than the three that the minima need, and a spot node. */
const NODES: Series = { ...nodes("application", 4, ALWAYS), ...nodes("spot", 1, ALWAYS) };

function share(percentage: string) {
  return {
    labels: { severity: "warning" },
    summary: `Only ${percentage} of the CPU that may run on spot nodes runs there`,
  };
}

export const SPOT_SHARE_LOW: AlertTests = {
  alert: "SpotShareLow",
  tests: [
    {
      shows: "fires",
      it: "fires when 30 % are on spot nodes for four hours",
      series: { ...NODES, ...placed("api-gateway", { spot: 3, application: 7 }) },
      fires: { at: "4h", alerts: [share("30%")] },
    },
    {
      shows: "fires",
      it: "weighs pods by their CPU: fires at 39.5 %, regardless of other pods on spot nodes",
      series: {
        ...NODES,
        ...placed("frontend", { spot: 1, application: 0 }, { cpu: 0.395 }),
        ...placed("api-gateway", { spot: 0, application: 1 }, { cpu: 0.605 }),
        ...placed("api-gateway", { spot: 8, application: 0 }, { namespace: "default" }),
        ...placed("load-test", { spot: 8, application: 0 }),
      },
      fires: { at: "4h", alerts: [share("39.5%")] },
    },
    {
      shows: "fires",
      it: "fires when there is no spot node at all",
      series: { ...nodes("application", 9, ALWAYS), ...placed("frontend", { spot: 0, application: 5 }) },
      fires: { at: "4h", alerts: [share("0%")] },
    },
    {
      shows: "fires",
      it: "starts its wait when there is an on-demand node more than the minima need",
      series: {
        ...NODES,
        ...node("application-4", `_x60 1x240 stale`),
        ...placed("api-gateway", { spot: 1, application: 7 }),
      },
      fires: { at: "5h", alerts: [share("12.5%")], resolvedAt: "5h1m" },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away({ ...NODES, ...placed("api-gateway", { spot: 3, application: 7 }) }, STATE, 99, BRIDGED),
      fires: { at: "4h", alerts: [share("30%")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics is away for longer",
      series: away({ ...NODES, ...placed("api-gateway", { spot: 3, application: 7 }) }, STATE, 99, TOO_LONG),
      fires: { at: "5h45m", alerts: [share("30%")] },
    },
    {
      shows: "just under",
      it: "is silent when exactly 40 % are on spot nodes",
      series: { ...NODES, ...placed("api-gateway", { spot: 4, application: 6 }) },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "is silent while on-demand nodes are no more than the minima need",
      series: {
        ...NODES,
        ...node("application-4", "_x600"),
        ...placed("api-gateway", { spot: 0, application: 7 }),
      },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "leaves out services that never run on spot, and pods of others' namespaces",
      series: {
        ...NODES,
        ...placed("api-gateway", { spot: 4, application: 6 }),
        ...placed("intent-classifier", { spot: 0, application: 8 }),
        ...placed("api-gateway", { spot: 0, application: 8 }, { namespace: "default" }),
      },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "is silent about more GPU nodes than the minima need, where nobody else runs",
      series: {
        ...nodes("application", 3, ALWAYS),
        ...nodes("gpu", 5, ALWAYS),
        ...nodes("spot", 1, ALWAYS),
        ...placed("api-gateway", { spot: 1, application: 7 }),
      },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "counts nodes and pods once while two kube-state-metrics export them",
      series: toldTwice({
        ...nodes("application", 3, ALWAYS),
        ...nodes("spot", 1, ALWAYS),
        ...placed("api-gateway", { spot: 1, application: 7 }),
      }),
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent when no pod runs that may run on spot",
      series: { ...NODES, ...placed("intent-classifier", { spot: 0, application: 8 }) },
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody exports the nodes' labels",
      series: without(
        { ...NODES, ...placed("api-gateway", { spot: 3, application: 7 }) },
        "kube_node_labels",
      ),
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent when nobody exports where pods run",
      series: without({ ...NODES, ...placed("api-gateway", { spot: 8, application: 2 }) }, "kube_pod_info"),
      silentUntil: "8h",
    },
  ],
};
