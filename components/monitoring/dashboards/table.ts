import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import * as common from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { Short } from "@grafana/grafana-foundation-sdk/units";
import { panel, refId, tableQuery, type Panel, type PanelText } from "./panel";
import type { Thresholds } from "./thresholds";

/** A column of numbers. */
export interface Column {
  name: string;
  /** One value for each combination of the table's labels. */
  expr: string;
  unit: string;
  decimals?: number;
  /** Colour the text. */
  thresholds?: Thresholds;
  /** Texts shown instead of values. */
  texts?: Record<string, string>;
}

export interface Table extends Omit<PanelText, "unit" | "thresholds"> {
  /** Label -> the name of its column; in this order, on the left. */
  labels: Record<string, string>;
  columns: Column[];
  /** Name of the column by which rows descend; absent: by the labels' order. */
  sortBy?: string;
  /** Label -> the link of its value; "${__value.raw}" is the value. */
  links?: Record<string, { title: string; url: string }>;
}

/** A row for each combination of labels, a column for each query. */
export function table(title: string, { labels, columns, sortBy, links = {}, ...text }: Table): Panel {
  const builder = new PanelBuilder()
    .targets(columns.map(({ expr }, place) => tableQuery(expr, place)))
    .transformations([
      { id: "merge", options: {} },
      { id: "organize", options: organized(labels, columns) },
    ]);
  if (sortBy !== undefined)
    builder.sortBy([new common.TableSortByFieldStateBuilder().displayName(sortBy).desc(true)]);
  for (const column of columns) builder.overrideByName(column.name, properties(column));
  for (const [label, link] of Object.entries(links)) {
    builder.overrideByName(labels[label]!, [{ id: "links", value: [{ ...link, targetBlank: true }] }]);
  }
  return panel(title, builder, { ...text, unit: Short }, 9);
}

/** With one query, Grafana calls the value's column Value; with several, Value #A and so on. */
function organized(labels: Table["labels"], columns: Column[]): Record<string, unknown> {
  const values = columns.map(({ name }, place) => ({ field: `Value #${refId(place)}`, name }));
  const fields = [
    ...Object.entries(labels).map(([field, name]) => ({ field, name })),
    ...(columns.length === 1 ? [{ field: "Value", name: columns[0]!.name }] : values),
  ];
  return {
    excludeByName: { Time: true },
    indexByName: Object.fromEntries(fields.map(({ field }, index) => [field, index])),
    renameByName: Object.fromEntries(fields.map(({ field, name }) => [field, name])),
  };
}

function properties({ unit, decimals, thresholds, texts }: Column): dashboard.DynamicConfigValue[] {
  return [
    { id: "unit", value: unit },
    ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
    ...(thresholds
      ? [
          { id: "thresholds", value: { mode: "absolute", steps: thresholds } },
          { id: "custom.cellOptions", value: { type: "color-text" } },
        ]
      : []),
    ...(texts ? [{ id: "mappings", value: [mappingOf(texts)] }] : []),
  ];
}

function mappingOf(texts: Record<string, string>): dashboard.ValueMap {
  const options = Object.entries(texts).map(([value, text], index) => [value, { text, index }]);
  return { type: "value", options: Object.fromEntries(options) } as dashboard.ValueMap;
}
