import { expectedNodes } from "../../stacks/expected-nodes";
import type { StackSettings } from "../../stacks/settings";
import { amounts, categories, chart, COLOUR, FONT_SIZE, labelWidth, MARKER_ROOM } from "./chart";
import { figure } from "./figure";
import type { Markup } from "./markup";

const NARROW_ROW = 44;

/** With few pools as high as the chart beside it usually is. */
const WIDE_HEIGHT = 264;
const LEAST_ROW = 36;
const WIDTH = { wide: 520, narrow: 334 };

/** How many nodes each pool has at least, in a usual hour and at most. */
export function nodesChart(settings: StackSettings): Markup {
  const needed = expectedNodes(settings);
  const pools = Object.entries(settings.pools).map(([name, { minSize, maxSize }]) => ({
    name,
    least: minSize,
    most: maxSize,
    ...needed[name]!,
  }));
  const names = pools.map(({ name }) => name);
  const labels = labelWidth(names);
  const row = { wide: Math.max(LEAST_ROW, WIDE_HEIGHT / pools.length), narrow: NARROW_ROW };
  const bar = (color: string, nodes: number[]) => ({
    type: "bar" as const,
    stack: "nodes",
    silent: true,
    barWidth: 18,
    itemStyle: { color },
    data: nodes,
  });
  return figure(
    "Nodes by pool: expected, of minimum to maximum",
    [
      { swatch: "least", text: "minimum" },
      { swatch: "expected-nodes", text: "more, when expected" },
      { swatch: "band", text: "up to the maximum" },
      { swatch: "spot-gone", text: "spot gone" },
    ],
    (width) =>
      chart(
        `nodes-${width}`,
        `Nodes of ${pools.map(({ name, least, expected, most }) => `${name}: ${least} to ${most}, expected ${expected}`).join("; ")}`,
        { width: WIDTH[width], height: Math.ceil(pools.length * row[width]) + 34 },
        {
          grid: { left: labels + MARKER_ROOM + 2, right: 84, top: 4, bottom: 28, outerBoundsMode: "none" },
          xAxis: { ...amounts(String), minInterval: 1 },
          yAxis: categories(names, labels),
          series: [
            bar(
              COLOUR.least,
              pools.map(({ least }) => least),
            ),
            bar(
              COLOUR.expected,
              pools.map(({ least, expected }) => expected - least),
            ),
            {
              ...bar(
                COLOUR.band,
                pools.map(({ most, expected }) => Math.max(0, most - expected)),
              ),
              label: {
                show: true,
                position: "right",
                distance: MARKER_ROOM,
                color: COLOUR.muted,
                fontSize: FONT_SIZE - 1,
                formatter: ({ dataIndex }: { dataIndex: number }) => {
                  const { least, expected, most } = pools[dataIndex]!;
                  return `${expected} of ${least}-${most}`;
                },
              },
            },
            {
              type: "scatter",
              silent: true,
              symbol: "diamond",
              symbolSize: 15,
              itemStyle: { color: COLOUR.spotGone, opacity: 1, borderColor: COLOUR.card, borderWidth: 1.5 },
              data: pools.map(({ spotGone }, index) => [spotGone, index]),
            },
          ],
        },
      ),
  );
}
