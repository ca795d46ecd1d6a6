import * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import * as common from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { instantQuery, panel, rangeQuery, type Panel, type PanelText, type Query } from "./panel";

/** Samples of one line: about one for two pixels of a wide panel. */
const MAX_DATA_POINTS = 500;

export interface TimeSeries extends PanelText {
  queries: Query[];
  /** Lines add up. */
  stacked?: true;
  /** A regular expression; series with such names are limits, drawn dashed and unfilled. */
  limits?: string;
}

/** Lines over the shown time, from zero; thresholds are dashed lines. */
export function timeSeries(title: string, { queries, stacked, limits, ...text }: TimeSeries): Panel {
  const builder = new timeseries.PanelBuilder()
    .targets(queries.map(rangeQuery))
    .maxDataPoints(MAX_DATA_POINTS)
    .min(0)
    .fillOpacity(stacked ? 40 : 0)
    .stacking(
      new common.StackingConfigBuilder().mode(
        stacked ? common.StackingMode.Normal : common.StackingMode.None,
      ),
    )
    .showPoints(common.VisibilityMode.Never)
    .colorScheme(
      new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassicByName), // the same everywhere
    )
    .thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(
        text.thresholds ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
      ),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .calcs(["lastNotNull", "max"]),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    );
  if (limits !== undefined) {
    builder.overrideByRegexp(limits, [
      { id: "custom.lineStyle", value: { fill: "dash", dash: [8, 8] } },
      { id: "custom.stacking", value: { mode: "none", group: "limits" } },
      { id: "custom.fillOpacity", value: 0 },
    ]);
  }
  return panel(title, builder, text, 9);
}

/** One number, coloured by its thresholds. */
export function singleNumber(title: string, { expr, ...text }: PanelText & { expr: string }): Panel {
  const builder = new stat.PanelBuilder()
    .withTarget(instantQuery({ expr, legend: title }, 0))
    .reduceOptions(lastValue())
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(common.BigValueColorMode.Value)
    .textMode(common.BigValueTextMode.Value)
    .colorScheme(byThreshold());
  return panel(title, builder, text, 4);
}

/** A bar for each series, of a share between 0 and 1. */
export function shares(title: string, { query, ...text }: PanelText & { query: Query }): Panel {
  const builder = new bargauge.PanelBuilder()
    .withTarget(instantQuery(query, 0))
    .reduceOptions(lastValue())
    .min(0)
    .max(1)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .orientation(common.VizOrientation.Horizontal)
    .colorScheme(byThreshold());
  return panel(title, builder, text, 9);
}

function lastValue(): common.ReduceDataOptionsBuilder {
  return new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false);
}

function byThreshold(): dashboard.FieldColorBuilder {
  return new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds);
}
