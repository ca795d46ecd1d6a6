import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { PROMETHEUS_SERVICE } from "../monitoring/addresses";
import { ServiceAccountRole, type PolicyStatement } from "../cluster/service-account-role";
import { CLUSTER_CRITICAL, onSystemPool, type Placement } from "../nodes/controller-placement";
import { controllerNamespace } from "../governance/namespaces";
import { installChart, roleAnnotation, type ControllerArgs } from "./release";

const SERVICE_ACCOUNT = { namespace: "opencost", name: "opencost" };
const EXPORTER_REQUESTS = { cpu: "50m", memory: "256Mi" };
const UI_REQUESTS = { cpu: "10m", memory: "32Mi" };

export const OPENCOST_FOOTPRINT: Footprint = {
  name: "opencost",
  runs: 1,
  requests: { cpu: "60m", memory: "288Mi" }, // exporter and user interface
};

/** Computes the price of every node, volume and container, and exports the prices to Prometheus. */
export class OpenCost extends pulumi.ComponentResource {
  constructor(name: string, args: ControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:OpenCost", name, {}, opts);
    const role = new ServiceAccountRole(
      name,
      {
        roleName: `${args.stack}-${name}`,
        serviceAccount: SERVICE_ACCOUNT,
        identityProvider: args.identityProvider,
        statements: openCostStatements(),
      },
      { parent: this },
    );
    const namespace = controllerNamespace(SERVICE_ACCOUNT.namespace, "baseline", { parent: this });
    installChart(
      "opencost",
      {
        namespace: namespace.metadata.name,
        chartMirror: args.chartMirror,
        values: role.arn.apply((roleArn) =>
          openCostValues(args.clusterName, roleArn, onSystemPool(args.pools)),
        ),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

export function openCostValues(
  clusterName: string,
  roleArn: string,
  placement: Placement,
): Record<string, unknown> {
  return {
    // The chart's top-level `clusterName` stays unset: it is a DNS domain, not the cluster's name.
    priorityClassName: CLUSTER_CRITICAL,
    serviceAccount: { create: true, name: SERVICE_ACCOUNT.name, annotations: roleAnnotation(roleArn) },
    opencost: {
      ...placement,
      exporter: {
        defaultClusterId: clusterName,
        resources: { requests: EXPORTER_REQUESTS, limits: { memory: "1Gi" } }, // it loads the region's price list
      },
      ui: { enabled: true, resources: { requests: UI_REQUESTS, limits: { memory: "128Mi" } } },
      mcp: { enabled: false },
      prometheus: {
        internal: {
          enabled: true,
          serviceName: PROMETHEUS_SERVICE.name,
          namespaceName: PROMETHEUS_SERVICE.namespace,
          port: PROMETHEUS_SERVICE.port,
        },
      },
      metrics: {
        // With either one it would export the series of kube-state-metrics a second time, with other labels.
        kubeStateMetrics: { emitKsmV1Metrics: false, emitKsmV1MetricsOnly: false },
        serviceMonitor: { enabled: true, scrapeInterval: "60s", honorLabels: true },
      },
    },
  };
}

/** Without this permission a spot node has the on-demand price. The action has no resource-level permissions. */
export function openCostStatements(): PolicyStatement[] {
  return [{ actions: ["ec2:DescribeSpotPriceHistory"], resources: ["*"] }];
}
