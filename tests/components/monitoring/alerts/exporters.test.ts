import assert from "node:assert/strict";
import { EXPORTERS, type Exporter } from "../../../../components/monitoring/exporters";
import { METRICS } from "../../../../components/monitoring/metrics";
import { metricsBehind } from "../../../alerts/rules-under-test";
import { metricsIn } from "../../../promql/selectors";
import { STACKS } from "../../../recordings";
import { alertsOf, shippedMonitoredStack } from "../stack-expressions";

const exporters = Object.entries<Exporter>(EXPORTERS);
const NAMES = exporters.map(([name]) => name);

/** What critical alerts read a second time from another exporter: a spot notice is a taint of its node, too. */
const HAS_A_SECOND_SIGN = ["node-termination-handler"];

describe("an exporter", () => {
  it("is critical where a critical alert can't go off without it, and nowhere else", () => {
    const needed = new Set(
      STACKS.map(shippedMonitoredStack).flatMap((stack) =>
        alertsOf(stack)
          .filter(({ alert, labels }) => labels.severity === "critical" && alert !== "ExporterMissing")
          .flatMap(({ expr }) => metricsBehind(stack, expr))
          .flatMap((metric) => METRICS[metric]?.exporter ?? []),
      ),
    );
    for (const name of HAS_A_SECOND_SIGN) needed.delete(name as keyof typeof EXPORTERS);
    const critical = exporters.filter(([, { criticalNeedIt }]) => criticalNeedIt).map(([name]) => name);
    assert.deepEqual(
      critical,
      NAMES.filter((name) => needed.has(name as keyof typeof EXPORTERS)),
    );
  });

  it("is proven by a metric of its own", () => {
    for (const [name, { proof }] of exporters) {
      if (proof === undefined) continue;
      const metrics = metricsIn(proof).map((each) => METRICS[each.name]!.exporter);
      assert.deepEqual(metrics, [name], proof);
    }
  });
});
