/** A recording rule of Prometheus. `record` is named level:metric:operation. */
export interface RecordingRule {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}

export type Severity = "critical" | "warning" | "info";

/** An alerting rule of Prometheus. */
export interface AlertRule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: Severity } & Record<string, string>;
  annotations: {
    /** One line, with the relevant labels and the value. */
    summary: string;
    /** What it means and what to do; not a template. */
    description: string;
    runbook_url: string;
  };
}

/** Rules that are evaluated one after the other, in their order. */
export interface RuleGroup {
  name: string;
  interval?: string;
  rules: (RecordingRule | AlertRule)[];
}
