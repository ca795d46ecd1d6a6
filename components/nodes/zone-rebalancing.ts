import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type PolicyStatement } from "../cluster/service-account-role";
import { groupNamePrefix } from "./auto-scaling-group";

export interface ZoneRebalancingArgs {
  stack: string;
  clusterName: string;
  accountId: pulumi.Input<string>;
  /** Names of Auto Scaling groups that span zones, by pool. */
  groups: Record<string, pulumi.Input<string>>;
}

/**
 * Prevents Auto Scaling groups from ending a node with its pods only because another zone has fewer nodes: their
 * process AZRebalance reacts to the nodes that Cluster Autoscaler removes (kubernetes/autoscaler,
 * cluster-autoscaler/cloudprovider/aws/README.md, "Common Notes and Gotchas"). A managed node group has no setting for
 * it, so EventBridge Scheduler suspends it: at once, and then every hour, because EKS may resume it or create another
 * group.
 */
export class ZoneRebalancing extends pulumi.ComponentResource {
  constructor(name: string, args: ZoneRebalancingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:ZoneRebalancing", name, {}, opts);
    const role = new aws.iam.Role(
      name,
      {
        name: `${args.stack}-${name}`,
        assumeRolePolicy: pulumi.output(args.accountId).apply((id) => JSON.stringify(schedulerTrust(id))),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      name,
      { role: role.id, policy: policyDocument(suspendStatements(args.clusterName)) },
      { parent: this },
    );
    for (const [pool, group] of Object.entries(args.groups)) {
      new aws.scheduler.Schedule(
        pool,
        {
          namePrefix: groupNamePrefix(args.stack, pool),
          description: `Suspends AZRebalance of the pool ${pool}`,
          scheduleExpression: "rate(1 hour)",
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
            arn: "arn:aws:scheduler:::aws-sdk:autoscaling:suspendProcesses",
            roleArn: role.arn,
            input: pulumi.jsonStringify({ AutoScalingGroupName: group, ScalingProcesses: ["AZRebalance"] }),
          },
        },
        { parent: this, dependsOn: policy },
      );
    }
    this.registerOutputs({});
  }
}

/** Trusts EventBridge Scheduler, and only for this account: otherwise a schedule of another account could use the role. */
function schedulerTrust(accountId: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  };
}

/** Only Auto Scaling groups of this cluster. */
function suspendStatements(clusterName: string): PolicyStatement[] {
  return [
    {
      actions: ["autoscaling:SuspendProcesses"],
      resources: ["*"],
      conditions: {
        StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned" },
      },
    },
  ];
}
