import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkType,
  RowBuilder,
  type DashboardLink,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { runbookPage } from "../alerts/alert";
import type { MonitoredStack } from "../monitored-stack";
import { layOut, type Row } from "./layout";
import type { Panel } from "./panel";

/** A dashboard of Grafana. */
export interface Dashboard {
  /** Part of its address; never changes. */
  uid: string;
  title: string;
  /** The folder in Grafana that shows it. */
  folder: string;
  /** What Grafana loads; plain data, the same for the same stack. */
  json: object;
}

export interface DashboardText {
  uid: string;
  title: string;
  description: string;
  /** The default time range, such as "7d". */
  range: string;
  variables?: Builder<VariableModel>[];
  rows: Row[];
}

/** All dashboards have this tag; links between them use it. */
const TAG = "betterprompts";

/** A dashboard of rows, with links to the others and to the runbooks of its panels' alerts. */
export function dashboard(stack: MonitoredStack, { uid, title, rows, ...text }: DashboardText): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(text.description)
    .tags([TAG])
    .readonly() // generated: changes in the browser would be lost
    .time({ from: `now-${text.range}`, to: "now" })
    .refresh("1m")
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(text.variables ?? [])
    .links([otherDashboards(), page("Runbooks", stack.runbookUrl)]);
  addRows(builder, stack, rows);
  return { uid, title, folder: "BetterPrompts", json: plain(builder.build()) };
}

function addRows(builder: DashboardBuilder, stack: MonitoredStack, rows: Row[]): void {
  let id = 0;
  for (const { title, repeat, gridPos, panels } of layOut(rows)) {
    const row = new RowBuilder(title).id(++id).gridPos(gridPos);
    builder.withRow(repeat === undefined ? row : row.repeat(repeat));
    for (const { panel, gridPos } of panels) {
      builder.withPanel(panel.builder.id(++id).gridPos(gridPos).links(runbooks(stack, panel)));
    }
  }
}

function runbooks({ runbookUrl }: MonitoredStack, { alerts }: Panel): Builder<DashboardLink>[] {
  return alerts.map((alert) => page(`Runbook: ${alert}`, runbookPage(runbookUrl, alert)));
}

function otherDashboards(): Builder<DashboardLink> {
  return link({ title: "Dashboards", type: DashboardLinkType.Dashboards, tags: [TAG], keepTime: true });
}

function page(title: string, url: string): Builder<DashboardLink> {
  return link({ title, type: DashboardLinkType.Link, url, targetBlank: true });
}

/** The SDK's own builder puts links into a menu. */
function link(
  properties: Pick<DashboardLink, "title" | "type"> & Partial<DashboardLink>,
): Builder<DashboardLink> {
  const usual = {
    icon: "external link",
    tooltip: "",
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: false,
    keepTime: false,
  };
  return { build: () => ({ ...usual, ...properties }) };
}

/** The SDK's objects contain functions and undefined fields. */
function plain(built: object): object {
  return JSON.parse(JSON.stringify(built)) as object;
}
