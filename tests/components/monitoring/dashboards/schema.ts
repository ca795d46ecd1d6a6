import Ajv, { type ErrorObject } from "ajv";
import type { Dashboard } from "../../../../components/monitoring/dashboards/dashboard";
import document from "../../../data/grafana-schemas.json";
import { isRow, panelsOf, type PanelJson } from "./json";

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, formats: { "date-time": true } });
for (const [name, schema] of Object.entries(document.schemas)) ajv.addSchema({ ...schema, $id: name });

/** Kinds of panels whose options the SDK describes. */
const KNOWN_KINDS = Object.keys(document.schemas);

/** What the schemas of Grafana's SDK find in a dashboard: "panel: path message". Empty when it is sound. */
export function dashboardProblems({ title, json }: Pick<Dashboard, "title" | "json">): string[] {
  return [
    ...problems(title, "dashboard", "Dashboard", json),
    ...panelsOf(json)
      .filter((panel) => !isRow(panel))
      .flatMap((panel) => [...problems(panel.title, "dashboard", "Panel", panel), ...kindProblems(panel)]),
  ];
}

/** The schema of a dashboard leaves queries and options open; those of data source and panel don't. */
function kindProblems({ title, type, targets = [], options, fieldConfig }: PanelJson): string[] {
  const custom = fieldConfig?.defaults.custom;
  return [
    ...targets.flatMap((target) => problems(title, "prometheus", "Dataquery", target)),
    ...(KNOWN_KINDS.includes(type) ? problems(title, type, "Options", options) : []),
    ...(custom === undefined ? [] : problems(title, type, "FieldConfig", custom)),
  ];
}

function problems(where: string, schema: string, definition: string, value: unknown): string[] {
  const validate = ajv.getSchema(`${schema}#/definitions/${definition}`);
  if (!validate) return [`${where}: there is no schema ${schema}#${definition}`];
  return validate(value) ? [] : validate.errors!.map((error) => `${where}: ${reported(error)}`);
}

function reported({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty } = params as { additionalProperty?: string };
  return `${instancePath} ${additionalProperty === undefined ? message : `unknown field "${additionalProperty}"`}`;
}
