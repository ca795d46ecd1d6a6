import * as echarts from "echarts";
import { image } from "./figure";
import { Markup } from "./markup";

/** Colours by their names in the style sheet, so that one drawing is both light and dark. */
export const COLOUR = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  band: "var(--band)",
  least: "var(--least)",
  expected: "var(--expected)",
  spotGone: "var(--spot-gone)",
  card: "var(--card)",
} as const;

export const FONT_SIZE = 13;

/** Pixels between a marker at the end of a bar and the text. */
export const MARKER_ROOM = 12;

/** Without a screen echarts estimates letters narrower than a wide font draws them. */
const ESTIMATE = 0.85;

export interface ChartSize {
  width: number;
  height: number;
}

/** Draws a chart as SVG without scripts. The same data give the same text. */
export function chart(id: string, title: string, size: ChartSize, option: echarts.EChartsOption): Markup {
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    drawn.setOption({
      animation: false,
      textStyle: { fontFamily: "inherit", fontSize: FONT_SIZE, color: COLOUR.ink },
      ...option,
    });
    return image(id, title, size, new Markup(withoutTraces(drawn.renderToSVGString())));
  } finally {
    drawn.dispose();
  }
}

/** A scale of categories, the first on top. */
export function categories(names: string[], labelWidth: number) {
  return {
    type: "category" as const,
    data: names,
    inverse: true,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      color: COLOUR.ink,
      fontSize: FONT_SIZE,
      margin: MARKER_ROOM,
      width: labelWidth * ESTIMATE,
      overflow: "truncate" as const,
      interval: 0,
    },
  };
}

/** A scale of amounts below the chart. */
export function amounts(label: (value: number) => string) {
  return {
    type: "value" as const,
    min: 0,
    splitNumber: 4,
    axisLabel: { color: COLOUR.muted, fontSize: FONT_SIZE - 1, formatter: label, hideOverlap: true },
    splitLine: { lineStyle: { color: COLOUR.line } },
  };
}

/** Pixels of the longest name, up to the room that a chart has. */
export function labelWidth(names: string[]): number {
  return Math.min(130, Math.ceil(Math.max(...names.map(({ length }) => length)) * FONT_SIZE * 0.62));
}

/** Without what varies or is for scripts: echarts numbers the charts of a process in classes, and adds hover styles and data. */
function withoutTraces(svg: string): string {
  return svg
    .replace(/^\s*<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, "")
    .replace(/ (class="zr\d+-[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, "")
    .trim();
}
