import { shippedMonitoredStack } from "../../components/monitoring/stack-expressions";
import type { AlertTests } from "../alert-test";
import { away, BRIDGED, node, nodes, onDemandPrice, price, prices, toldTwice, TOO_LONG } from "./node-series";

const DAY = 86_400_000;

/** So many days after the oldest price of the book, and minutes. */
function afterPrices(days: number, minutes = 0): string {
  const asOf = Date.parse(shippedMonitoredStack("production").cost.pricesAsOf);
  return new Date(asOf + days * DAY + minutes * 60_000).toISOString().replace(".000", "");
}

const BOOK = { prices: "book" };
const OPENCOST = { prices: "opencost" };
const MINUTES = 480;

function at(factor: number, instanceType = "c6i.xlarge"): string {
  return `${Number((onDemandPrice(instanceType) * factor).toFixed(6))}x${MINUTES}`;
}

/** Nodes of the application pool that OpenCost prices at a part of the price book's price. */
function applicationAt(factor: number) {
  return { ...nodes("application", 3, `1x${MINUTES}`), ...prices("application", 3, at(factor)) };
}

function apart(percentage: string, instanceType = "c6i.xlarge") {
  return {
    labels: { severity: "warning", prices: "opencost", instance_type: instanceType },
    summary: `The prices of ${instanceType} in OpenCost and in the price book are ${percentage} apart`,
  };
}

const AGED = {
  labels: { severity: "warning", prices: "book" },
  summary: "The price book is 180 days old, by the oldest of its dated prices",
};

export const PRICES_STALE: AlertTests = {
  alert: "PricesStale",
  tests: [
    {
      shows: "fires",
      it: "fires for a price book a minute older than 180 days",
      labels: BOOK,
      startsAt: afterPrices(179, 1438),
      series: {},
      fires: { at: "3m", alerts: [AGED] },
    },
    {
      shows: "just under",
      it: "is silent when the price book is exactly 180 days old",
      labels: BOOK,
      startsAt: afterPrices(178),
      series: {},
      silentUntil: "2d",
    },
    {
      shows: "missing data",
      it: "needs no series to know the age of a book, and is silent when it is young",
      labels: BOOK,
      startsAt: afterPrices(0),
      series: {},
      silentUntil: "1d",
    },
    {
      shows: "fires",
      it: "fires for a price that is higher in OpenCost for six hours, also while exporters are rolled out",
      labels: OPENCOST,
      series: toldTwice(applicationAt(1.101)),
      fires: { at: "6h", alerts: [apart("10.1%")] },
    },
    {
      shows: "fires",
      it: "fires for a price that is lower in OpenCost",
      labels: OPENCOST,
      series: applicationAt(0.88),
      fires: { at: "6h", alerts: [apart("12%")] },
    },
    {
      shows: "fires",
      it: "fires once for each type, by the node that is furthest apart",
      labels: OPENCOST,
      series: {
        ...applicationAt(1.12),
        ...price("application-2", at(1.2)),
        ...node("application-4", `1x${MINUTES}`, "c5.xlarge"),
        ...price("application-4", at(0.5, "c5.xlarge"), "c5.xlarge"),
      },
      fires: { at: "6h", alerts: [apart("20%"), apart("50%", "c5.xlarge")] },
    },
    {
      shows: "fires",
      it: "goes on when OpenCost is replaced within five minutes",
      labels: OPENCOST,
      series: away(applicationAt(1.2), 'job="opencost"', 30, BRIDGED),
      fires: { at: "6h", alerts: [apart("20%")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when OpenCost is away for longer",
      labels: OPENCOST,
      series: away(applicationAt(1.2), 'job="opencost"', 30, TOO_LONG),
      fires: { at: "6h36m", alerts: [apart("20%")] },
    },
    {
      shows: "just under",
      it: "is silent when prices are nearly ten percent apart, either way",
      labels: OPENCOST,
      series: { ...applicationAt(1.099), ...price("application-1", at(0.901)) },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "leaves out spot nodes, which cost a third, and types that the book doesn't know",
      labels: OPENCOST,
      series: {
        ...nodes("spot", 2, `1x${MINUTES}`),
        ...prices("spot", 2, at(0.33, "m5.xlarge")),
        ...node("application-1", `1x${MINUTES}`, "m7i.xlarge"),
        ...price("application-1", `0.9x${MINUTES}`, "m7i.xlarge"),
      },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "is silent about nodes that have joined, and are priced at nothing for an hour each",
      labels: OPENCOST,
      series: {
        ...applicationAt(1),
        ...nodes("application", 5, `1x${MINUTES}`),
        ...price("application-4", "_x60 0x60 0.17x360"),
        ...price("application-5", "_x200 0x60 0.17x220"),
      },
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent without OpenCost",
      labels: OPENCOST,
      series: nodes("application", 3, `1x${MINUTES}`),
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent without kube-state-metrics",
      labels: OPENCOST,
      series: prices("application", 3, at(2)),
      silentUntil: "8h",
    },
  ],
};

/** Spot nodes that OpenCost prices at a part of the on-demand price. */
function spotAt(factor: number) {
  return { ...nodes("spot", 2, `1x${MINUTES}`), ...prices("spot", 2, at(factor, "m5.xlarge")) };
}

function asOnDemand(instanceType: string) {
  return {
    labels: { severity: "info", instance_type: instanceType },
    summary: `OpenCost prices spot nodes of type ${instanceType} as on-demand nodes`,
  };
}

export const SPOT_PRICES_MISSING: AlertTests = {
  alert: "SpotPricesMissing",
  tests: [
    {
      shows: "fires",
      it: "fires for spot nodes at the on-demand price for six hours",
      series: spotAt(1),
      fires: { at: "6h", alerts: [asOnDemand("m5.xlarge")] },
    },
    {
      shows: "fires",
      it: "doesn't restart its wait when AWS takes back one of them and another starts",
      series: {
        ...node("spot-1", "1x100 stale"),
        ...price("spot-1", "0.192x100 stale"),
        ...node("spot-2", "_x90 1x390"),
        ...price("spot-2", "_x90 0.192x390"),
      },
      fires: { at: "6h", alerts: [asOnDemand("m5.xlarge")] },
    },
    {
      shows: "fires",
      it: "goes on when kube-state-metrics is replaced within five minutes",
      series: away(spotAt(1), 'job="kube-state-metrics"', 30, BRIDGED),
      fires: { at: "6h", alerts: [asOnDemand("m5.xlarge")] },
    },
    {
      shows: "fires",
      it: "restarts its wait when kube-state-metrics is away for longer",
      series: away(spotAt(1), 'job="kube-state-metrics"', 30, TOO_LONG),
      fires: { at: "6h36m", alerts: [asOnDemand("m5.xlarge")] },
    },
    {
      shows: "just under",
      it: "is silent at 98.9 % of the on-demand price",
      series: spotAt(0.989),
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "is silent about on-demand nodes of the same type",
      series: {
        ...spotAt(0.33),
        ...node("application-1", `1x${MINUTES}`, "m5.xlarge"),
        ...price("application-1", at(1, "m5.xlarge"), "m5.xlarge"),
      },
      silentUntil: "8h",
    },
    {
      shows: "just under",
      it: "is silent when OpenCost has found the spot price before six hours are over",
      series: {
        ...nodes("spot", 1, `1x${MINUTES}`),
        ...price("spot-1", "0.192x359 0.06x120"),
      },
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent without OpenCost",
      series: nodes("spot", 2, `1x${MINUTES}`),
      silentUntil: "8h",
    },
    {
      shows: "missing data",
      it: "is silent about nodes whose labels nobody exports",
      series: prices("spot", 2, at(1, "m5.xlarge")),
      silentUntil: "8h",
    },
  ],
};
