import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { HOURS_A_MONTH } from "../../policy-pack/pricing/money";

export interface BudgetArgs {
  stack: string;
  hourlyCeilingUsd: number;
  /** US dollars an hour above which the cost exceeds the plan. */
  aboveExpectedUsdPerHour: number;
  /** Cost-allocation tags that separate this stack's costs from others in the account. */
  tags: { project: string; environment: string };
  topicArn: pulumi.Input<string>;
}

/** The hourly cost ceiling as an AWS budget: the ceiling for every hour of a month. */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:Budget", name, {}, opts);
    new aws.budgets.Budget(
      "monthly",
      {
        name: `betterprompts-${args.stack}-monthly`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: monthlyUsd(args.hourlyCeilingUsd),
        limitUnit: "USD",
        metrics: "UnblendedCost", // required beside a filter expression
        filterExpression: {
          ands: [hasTag("project", args.tags.project), hasTag("environment", args.tags.environment)],
        },
        notifications: budgetNotifications(args.aboveExpectedUsdPerHour).map((notification) => ({
          ...notification,
          comparisonOperator: "GREATER_THAN",
          subscriberSnsTopicArns: [args.topicArn],
        })),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** When AWS notifies: the month costs more than the plan expects, is forecast to use most of the budget, or has used it up. */
export function budgetNotifications(
  aboveExpectedUsdPerHour: number,
): { notificationType: string; threshold: number; thresholdType: string }[] {
  return [
    {
      notificationType: "ACTUAL",
      threshold: Number(monthlyUsd(aboveExpectedUsdPerHour)),
      thresholdType: "ABSOLUTE_VALUE",
    },
    { notificationType: "FORECASTED", threshold: 80, thresholdType: "PERCENTAGE" },
    { notificationType: "ACTUAL", threshold: 100, thresholdType: "PERCENTAGE" },
  ];
}

/** The cost of a month of such hours, to the cent, as AWS Budgets expects it. */
export function monthlyUsd(usdPerHour: number): string {
  return (usdPerHour * HOURS_A_MONTH).toFixed(2);
}

function hasTag(key: string, value: string) {
  return { tags: { key, values: [value] } };
}
