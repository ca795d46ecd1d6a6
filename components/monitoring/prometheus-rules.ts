import type { Manifest } from "../kubernetes/objects";
import { PROMETHEUS_SERVICE } from "./addresses";
import { costAlerts } from "./alerts/cost";
import { exporterAlerts } from "./alerts/exporters";
import { nodeAlerts } from "./alerts/nodes";
import { spotAlerts } from "./alerts/spot";
import { workloadAlerts } from "./alerts/workloads";
import type { MonitoredStack } from "./monitored-stack";
import { ofOwnJobs } from "./promql";
import { COST_RULES, MONTH_INTERVAL, MONTH_RULES } from "./recording-rules/cost";
import { NODE_RULES } from "./recording-rules/nodes";
import { podRules } from "./recording-rules/pods";
import { priceRules } from "./recording-rules/prices";
import { serviceRules } from "./recording-rules/services";
import { SPOT_RULES } from "./recording-rules/spot";
import type { RuleGroup } from "./rules";

/** The objects from which Prometheus loads its rules. */
export function prometheusRules(stack: MonitoredStack): Manifest[] {
  return [rules("recording-rules", recordingRules(stack)), rules("alerts", alertRules(stack))];
}

function rules(name: string, groups: RuleGroup[]): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: `betterprompts-${name}`, namespace: PROMETHEUS_SERVICE.namespace },
    spec: { groups },
  };
}

/** All recording rules. In a group, each rule sees what the rules before it have just recorded. */
export function recordingRules(stack: MonitoredStack): RuleGroup[] {
  return withOwnJobs([
    {
      name: "cost-and-use",
      rules: [...priceRules(stack), ...NODE_RULES, ...podRules(stack), ...SPOT_RULES, ...COST_RULES],
    },
    { name: "services", rules: serviceRules(stack) },
    { name: "month", interval: MONTH_INTERVAL, rules: MONTH_RULES },
  ]);
}

/** All alerts except those that the settings disable. */
export function alertRules(stack: MonitoredStack): RuleGroup[] {
  const groups: RuleGroup[] = [
    { name: "cost-alerts", rules: costAlerts(stack) },
    { name: "node-alerts", rules: nodeAlerts(stack) },
    { name: "spot-alerts", rules: spotAlerts(stack) },
    { name: "workload-alerts", rules: workloadAlerts(stack) },
    { name: "exporter-alerts", rules: exporterAlerts(stack) },
  ];
  const disabled = new Set(stack.alerts.disabled?.map(nameOf));
  const enabled = groups.map(({ name, rules }) => ({
    name,
    rules: rules.filter((rule) => !("alert" in rule && disabled.has(rule.alert))),
  }));
  return withOwnJobs(enabled.filter(({ rules }) => rules.length > 0));
}

/** The alert GpuIdle has the settings gpuIdle. */
function nameOf(setting: string): string {
  return setting[0]!.toUpperCase() + setting.slice(1);
}

/** Names of the alerts with severity info. */
export function infoAlerts(stack: MonitoredStack): string[] {
  const alerts = alertRules(stack).flatMap(({ rules }) => rules.filter((rule) => "alert" in rule));
  return alerts.filter(({ labels }) => labels.severity === "info").map(({ alert }) => alert);
}

/** The groups, with the exporter's job in every selector of an exporter's series. */
function withOwnJobs(groups: RuleGroup[]): RuleGroup[] {
  return groups.map(({ rules, ...group }) => ({
    ...group,
    rules: rules.map((rule) => ({ ...rule, expr: ofOwnJobs(rule.expr) })),
  }));
}
