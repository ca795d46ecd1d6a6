import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { dashboardConfigMap } from "./dashboards/config-map";
import { dashboards } from "./dashboards/all";
import type { MonitoredStack } from "./monitored-stack";
import { prometheusRules } from "./prometheus-rules";

/** Recording rules and alerts for Prometheus, dashboards for Grafana: what components/monitoring says of a stack. */
export class Telemetry extends pulumi.ComponentResource {
  constructor(name: string, stack: MonitoredStack, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:Telemetry", name, {}, opts);
    for (const { apiVersion, kind, metadata, spec } of prometheusRules(stack)) {
      new kubernetes.apiextensions.CustomResource(
        metadata.name,
        { apiVersion, kind, metadata, spec },
        { parent: this },
      );
    }
    for (const dashboard of dashboards(stack)) {
      const { metadata, data } = dashboardConfigMap(dashboard);
      new kubernetes.core.v1.ConfigMap(metadata.name, { metadata, data }, { parent: this });
    }
    this.registerOutputs({});
  }
}
