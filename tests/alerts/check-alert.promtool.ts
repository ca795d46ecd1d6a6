import assert from "node:assert/strict";
import type { AlertTest } from "./alert-test";
import { checkAlert } from "./check-alert";
import { nodes } from "./cases/node-series";

/** Nine nodes of the application pool: NodeGroupAtMaximum after half an hour. */
const RIGHT: AlertTest = {
  shows: "fires",
  it: "fires for a pool with all of its nodes",
  series: nodes("application", 9, "1x60"),
  fires: {
    at: "30m",
    alerts: [
      {
        labels: { severity: "warning", pool: "application" },
        summary: "Pool application has all of its 9 nodes",
      },
    ],
  },
};

const { alerts } = RIGHT.fires!;
const [alert] = alerts;

describe("a test of an alert", () => {
  const fails = (change: Partial<AlertTest>, message: RegExp) =>
    assert.throws(() => checkAlert("NodeGroupAtMaximum", { ...RIGHT, ...change }), { message });

  it("passes when it is right", () => checkAlert("NodeGroupAtMaximum", RIGHT));

  it("fails when the alert fires a minute later", () => {
    fails({ fires: { at: "29m", alerts } }, /time: 29m[^]*got:\[\]/);
  });

  it("fails when the alert has fired a minute before", () => {
    fails({ fires: { at: "31m", alerts } }, /time: 30m[^]*exp:\[\]/);
  });

  it("fails when a label is another, or missing", () => {
    const labels = { severity: "critical", pool: "application" };
    fails({ fires: { at: "30m", alerts: [{ ...alert!, labels }] } }, /got:[^]*severity="warning"/);
    fails(
      { fires: { at: "30m", alerts: [{ ...alert!, labels: { severity: "warning" } }] } },
      /got:[^]*pool=/,
    );
  });

  it("fails when the summary is another", () => {
    fails(
      { fires: { at: "30m", alerts: [{ ...alert!, summary: "All nodes" }] } },
      /got:[^]*all of its 9 nodes/,
    );
  });

  it("fails when more alerts go off than it says", () => {
    fails({ series: { ...RIGHT.series, ...nodes("gpu", 5, "1x60") } }, /got:[^]*pool="gpu"/);
  });

  it("fails when the alert isn't resolved in the minute that it says", () => {
    fails({ fires: { ...RIGHT.fires!, resolvedAt: "50m" } }, /time: 50m[^]*exp:\[\]/);
  });

  it("fails once when the alert goes off in silence, and counts the other minutes", () => {
    fails({ fires: undefined, silentUntil: "35m" }, /time: 30m[^]*exp:\[\][^]*and 5 more/);
  });

  it("fails on a metric that nothing exports", () => {
    fails({ series: { "kube_nodes_labels{}": "1x60" } }, /kube_nodes_labels: no exporter/);
  });

  it("fails on a label that the metric hasn't", () => {
    fails(
      { series: { 'kube_node_labels{node="n", label_pool="application"}': "1x60" } },
      /kube_node_labels has no label label_pool; it has node, label_node_pool/,
    );
  });

  it("fails on values that promtool can't read", () => {
    fails({ series: nodes("application", 1, "one") }, /one/);
  });

  it("fails on an alert that the stack has not", () => {
    assert.throws(
      () => checkAlert("NodeGroupAtMinimum", RIGHT),
      /stack production has no alert NodeGroupAtMinimum/,
    );
  });
});
