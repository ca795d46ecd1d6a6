import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface CostAnomaliesArgs {
  stack: string;
  /** The value of the tag cost-center, which no other stack of the account has. */
  costCenter: string;
  /** US dollars above the usual cost, from which AWS reports an anomaly. */
  impactUsd: number;
  topicArn: pulumi.Input<string>;
}

/** AWS Cost Anomaly Detection: it learns what the stack usually costs, and reports unusual costs. */
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
        frequency: "IMMEDIATE", // the only frequency for a topic; mail is daily or weekly
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
 * The extra cost of a day that is as far above the plan as the hourly alert allows, in whole US dollars.
 *
 * @param factor of the expected cost, above which the hourly alert fires
 */
export function anomalyImpactUsd(expectedUsdPerHour: number, factor: number): number {
  return Math.max(1, Math.round(expectedUsdPerHour * (factor - 1) * 24));
}

/**
 * A custom monitor accepts values of one tag (Cost Explorer API, CreateAnomalyMonitor, example 6), not of two tags
 * together like a budget. A stack's cost center is its own. Empty keys are written out: the provider compares with
 * the whole Expression that AWS returns, and would otherwise replace the monitor at every update.
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
