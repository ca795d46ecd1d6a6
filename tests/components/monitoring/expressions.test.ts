import assert from "node:assert/strict";
import { METRICS } from "../../../components/monitoring/metrics";
import { serviceMetrics } from "../../../components/monitoring/service-metrics";
import { metricsIn } from "../../promql/selectors";
import { inferLabels } from "../../promql/labels";
import { STACKS } from "../../recordings";
import {
  alertsOf,
  labelsFrom,
  queriesOf,
  recordedLabels,
  recordsOf,
  shippedMonitoredStack,
} from "./stack-expressions";

for (const name of STACKS) {
  const stack = shippedMonitoredStack(name);

  describe(`the recording rules of ${name}`, () => {
    it("use only metrics and labels that are exported, or recorded before", () => {
      assert.deepEqual(recordedLabels(stack).problems, []);
    });

    it("are named level:metric:operation", () => {
      for (const { record } of recordsOf(stack)) assert.match(record, /^[a-z_]+:[a-z0-9_]+:[a-z0-9_]+$/);
    });

    it("don't go by a name that an exporter or a service uses", () => {
      const exported = { ...METRICS, ...serviceMetrics(stack.services) };
      assert.deepEqual(
        recordsOf(stack).filter(({ record }) => exported[record]),
        [],
      );
    });
  });

  describe(`the alerts of ${name}`, () => {
    const { recorded } = recordedLabels(stack);

    for (const { alert, expr, labels, annotations } of alertsOf(stack)) {
      const told = Object.values(labels).slice(1).join(" ");

      it(`${alert} ${told}: uses only metrics and labels that are there`, () => {
        assert.deepEqual(inferLabels(expr, labelsFrom(stack, recorded)).problems, []);
      });

      it(`${alert} ${told}: names only labels that it has`, () => {
        const has = inferLabels(expr, labelsFrom(stack, recorded)).labels;
        assert.ok(has instanceof Set, "an alert has series");
        const named = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label!);
        assert.deepEqual(
          named.filter((label) => !has.has(label)),
          [],
        );
        assert.doesNotMatch(annotations.description, /\{\{/);
      });
    }

    it("each have a name, and extra labels where one name stands for several", () => {
      const told = alertsOf(stack).map(({ alert, labels }) => JSON.stringify([alert, labels]));
      assert.equal(new Set(told).size, told.length);
    });
  });
}

for (const name of STACKS) {
  const stack = shippedMonitoredStack(name);
  const { recorded } = recordedLabels(stack);

  describe(`the dashboards of ${name}`, () => {
    for (const { dashboard, panel, refId, expr } of queriesOf(stack)) {
      it(`${dashboard}, ${panel} ${refId}: asks only for metrics and labels that are there`, () => {
        assert.deepEqual(inferLabels(expr, labelsFrom(stack, recorded)).problems, []);
      });
    }
  });
}

describe("the catalogue of metrics", () => {
  it("has no entry that no rule, alert or panel of any stack uses", () => {
    const used = new Set(
      STACKS.map(shippedMonitoredStack).flatMap((stack) =>
        [...recordsOf(stack), ...alertsOf(stack), ...queriesOf(stack)].flatMap(({ expr }) =>
          metricsIn(expr).map(({ name }) => name),
        ),
      ),
    );
    assert.deepEqual(
      Object.keys(METRICS).filter((metric) => !used.has(metric)),
      [],
    );
  });
});
