import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CHARTS } from "../../../components/controllers/charts";
import { STAND_INS } from "../../../sandbox/charts/stand-ins";

describe("stand-in charts", () => {
  it("exist for every chart of the stack", () => {
    assert.deepEqual(Object.keys(STAND_INS).sort(), Object.keys(CHARTS).sort());
  });

  it("bring pods, or definitions through their templates", () => {
    for (const [name, { workloads, definitionAnnotations }] of Object.entries(STAND_INS)) {
      assert.ok(workloads.length > 0 || definitionAnnotations, name);
    }
  });

  it("keep the claims of Prometheus and Alertmanager where the release says what becomes of them", () => {
    const claims = STAND_INS["kube-prometheus-stack"].workloads.flatMap(({ claim }) => claim ?? []);
    assert.deepEqual(
      claims.map(({ retention }) => retention.join(".")),
      [
        "prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy",
        "alertmanager.alertmanagerSpec.persistentVolumeClaimRetentionPolicy",
      ],
    );
  });
});
