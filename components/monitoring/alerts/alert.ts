import type { MonitoredStack } from "../monitored-stack";
import type { AlertRule, Severity } from "../rules";

export interface AlertText {
  severity: Severity;
  /** A line with the labels and the value that matter, as a template of Prometheus. */
  summary: string;
  description: string;
}

/** An alert with its runbook. Labels tell several rules of one alert apart. */
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

/** The page that says what to look at and do: docs/runbooks/<alert>.md. */
export function runbookPage(runbookUrl: string, name: string): string {
  return `${runbookUrl}/${name}.md`;
}
