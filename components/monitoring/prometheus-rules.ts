import type { Manifest } from "../manifest";
import { PROMETHEUS_SERVICE } from "../prometheus-service";
import { alertRules } from "./alerts/all";
import type { MonitoredStack } from "./monitored-stack";
import { recordingRules } from "./recording-rules/all";
import type { RuleGroup } from "./rules";

/** The objects by which Prometheus gets its rules. */
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
