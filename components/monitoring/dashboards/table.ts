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
  /** Words in place of values. */
  words?: Record<string, string>;
}

export interface Table extends Omit<PanelText, "unit" | "thresholds"> {
  /** Label -> the name of its column; in this order, on the left. */
  labels: Record<string, string>;
  columns: Column[];
  /** Name of the column by which rows descend; absent: by the labels' order. */
  sortBy?: string;
  /** Label -> where its value leads; "${__value.raw}" is the value. */
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

/** Of one query the value's column is called Value, of several Value #A and so on. */
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

function properties({ unit, decimals, thresholds, words }: Column): dashboard.DynamicConfigValue[] {
  return [
    { id: "unit", value: unit },
    ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
    ...(thresholds
      ? [
          { id: "thresholds", value: { mode: "absolute", steps: thresholds } },
          { id: "custom.cellOptions", value: { type: "color-text" } },
        ]
      : []),
    ...(words ? [{ id: "mappings", value: [wordsFor(words)] }] : []),
  ];
}

function wordsFor(words: Record<string, string>): dashboard.ValueMap {
  const options = Object.entries(words).map(([value, text], index) => [value, { text, index }]);
  return { type: "value", options: Object.fromEntries(options) } as dashboard.ValueMap;
}
