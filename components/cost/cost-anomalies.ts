import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface CostAnomaliesArgs {
  stack: string;
  /** The tag that no other stack of the account has. */
  costCenter: string;
  /** US dollars beyond the usual from which on an anomaly is told. */
  impactUsd: number;
  topicArn: pulumi.Input<string>;
}

/** AWS's own eye on the bill: it learns what the stack usually costs, and tells what is out of the ordinary. */
export class CostAnomalies extends pulumi.ComponentResource {
  constructor(name: string, args: CostAnomaliesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:CostAnomalies", name, {}, opts);
    const monitor = new aws.costexplorer.AnomalyMonitor(
      "stack",
      {
        name: `betterprompts-${args.stack}`,
        monitorType: "CUSTOM", // an account may have only one monitor by service
        monitorSpecification: costCenterOnly(args.costCenter),
      },
      { parent: this },
    );
    new aws.costexplorer.AnomalySubscription(
      "alerts",
      {
        name: `betterprompts-${args.stack}`,
        frequency: "IMMEDIATE", // what a topic takes; mail comes daily or weekly
        monitorArnLists: [monitor.arn],
        subscribers: [{ type: "SNS", address: args.topicArn }],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(args.impactUsd)],
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/**
 * What a day costs more when it is as much above the plan as the alert on the hour allows; whole US dollars.
 *
 * @param factor of the expected cost, from which on the hour is told
 */
export function anomalyImpactUsd(expectedUsdPerHour: number, factor: number): number {
  return Math.max(1, Math.round(expectedUsdPerHour * (factor - 1) * 24));
}

/**
 * A custom monitor takes values of one tag (Cost Explorer API, CreateAnomalyMonitor, example 6), not two tags together
 * as a budget does; the cost center is the one that belongs to one stack. The keys that stay empty are written out: the
 * provider compares with the whole Expression that AWS gives back, and would replace the monitor at every update.
 */
function costCenterOnly(costCenter: string): string {
  return JSON.stringify({
    And: null,
    CostCategories: null,
    Dimensions: null,
    Not: null,
    Or: null,
    Tags: { Key: "cost-center", MatchOptions: null, Values: [costCenter] },
  });
}
