import type { AlertTests } from "../alert-test";
import {
  away,
  BRIDGED,
  gpuUse,
  node,
  nodes,
  toldTwice,
  TOO_LONG,
  use,
  type Series,
  type Use,
} from "./node-series";
import { without } from "./workload-series";

const MINUTES = 240;
const ALWAYS = `1x${MINUTES}`;

/** A use of CPU and memory that doesn't change, in percent. */
function used(cpu: number, memory: number): Use {
  const seconds = (percent: number) => `0+${Number((0.6 * percent).toFixed(3))}x${MINUTES}`; // a minute
  return { idle: seconds(100 - cpu), busy: seconds(cpu), available: `${100 - memory}x${MINUTES}` };
}

/** Nodes of a pool that are all used as much. */
function poolUsed(pool: string, count: number, cpu: number, memory: number): Series {
  const uses = Array.from({ length: count }, (_, index) => use(`${pool}-${index + 1}`, used(cpu, memory)));
  return Object.assign(nodes(pool, count, ALWAYS), ...uses) as Series;
}

function gpuPool(gpuPercent: string | undefined, count = 2): Series {
  const pool = poolUsed("gpu", count, 10, 20);
  if (gpuPercent === undefined) return pool;
  const uses = Array.from({ length: count }, (_, index) => gpuUse(`gpu-${index + 1}`, gpuPercent));
  return Object.assign(pool, ...uses) as Series;
}

function uses(pool: string, percentage: string) {
  return {
    labels: { severity: "warning", pool },
    summary: `Pool ${pool} uses ${percentage} of its best used resource`,
  };
}

export const LOW_UTILIZATION: AlertTests = {
  alert: "LowUtilization",
  tests: [
    {
      shows: "fires",
      it: "fires for a pool that is idle for two hours with a node more than the minima need, not for a busy one",
      series: {
        ...poolUsed("application", 4, 10, 25),
        ...poolUsed("spot", 3, 80, 25),
        ...poolUsed("system", 2, 5, 20),
      },
      fires: { at: "2h1m", alerts: [uses("application", "25%")] }, // a rate of CPU needs two samples
    },
    {
      shows: "fires",
      it: "takes the average of a pool's nodes, each once while two kube-state-metrics export them",
      series: toldTwice({ ...poolUsed("spot", 3, 10, 20), ...use("spot-1", used(40, 20)) }),
      fires: { at: "2h1m", alerts: [uses("spot", "20%")] },
    },
    {
      shows: "fires",
      it: "begins when the pool has more nodes than the minima need, and ends with that",
      series: { ...poolUsed("application", 4, 10, 25), ...node("application-4", "_x30 1x150 stale") },
      fires: { at: "2h30m", alerts: [uses("application", "25%")], resolvedAt: "3h1m" },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away(poolUsed("application", 4, 10, 25), 'job="kube-state-metrics"', 60, BRIDGED),
      fires: { at: "2h1m", alerts: [uses("application", "25%")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics is away for longer",
      series: away(poolUsed("application", 4, 10, 25), 'job="kube-state-metrics"', 60, TOO_LONG),
      fires: { at: "3h6m", alerts: [uses("application", "25%")] },
    },
    {
      shows: "fires",
      it: "fires for GPU nodes whose GPUs too are hardly used",
      series: gpuPool(`29.9x${MINUTES}`),
      fires: { at: "2h1m", alerts: [uses("gpu", "29.9%")] },
    },
    {
      shows: "fires",
      it: "fires for a second GPU node of staging, whose services need one around the clock",
      stack: "staging",
      series: gpuPool(`5x${MINUTES}`),
      fires: { at: "2h1m", alerts: [uses("gpu", "20%")] },
    },
    {
      shows: "just under",
      it: "is silent about the one GPU node of staging: its pool's minimum is none, its service's is a pod",
      stack: "staging",
      series: gpuPool(`0x${MINUTES}`, 1),
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "is silent about two spot nodes, which the services' minima need although the pool's minimum is none",
      series: poolUsed("spot", 2, 0, 5),
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "is silent when one resource is used to 30 %",
      series: poolUsed("application", 9, 10, 30),
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "is silent about a pool at its minimum, however idle",
      series: {
        ...poolUsed("application", 3, 0, 5),
        ...poolUsed("system", 2, 0, 5),
        ...poolUsed("gpu", 1, 0, 5),
        ...gpuUse("gpu-1", ALWAYS),
      },
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "counts the nodes at the minimum once while two kube-state-metrics export them",
      series: toldTwice(poolUsed("application", 3, 0, 5)),
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "restarts its wait after a busy period",
      series: {
        ...poolUsed("application", 4, 10, 20),
        ...use("application-1", { ...used(10, 20), available: "80x115 20x10 80x110" }),
      },
      silentUntil: "4h",
    },
    {
      shows: "just under",
      it: "is silent about GPU nodes whose GPUs work",
      series: gpuPool(`90x${MINUTES}`),
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "doesn't count GPU nodes as idle whose GPUs nobody measures",
      series: gpuPool(undefined),
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "doesn't judge by memory alone",
      series: without(poolUsed("application", 4, 0, 5), "node_cpu_seconds_total"),
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "is silent without the node exporter",
      series: nodes("application", 9, ALWAYS),
      silentUntil: "4h",
    },
    {
      shows: "missing data",
      it: "is silent without kube-state-metrics",
      series: without(poolUsed("application", 9, 0, 5), 'job="kube-state-metrics"'),
      silentUntil: "4h",
    },
    {
      shows: "counter reset",
      it: "is silent when busy nodes start again, and count CPU from zero",
      series: restarting("0+12x100 0+12x138", "0+48x100 0+48x138"),
      silentUntil: "4h",
    },
    {
      shows: "counter reset",
      it: "goes on when idle nodes start again",
      series: restarting("0+54x100 0+54x138", "0+6x100 0+6x138"),
      fires: { at: "2h1m", alerts: [uses("application", "20%")] },
    },
    {
      shows: "fresh counter",
      it: "counts from the second sample of nodes that were never counted before",
      series: restarting("_x30 1+54x210", "_x30 1+6x210"),
      fires: { at: "2h31m", alerts: [uses("application", "20%")] },
    },
  ],
};

/** Four nodes with little memory in use, and these counters of CPU. */
function restarting(idle: string, busy: string): Series {
  const available = `80x${MINUTES}`;
  const names = [1, 2, 3, 4].map((number) => `application-${number}`);
  const uses = names.map((name) => use(name, { idle, busy, available }));
  return Object.assign(nodes("application", 4, ALWAYS), ...uses) as Series;
}
