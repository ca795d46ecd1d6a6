import assert from "node:assert/strict";
import { dashboards } from "../../../../components/monitoring/dashboards/all";
import { panelQueries } from "../../../../components/monitoring/dashboards/panel-queries";
import { inferLabels } from "../../../promql/labels";
import { STACKS } from "../../../recordings";
import { labelsFrom, recordedLabels, shippedMonitoredStack } from "../stack-expressions";
import { asJson, isRow, panelsOf, type PanelJson } from "./json";

for (const name of STACKS) {
  const stack = shippedMonitoredStack(name);
  const built = dashboards(stack);
  const { recorded } = recordedLabels(stack);
  const labelsOf = (expr: string): Set<string> => {
    const { labels } = inferLabels(expr, labelsFrom(stack, recorded));
    return labels instanceof Set ? labels : new Set();
  };
  const panels = built.flatMap(({ json }) => panelsOf(json).filter((panel) => !isRow(panel)));

  describe(`names of series in the dashboards of ${name}`, () => {
    it("have only labels that the series have", () => {
      const wrong = panels.flatMap(({ title, targets = [] }) =>
        (targets as { expr: string; legendFormat?: string }[]).flatMap(({ expr, legendFormat = "" }) =>
          [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
            .map(([, label]) => label!)
            .filter((label) => !labelsOf(expr).has(label))
            .map((label) => `${title}: ${label}`),
        ),
      );
      assert.deepEqual(wrong, []);
    });

    it("distinguish the series of a panel: no label is left out", () => {
      const wrong = panels
        .filter(({ type }) => type === "timeseries" || type === "bargauge")
        .flatMap(({ title, targets = [] }) =>
          (targets as { expr: string; legendFormat?: string }[]).flatMap(({ expr, legendFormat = "" }) =>
            [...labelsOf(expr)]
              .filter((label) => !legendFormat.includes(`{{${label}}}`))
              .filter((label) => !isKnown(title, expr, label))
              .map((label) => `${title}: ${label}`),
          ),
        );
      assert.deepEqual(wrong, []);
    });

    it("in tables are the labels of every column", () => {
      for (const panel of panels.filter(({ type }) => type === "table")) {
        const { renameByName, excludeByName } = organized(panel);
        assert.deepEqual(excludeByName, { Time: true });
        const known = Object.keys(renameByName).filter((field) => !field.startsWith("Value"));
        for (const { expr } of panel.targets!) {
          assert.deepEqual([...labelsOf(expr)].sort(), [...known].sort(), `${panel.title}: ${expr}`);
        }
      }
    });

    it("fill the variables from series that are recorded", () => {
      const queries = built.flatMap(({ json }) => asJson(json).templating.list.map(({ query }) => query));
      for (const query of queries) {
        const [, series, label] = /^label_values\(([\w:]+)(?:\{.*\})?, (\w+)\)$/.exec(query)!;
        assert.ok(recorded.get(series!)?.has(label!), query);
      }
      assert.equal(queries.length, 2);
    });
  });

  describe(`queries of the dashboards of ${name}`, () => {
    it("are listed with dashboard and panel", () => {
      const listed = built.flatMap(panelQueries);
      const targets = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
      assert.deepEqual(
        listed.map(({ expr }) => expr),
        targets,
      );
      const { expr, ...first } = listed[0]!;
      assert.equal(expr, "cluster:cost_usd_per_hour:sum");
      assert.deepEqual(first, {
        dashboard: "betterprompts-cost",
        panel: "Cost per hour",
        refId: "A",
        instant: true,
      });
      assert.equal(listed.find(({ panel }) => panel === "Spot share")?.instant, false);
    });
  });
}

/** A label with only one value isn't needed, nor the service in a row of its own. */
function isKnown(title: string, expr: string, label: string): boolean {
  return expr.includes(`${label}="`) || (label === "service" && title.includes("$service"));
}

interface Organized {
  renameByName: Record<string, string>;
  excludeByName: Record<string, boolean>;
}

function organized(panel: PanelJson): Organized {
  const { transformations } = panel as PanelJson & { transformations: { id: string; options: Organized }[] };
  return transformations.find(({ id }) => id === "organize")!.options;
}
