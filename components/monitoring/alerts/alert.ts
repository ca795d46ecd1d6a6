import type { MonitoredStack } from "../monitored-stack";
import type { AlertRule, Severity } from "../rules";

export interface AlertText {
  severity: Severity;
  /** One line with the relevant labels and the value, as a Prometheus template. */
  summary: string;
  description: string;
}

/** An alert with its runbook. Labels distinguish several rules of one alert. */
export function alert(
  { runbookUrl }: Pick<MonitoredStack, "runbookUrl">,
  name: string,
  condition: { expr: string; for?: string },
  { severity, summary, description }: AlertText,
  labels: Record<string, string> = {},
): AlertRule {
  return {
    alert: name,
    ...condition,
    labels: { severity, ...labels },
    annotations: { summary, description, runbook_url: runbookPage(runbookUrl, name) },
  };
}

/** The alert's runbook: docs/runbooks/<alert>.md. */
export function runbookPage(runbookUrl: string, name: string): string {
  return `${runbookUrl}/${name}.md`;
}
