import type { MonitoredStack } from "../monitored-stack";
import { withOwnJobs, type RuleGroup } from "../rules";
import { costAlerts } from "./cost";
import { exporterAlerts } from "./exporters";
import { nodeAlerts } from "./nodes";
import { spotAlerts } from "./spot";
import { workloadAlerts } from "./workloads";

/** All alerts but those that the settings disable. */
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

/** An alert is named as its settings are: gpuIdle, GpuIdle. */
function nameOf(setting: string): string {
  return setting[0]!.toUpperCase() + setting.slice(1);
}

/** Names of the alerts that are mere information. */
export function infoAlerts(stack: MonitoredStack): string[] {
  const alerts = alertRules(stack).flatMap(({ rules }) => rules.filter((rule) => "alert" in rule));
  return alerts.filter(({ labels }) => labels.severity === "info").map(({ alert }) => alert);
}
