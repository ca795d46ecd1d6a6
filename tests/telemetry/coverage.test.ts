import assert from "node:assert/strict";
import { METRICS } from "../../components/monitoring/metrics";
import { recordingRules } from "../../components/monitoring/prometheus-rules";
import { MONTH_INTERVAL } from "../../components/monitoring/recording-rules/cost";
import { expectedOfPanels, queriesOfPanels } from "./expected-panels";
import { EXPECTED_RULES } from "./expected-rules";
import type { StackName } from "./round-stack";
import { EVALUATION_INTERVAL } from "./verdicts";
import { offences, WORLDS, type World } from "./world";

const STACKS = Object.keys(WORLDS) as StackName[];

describe("the series of the exporters", () => {
  for (const stack of STACKS) {
    it(`are those of the catalogue in ${stack}`, () => {
      assert.deepEqual(offences(WORLDS[stack]), []);
    });
  }

  it("have every metric of the catalogue", () => {
    const exported = new Set(STACKS.flatMap((stack) => WORLDS[stack].series.map(({ metric }) => metric)));
    const dead = Object.keys(METRICS).filter((metric) => !exported.has(metric));
    assert.deepEqual(dead, []);
  });

  const { stack, series } = WORLDS.production;
  const pods = series.filter(({ metric }) => metric === "kube_pod_created");
  const broken = (labels: Record<string, string>, metric = "kube_pod_created"): World => ({
    stack,
    series: [...pods, { metric, labels, values: "1" }],
  });

  for (const [what, world, offence] of [
    ["an unknown metric", broken({}, "kube_pod_made"), /^kube_pod_made\{\}: no such metric/],
    ["a label too few", broken({ namespace: "a" }), /lacks the label pod$/],
    ["a label too many", broken({ namespace: "a", pod: "b", zone: "c" }), /has no label zone$/],
    ["a series twice", broken(pods[0]!.labels), / is there twice$/],
  ] as const) {
    it(`may not have ${what}`, () => {
      const found = offences(world);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, offence);
    });
  }
});

describe("what is expected of rules and panels", () => {
  for (const stack of STACKS) {
    it(`names every recorded series of ${stack}, and no other`, () => {
      const records = recordingRules(WORLDS[stack].stack).flatMap(({ rules }) =>
        rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])),
      );
      assert.deepEqual(Object.keys(EXPECTED_RULES[stack]).sort(), [...new Set(records)].sort());
    });

    it(`names every query of the dashboards of ${stack}, and no other`, () => {
      const queries = queriesOfPanels(stack, WORLDS[stack]);
      assert.deepEqual([...expectedOfPanels(stack).keys()].sort(), [...queries.keys()].sort());
    });

    it(`is a query without a variable in ${stack}`, () => {
      const queries = [...queriesOfPanels(stack, WORLDS[stack]).values()];
      const open = queries.filter((query) => query.replaceAll(/"\$\d(?:\$\d)*"/g, "").includes("$"));
      assert.deepEqual(open, []);
    });
  }

  it("is something in one cluster at least", () => {
    const rules = STACKS.flatMap((stack) => Object.entries(EXPECTED_RULES[stack]));
    const panels = STACKS.flatMap((stack) => [...expectedOfPanels(stack)]);
    const all = [...rules, ...panels];
    const filled = new Set(all.filter(([, samples]) => samples.length > 0).map(([name]) => name));
    assert.deepEqual([...new Set(all.map(([name]) => name).filter((name) => !filled.has(name)))], []);
  });

  it("computes the month with the interval of its rules, as promtool does with the given one", () => {
    assert.equal(EVALUATION_INTERVAL, MONTH_INTERVAL);
  });
});
