/** What the tests read of a dashboard as Grafana loads it. */
export interface DashboardJson {
  uid: string;
  title: string;
  time: { from: string; to: string };
  refresh: string;
  links: LinkJson[];
  panels: PanelJson[];
  templating: { list: VariableJson[] };
}

export interface PanelJson {
  id: number;
  type: string;
  title: string;
  description?: string;
  repeat?: string;
  datasource?: { type: string; uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  links?: LinkJson[];
  targets?: {
    refId: string;
    expr: string;
    datasource?: { uid: string };
    instant?: boolean;
    range?: boolean;
  }[];
  options?: unknown;
  fieldConfig?: {
    defaults: { unit?: string; custom?: unknown; thresholds?: { steps: StepJson[] } };
    overrides: { matcher: { id: string; options: string }; properties: { id: string; value: unknown }[] }[];
  };
}

export interface StepJson {
  value: number | null;
  color: string;
}

export interface LinkJson {
  title: string;
  type: string;
  url?: string;
}

export interface VariableJson {
  name: string;
  query: string;
}

export function asJson(json: object): DashboardJson {
  return json as DashboardJson;
}

/** In their order; rows are panels too. */
export function panelsOf(json: object): PanelJson[] {
  return asJson(json).panels;
}

export function isRow({ type }: PanelJson): boolean {
  return type === "row";
}
