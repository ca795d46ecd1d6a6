import * as pulumi from "@pulumi/pulumi";
import type { Footprint } from "./footprints";
import { ServiceAccountRole, type PolicyStatement } from "../cluster/service-account-role";
import { CLUSTER_CRITICAL, onSystemPool, type Placement } from "../nodes/controller-placement";
import { customResourceDefinitions } from "./definitions";
import { installChart, roleAnnotation, type ControllerArgs } from "./release";

const SERVICE_ACCOUNT = { namespace: "kube-system", name: "aws-load-balancer-controller" };
const REQUESTS = { cpu: "50m", memory: "128Mi" };

export const LOAD_BALANCER_CONTROLLER_FOOTPRINT: Footprint = {
  name: "aws-load-balancer-controller",
  runs: 2,
  requests: REQUESTS,
};

export interface LoadBalancerControllerArgs extends ControllerArgs {
  vpcId: pulumi.Input<string>;
  /** The target groups in which it may register pods. */
  targetGroupArns: pulumi.Input<string>[];
}

/** Registers pods as targets. The load balancer itself belongs to the stack. */
export class LoadBalancerController extends pulumi.ComponentResource {
  constructor(name: string, args: LoadBalancerControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:controllers:LoadBalancerController", name, {}, opts);
    const role = new ServiceAccountRole(
      name,
      {
        roleName: `${args.stack}-${name}`,
        serviceAccount: SERVICE_ACCOUNT,
        identityProvider: args.identityProvider,
        statements: pulumi.all(args.targetGroupArns).apply(loadBalancerControllerStatements),
      },
      { parent: this },
    );
    const definitions = customResourceDefinitions("aws-load-balancer-controller", { parent: this });
    installChart(
      "aws-load-balancer-controller",
      {
        namespace: SERVICE_ACCOUNT.namespace,
        chartMirror: args.chartMirror,
        values: pulumi
          .all([args.vpcId, role.arn])
          .apply(([vpcId, roleArn]) =>
            loadBalancerControllerValues(
              args.clusterName,
              args.region,
              vpcId,
              roleArn,
              onSystemPool(args.pools),
            ),
          ),
        skipCrds: true,
      },
      { parent: this, dependsOn: definitions },
    );
    this.registerOutputs({});
  }
}

export function loadBalancerControllerValues(
  clusterName: string,
  region: string,
  vpcId: string,
  roleArn: string,
  placement: Placement,
): Record<string, unknown> {
  return {
    ...placement,
    clusterName,
    region, // both are set because the pods can't reach the instance metadata service
    vpcId,
    serviceAccount: { create: true, name: SERVICE_ACCOUNT.name, annotations: roleAnnotation(roleArn) },
    resources: { requests: REQUESTS, limits: { memory: "256Mi" } },
    priorityClassName: CLUSTER_CRITICAL,
    podDisruptionBudget: { maxUnavailable: 1 },
    keepTLSSecret: true, // otherwise each upgrade creates a new CA, and the release always differs
    enableServiceMutatorWebhook: false, // if it were on, no Service could be created while no controller pod answers
    defaultTargetType: "ip",
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    serviceMonitor: { enabled: true, interval: "30s" },
  };
}

/**
 * What a controller that only binds pods to target groups needs: aws-load-balancer-controller,
 * docs/deploy/installation.md, "Special IAM cases". Its page opens the writes to all target groups.
 */
export function loadBalancerControllerStatements(targetGroupArns: string[]): PolicyStatement[] {
  return [
    {
      actions: [
        "ec2:DescribeInstances",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      resources: ["*"],
    },
    {
      actions: [
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RegisterTargets",
      ],
      resources: targetGroupArns,
    },
  ];
}
