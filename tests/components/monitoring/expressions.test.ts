import assert from "node:assert/strict";
import { METRICS } from "../../../components/monitoring/metrics";
import { ofOwnJobs } from "../../../components/monitoring/promql";
import { serviceMetrics } from "../../../components/monitoring/service-metrics";
import { kedaTriggers } from "../../../components/scaling/triggers";
import { metricsIn } from "../../promql/selectors";
import { inferLabels } from "../../promql/labels";
import { STACKS } from "../../recordings";
import {
  alertsOf,
  fromAnywhere,
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
      const extra = Object.values(labels).slice(1).join(" ");

      it(`${alert} ${extra}: uses only metrics and labels that are there`, () => {
        assert.deepEqual(inferLabels(expr, labelsFrom(stack, recorded)).problems, []);
      });

      it(`${alert} ${extra}: names only labels that it has`, () => {
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

    it("each have a name, and extra labels where several rules have one name", () => {
      const rules = alertsOf(stack).map(({ alert, labels }) => JSON.stringify([alert, labels]));
      assert.equal(new Set(rules).size, rules.length);
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

for (const name of STACKS) {
  const stack = shippedMonitoredStack(name);

  describe(`every expression of ${name} asks an exporter's series of the exporter's own job`, () => {
    for (const [what, expressions] of [
      ["recording rules", recordsOf(stack).map(({ expr }) => expr)],
      ["alerts", alertsOf(stack).map(({ expr }) => expr)],
      ["panels", queriesOf(stack).map(({ expr }) => expr)],
      ["triggers", stack.services.flatMap(kedaTriggers).flatMap(({ metadata }) => metadata["query"] ?? [])],
    ] as const) {
      it(`in ${what}`, () => {
        assert.ok(expressions.length > 0);
        assert.deepEqual(
          expressions.flatMap((expr) => fromAnywhere(expr, stack)),
          [],
        );
      });
    }
  });
}

describe("a series of an exporter", () => {
  for (const [what, expr, expected] of [
    ["without matchers", "kube_node_created", 'kube_node_created{job="kube-state-metrics"}'],
    ["with some", 'kube_pod_info{node!=""}', 'kube_pod_info{job="kube-state-metrics", node!=""}'],
    [
      "over a range, of one path of several",
      "rate(container_cpu_usage_seconds_total[5m])",
      'rate(container_cpu_usage_seconds_total{job="kubelet", metrics_path="/metrics/cadvisor"}[5m])',
    ],
    ["whose name begins another's", "kube_pod_info_other", "kube_pod_info_other"],
    ["whose name is a part of a recorded one", "a:kube_pod_info:b", "a:kube_pod_info:b"],
    ["of Prometheus itself", "up == 0", "up == 0"],
  ] as const) {
    it(`is selected by the exporter's job: ${what}`, () => assert.equal(ofOwnJobs(expr), expected));
  }

  it("is missed where its job isn't named, or is another's", () => {
    const stack = shippedMonitoredStack("production");
    const missed = (expr: string) => fromAnywhere(expr, stack);
    assert.deepEqual(missed("sum(kube_node_created)"), ["kube_node_created"]);
    assert.deepEqual(missed('kube_node_created{job="opencost"}'), ["kube_node_created"]);
    assert.deepEqual(missed('kube_node_created{job!="kube-state-metrics"}'), ["kube_node_created"]);
    const [counter] = Object.keys(serviceMetrics(stack.services));
    assert.deepEqual(missed(`sum(${counter})`), [counter]);
  });
});

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
