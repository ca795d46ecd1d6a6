import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { HOURS_A_MONTH } from "../policy-pack/pricing/money";

export interface BudgetArgs {
  stack: string;
  hourlyCeilingUsd: number;
  /** Cost-allocation tags that tell this stack's costs from others in the account. */
  tags: { project: string; environment: string };
}

/** AWS's own view of the one dollar number: the ceiling of an hour, for every hour of a month. */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:Budget", name, {}, opts);
    new aws.budgets.Budget(
      "monthly",
      {
        name: `betterprompts-${args.stack}-monthly`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: monthlyLimitUsd(args.hourlyCeilingUsd),
        limitUnit: "USD",
        metrics: "UnblendedCost", // a filter expression needs it named
        filterExpression: {
          ands: [hasTag("project", args.tags.project), hasTag("environment", args.tags.environment)],
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** A month at the ceiling, to the cent, as AWS Budgets takes it. */
export function monthlyLimitUsd(hourlyCeilingUsd: number): string {
  return (hourlyCeilingUsd * HOURS_A_MONTH).toFixed(2);
}

function hasTag(key: string, value: string) {
  return { tags: { key, values: [value] } };
}
