import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { groupNamePattern } from "../nodes/auto-scaling-group";
import { isTainted, type PoolSettings } from "../nodes/node-pool.settings";
import { ServiceAccountRole, type PolicyStatement } from "../cluster/service-account-role";
import { CLUSTER_CRITICAL, onSystemPool } from "../nodes/controller-placement";
import { CLUSTER_AUTOSCALER_IMAGE } from "./charts";
import type { NodeAutoscalingSettings } from "./controllers.settings";
import { installChart, roleAnnotation, type ControllerArgs } from "./release";

const SERVICE_ACCOUNT = { namespace: "kube-system", name: "cluster-autoscaler" };
const REQUESTS = { cpu: "100m", memory: "256Mi" };

export const CLUSTER_AUTOSCALER_FOOTPRINT: Footprint = {
  name: "cluster-autoscaler",
  runs: 1,
  requests: REQUESTS,
};

export interface ClusterAutoscalerArgs extends ControllerArgs {
  settings: NodeAutoscalingSettings;
}

/** Adds nodes, spot first, for pods that fit on no node, and removes idle nodes. */
export class ClusterAutoscaler extends pulumi.ComponentResource {
  constructor(name: string, args: ClusterAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:ClusterAutoscaler", name, {}, opts);
    const role = new ServiceAccountRole(
      name,
      {
        roleName: `${args.stack}-${name}`,
        serviceAccount: SERVICE_ACCOUNT,
        identityProvider: args.identityProvider,
        statements: pulumi
          .output(args.accountId)
          .apply((accountId) => clusterAutoscalerStatements(args.region, accountId, args.clusterName)),
      },
      { parent: this },
    );
    installChart(
      "cluster-autoscaler",
      {
        namespace: SERVICE_ACCOUNT.namespace,
        chartMirror: args.chartMirror,
        values: role.arn.apply((roleArn) => clusterAutoscalerValues(args, roleArn)),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Values of the chart. Each one was seen to change the rendered manifests. */
export function clusterAutoscalerValues(
  args: Pick<ClusterAutoscalerArgs, "stack" | "region" | "clusterName" | "pools" | "settings">,
  roleArn: string,
): Record<string, unknown> {
  const { settings } = args;
  return {
    ...onSystemPool(args.pools),
    fullnameOverride: "cluster-autoscaler",
    awsRegion: args.region,
    autoDiscovery: { clusterName: args.clusterName },
    image: { tag: CLUSTER_AUTOSCALER_IMAGE },
    resources: { requests: REQUESTS, limits: { memory: "512Mi" } },
    priorityClassName: CLUSTER_CRITICAL,
    rbac: {
      serviceAccount: { create: true, name: SERVICE_ACCOUNT.name, annotations: roleAnnotation(roleArn) },
    },
    extraArgs: {
      expander: "priority,least-waste", // the second breaks ties inside one priority
      "scale-down-utilization-threshold": String(settings.scaleDownUtilization),
      "scale-down-gpu-utilization-threshold": String(settings.scaleDownUtilization),
      "scale-down-unneeded-time": settings.scaleDownAfter,
      "scale-down-delay-after-add": settings.scaleDownAfter, // its default of 10m is longer than the line above
      "max-node-provision-time": settings.nodeProvisionLimit, // then the next priority is tried
      "skip-nodes-with-local-storage": false, // otherwise a pod with an emptyDir keeps its node for ever
      "skip-nodes-with-system-pods": false, // otherwise a kube-system pod without a disruption budget does
      "ignore-daemonsets-utilization": true, // the five pods on every node are no use of it
      "emit-per-nodegroup-metrics": true,
    },
    expanderPriorities: expanderPriorities(args.stack, args.pools),
    serviceMonitor: { enabled: true, namespace: SERVICE_ACCOUNT.namespace, interval: "30s" },
  };
}

/**
 * Priorities of the expander by regular expression over the names of Auto Scaling groups; the highest wins. Spot
 * pools come first, then on-demand pools without taints; tainted pools come last.
 *
 * Source: kubernetes/autoscaler, cluster-autoscaler/expander/priority/readme.md
 */
export function expanderPriorities(
  stack: string,
  pools: Record<string, PoolSettings>,
): Record<string, string[]> {
  const priorities: Record<string, string[]> = {};
  for (const [name, pool] of Object.entries(pools)) {
    (priorities[expanderPriority(pool)] ??= []).push(groupNamePattern(stack, name));
  }
  return priorities;
}

export function expanderPriority(pool: PoolSettings): number {
  if (isTainted(pool)) return 10;
  return pool.capacity === "spot" ? 100 : 50;
}

/** Reads are open because they have no resource level; the two writes reach only groups of this cluster. */
export function clusterAutoscalerStatements(
  region: string,
  accountId: string,
  clusterName: string,
): PolicyStatement[] {
  return [
    {
      actions: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      resources: ["*"],
    },
    {
      actions: ["eks:DescribeNodegroup"],
      resources: [`arn:aws:eks:${region}:${accountId}:nodegroup/${clusterName}/*/*`],
    },
    {
      actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      resources: ["*"],
      conditions: {
        StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned" },
      },
    },
  ];
}
