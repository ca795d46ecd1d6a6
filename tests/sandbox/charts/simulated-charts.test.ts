import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CHARTS } from "../../../components/controllers/charts";
import { SIMULATED_CHARTS } from "../../../sandbox/charts/simulated-charts";

describe("simulated charts", () => {
  it("exist for every chart of the stack", () => {
    assert.deepEqual(Object.keys(SIMULATED_CHARTS).sort(), Object.keys(CHARTS).sort());
  });

  it("have pods, or definitions among their templates", () => {
    for (const [name, { workloads, definitionAnnotations }] of Object.entries(SIMULATED_CHARTS)) {
      assert.ok(workloads.length > 0 || definitionAnnotations, name);
    }
  });

  it("take the retention of Prometheus' and Alertmanager's claims from the release", () => {
    const claims = SIMULATED_CHARTS["kube-prometheus-stack"].workloads.flatMap(({ claim }) => claim ?? []);
    assert.deepEqual(
      claims.map(({ retention }) => retention.join(".")),
      [
        "prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy",
        "alertmanager.alertmanagerSpec.persistentVolumeClaimRetentionPolicy",
      ],
    );
  });
});
