import type * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import type * as stat from "@grafana/grafana-foundation-sdk/stat";
import type * as table from "@grafana/grafana-foundation-sdk/table";
import type * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { ofOwnJobs } from "../promql";
import { NEUTRAL, type Thresholds } from "./thresholds";

/** The data source that kube-prometheus-stack makes. */
export const PROMETHEUS = { type: "prometheus", uid: "prometheus" };

type PanelBuilder =
  | bargauge.PanelBuilder
  | dashboard.PanelBuilder
  | stat.PanelBuilder
  | table.PanelBuilder
  | timeseries.PanelBuilder;

/** A panel without a position. */
export interface Panel {
  title: string;
  builder: PanelBuilder;
  /** Of the 24 columns. */
  width: number;
  /** In units of about 30 pixels. */
  height: number;
  /** Their runbooks are linked. */
  alerts: string[];
}

/** What every panel has. */
export interface PanelText {
  /** What it shows, where the number comes from, what to do. */
  description: string;
  /** One of the SDK's units. */
  unit: string;
  decimals?: number;
  thresholds?: Thresholds;
  alerts?: string[];
  width: number;
  height?: number;
}

export interface Query {
  expr: string;
  /** Name of a series, "{{label}}" in it. */
  legend: string;
}

/** Sets what all panels have; the usual height depends on the kind. */
export function panel(
  title: string,
  builder: PanelBuilder,
  { description, unit, decimals, thresholds = NEUTRAL, alerts = [], width, height }: PanelText,
  usualHeight: number,
): Panel {
  builder.title(title).description(description).datasource(PROMETHEUS);
  builder.unit(unit).thresholds(
    new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholds), // the default colours 80 and above red
  );
  if (decimals !== undefined) builder.decimals(decimals);
  return { title, builder, width, height: height ?? usualHeight, alerts };
}

/** Over the shown time. */
export function rangeQuery({ expr, legend }: Query, place: number): DataqueryBuilder {
  return dataquery(expr, place).range().legendFormat(legend);
}

/** Of this moment, a value for each series. */
export function instantQuery({ expr, legend }: Query, place: number): DataqueryBuilder {
  return dataquery(expr, place).instant().legendFormat(legend);
}

/** Of this moment, a row for each series. */
export function tableQuery(expr: string, place: number): DataqueryBuilder {
  return dataquery(expr, place).instant().format(PromQueryFormat.Table);
}

function dataquery(expr: string, place: number): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId(place)).datasource(PROMETHEUS).expr(ofOwnJobs(expr));
}

/** "A" for the first query of a panel. */
export function refId(place: number): string {
  return String.fromCharCode("A".charCodeAt(0) + place);
}
