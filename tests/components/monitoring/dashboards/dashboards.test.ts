import assert from "node:assert/strict";
import * as units from "@grafana/grafana-foundation-sdk/units";
import { dashboards } from "../../../../components/monitoring/dashboards/all";
import { STACKS } from "../../../recordings";
import { alertsOf, shippedMonitoredStack, bareStack } from "../stack-expressions";
import { asJson, isRow, panelsOf, type PanelJson } from "./json";
import { dashboardProblems } from "./schema";

const UNITS = new Set<unknown>(Object.values(units));

const CASES = [
  ...STACKS.map((name) => ({ name: `of ${name}`, stack: shippedMonitoredStack(name) })),
  { name: "of a stack without spot, GPU, hours and metrics", stack: bareStack() },
];

for (const { name, stack } of CASES) {
  const built = dashboards(stack);
  const panels = built.flatMap(({ title, json }) =>
    panelsOf(json)
      .filter((panel) => !isRow(panel))
      .map((panel) => ({ where: `${title}/${panel.title}`, panel })),
  );
  const without = (isThere: (panel: PanelJson) => unknown) =>
    panels.filter(({ panel }) => !isThere(panel)).map(({ where }) => where);

  describe(`dashboards ${name}`, () => {
    it("are the three, each with a readable address", () => {
      assert.deepEqual(
        built.map(({ uid, title, folder }) => [uid, title, folder]),
        [
          ["betterprompts-cost", "Cost", "BetterPrompts"],
          ["betterprompts-cluster", "Cluster", "BetterPrompts"],
          ["betterprompts-applications", "Applications", "BetterPrompts"],
        ],
      );
      assert.deepEqual(
        built.map(({ json }) => [asJson(json).uid, asJson(json).title]),
        built.map(({ uid, title }) => [uid, title]),
      );
    });

    it("are what the schemas of Grafana's SDK allow", () => {
      assert.deepEqual(built.flatMap(dashboardProblems), []);
    });

    it("look back a week for cost and six hours otherwise, and refresh every minute", () => {
      assert.deepEqual(
        built.map(({ json }) => [asJson(json).time.from, asJson(json).refresh]),
        [
          ["now-7d", "1m"],
          ["now-6h", "1m"],
          ["now-6h", "1m"],
        ],
      );
    });

    it("give no panel's id or title twice", () => {
      for (const { json } of built) {
        const ids = panelsOf(json).map(({ id }) => id);
        const titles = panelsOf(json).map(({ title }) => title);
        assert.deepEqual(twice(ids), []);
        assert.deepEqual(twice(titles), []);
      }
    });

    it("keep panels inside the grid, and off each other", () => {
      for (const { json } of built) assert.deepEqual(misplaced(panelsOf(json)), []);
    });

    it("say of each panel what it shows, where from and what to do", () => {
      assert.deepEqual(
        without(({ description = "" }) => description.length >= 80 && description.endsWith(".")),
        [],
      );
    });

    it("give each panel a unit that Grafana knows, and each column of a table", () => {
      assert.deepEqual(
        without(({ fieldConfig }) => UNITS.has(fieldConfig!.defaults.unit)),
        [],
      );
      const tables = panels.filter(({ panel }) => panel.type === "table");
      for (const { where, panel } of tables) {
        const withUnit = panel.fieldConfig!.overrides.filter(({ properties }) =>
          properties.some(({ id, value }) => id === "unit" && UNITS.has(value)),
        );
        assert.equal(withUnit.length, panel.targets!.length, where);
      }
    });

    it("set thresholds everywhere, as Grafana's own are red from 80", () => {
      assert.deepEqual(
        without(({ fieldConfig }) => {
          const [base, ...steps] = fieldConfig!.defaults.thresholds?.steps ?? [];
          const values = steps.map(({ value }) => value!);
          return (
            base?.value === null && values.every((value, place) => place === 0 || value > values[place - 1]!)
          );
        }),
        [],
      );
    });

    it("ask the data source that kube-prometheus-stack makes, with a query each", () => {
      assert.deepEqual(
        without(({ datasource }) => datasource?.uid === "prometheus"),
        [],
      );
      assert.deepEqual(
        without(
          ({ type, targets = [] }) =>
            type === "alertlist" ||
            (targets.length > 0 &&
              targets.every(
                ({ expr, datasource }) => expr.trim() !== "" && datasource?.uid === "prometheus",
              )),
        ),
        [],
      );
      assert.deepEqual(
        without(({ targets = [] }) => targets.every(({ instant, range }) => instant !== range)),
        [],
      );
    });

    it("lead to runbooks of alerts that there are", () => {
      const known = new Set(alertsOf(stack).map(({ alert }) => `${stack.runbookUrl}/${alert}.md`));
      const urls = panels.flatMap(({ panel }) => (panel.links ?? []).map(({ url }) => url!));
      assert.deepEqual(
        urls.filter((url) => !known.has(url)),
        [],
      );
      assert.match(stack.runbookUrl, /^https:/);
    });

    it("have a panel for each alert", () => {
      const linked = new Set(panels.flatMap(({ panel }) => panel.links ?? []).map(({ title }) => title));
      const alerts = new Set(alertsOf(stack).map(({ alert }) => alert));
      assert.deepEqual(
        [...alerts].filter((alert) => !linked.has(`Runbook: ${alert}`)),
        [],
      );
    });

    it("use variables that they define, and define those that they use", () => {
      for (const { title, json } of built) {
        const defined = asJson(json).templating.list.map(({ name }) => name);
        const used = new Set(
          [...JSON.stringify(asJson(json).panels).matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name),
        );
        assert.deepEqual([...used].sort(), [...defined].sort(), title);
      }
    });
  });
}

function twice<Value>(values: Value[]): Value[] {
  return values.filter((value, place) => values.indexOf(value) !== place);
}

function misplaced(panels: PanelJson[]): string[] {
  const outside = panels.filter(({ gridPos: { x, y, w } }) => x < 0 || y < 0 || x + w > 24);
  const overlaps = panels.flatMap((one, place) =>
    panels
      .slice(place + 1)
      .filter((other) => overlap(one, other))
      .map((other) => `${one.title} lies on ${other.title}`),
  );
  return [...outside.map(({ title }) => `${title} is outside`), ...overlaps];
}

function overlap({ gridPos: one }: PanelJson, { gridPos: other }: PanelJson): boolean {
  const beside = one.x + one.w <= other.x || other.x + other.w <= one.x;
  const below = one.y + one.h <= other.y || other.y + other.h <= one.y;
  return !beside && !below;
}
