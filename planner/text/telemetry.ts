import { alertRules, recordingRules } from "../../components/monitoring/prometheus-rules";
import { dashboards } from "../../components/monitoring/dashboards/all";
import { panelQueries } from "../../components/monitoring/dashboards/panel-queries";
import type { MonitoredStack } from "../../components/monitoring/monitored-stack";
import type { Severity } from "../../components/monitoring/rules";
import { heading, wrap, type Paint } from "./layout";

const SEVERITIES: Severity[] = ["critical", "warning", "info"];

/** Alerts by severity, dashboards, and the number of recording rules. */
export function telemetrySection(stack: MonitoredStack, paint: Paint): string {
  const alerts = alertRules(stack).flatMap(({ rules }) => rules.filter((rule) => "alert" in rule));
  const rows = [
    ...SEVERITIES.map((severity) => {
      const named = alerts.filter(({ labels }) => labels.severity === severity).map(({ alert }) => alert);
      return `${severity}: ${[...new Set(named)].sort().join(", ")}`;
    }),
    `dashboards: ${dashboards(stack).map(dashboardText).join(", ")}`,
    `${recordingRules(stack).flatMap(({ rules }) => rules).length} recording rules`,
  ];
  return `${heading("Alerts and dashboards", "", paint)}\n${rows.flatMap((row) => wrap(row, "  ")).join("\n")}`;
}

function dashboardText(dashboard: ReturnType<typeof dashboards>[number]): string {
  const panels = new Set(panelQueries(dashboard).map(({ panel }) => panel));
  return `${dashboard.title} (${panels.size} panels)`;
}
