import { costByComponent, type StackCost } from "../cost";
import type { StackView } from "../../policy-pack/stack-view";
import { hourly } from "../text/money";
import { amounts, categories, chart, COLOUR, FONT_SIZE, labelWidth, MARKER_ROOM } from "./chart";
import { figure } from "./figure";
import type { Markup } from "./markup";

const ROW = 36;
const WIDTH = { wide: 520, narrow: 334 };

/** What each component costs in an hour, from floor to ceiling. */
export function bandChart(cost: StackCost, stack: StackView): Markup {
  const components = costByComponent(cost, stack);
  const names = components.map(({ name }) => name);
  const labels = labelWidth(names);
  const size = (width: number) => ({ width, height: components.length * ROW + 34 });
  return figure(
    "Dollars an hour by component",
    [
      { swatch: "band", text: "floor to ceiling" },
      { swatch: "expected", text: "expected" },
      { swatch: "spot-gone", text: "expected, spot gone" },
    ],
    (width) =>
      chart(`band-${width}`, `Cost band of ${names.join(", ")}`, size(WIDTH[width]), {
        grid: { left: labels + MARKER_ROOM + 2, right: 62, top: 4, bottom: 28, outerBoundsMode: "none" },
        xAxis: amounts((usd) => `$${usd}`),
        yAxis: categories(names, labels),
        series: [
          {
            type: "bar",
            stack: "band",
            silent: true,
            itemStyle: { color: "none" },
            data: components.map((component) => component.cost.floor),
          },
          {
            type: "bar",
            stack: "band",
            silent: true,
            barWidth: 14,
            itemStyle: { color: COLOUR.band, borderRadius: 4 },
            label: {
              show: true,
              position: "right",
              distance: MARKER_ROOM,
              color: COLOUR.muted,
              fontSize: FONT_SIZE - 1,
              formatter: ({ dataIndex }) => `$${hourly(components[dataIndex]!.cost.ceiling)}`,
            },
            data: components.map((component) => component.cost.ceiling - component.cost.floor),
          },
          {
            type: "scatter",
            silent: true,
            symbol: "diamond",
            symbolSize: 17,
            itemStyle: { color: COLOUR.spotGone, opacity: 1 },
            data: components.map((component, index) => [component.cost.spotGone, index]),
          },
          {
            type: "scatter",
            silent: true,
            symbolSize: 9,
            itemStyle: { color: COLOUR.expected, opacity: 1, borderColor: COLOUR.card, borderWidth: 1 },
            data: components.map((component, index) => [component.cost.expected, index]),
          },
        ],
      }),
  );
}
