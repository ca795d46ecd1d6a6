import type * as pulumi from "@pulumi/pulumi";
import { Budget } from "../components/cost/budget";
import { CostAnomalies, anomalyImpactUsd } from "../components/cost/cost-anomalies";
import { Notifications } from "../components/cost/notifications";
import type { StackSettings } from "./settings";

export interface CostWatchArgs {
  stack: string;
  settings: StackSettings;
  accountId: pulumi.Input<string>;
  /** What the plan expects of a usual working hour. */
  expectedUsdPerHour: number;
}

/**
 * The topic that notifies people, and AWS's own watch over the bill, which publishes to it.
 *
 * @returns the topic's ARN
 */
export function costWatch(
  { stack, settings, accountId, expectedUsdPerHour }: CostWatchArgs,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> {
  const { alerts, cost, tags } = settings;
  const { factor } = alerts.costAboveExpected;
  const { emails, costAnomalies } = settings.notifications;
  const notifications = new Notifications("notifications", { stack, accountId, emails }, opts);
  const { topicArn } = notifications;
  const onTopic = { ...opts, dependsOn: notifications };
  new Budget(
    "budget",
    {
      stack,
      hourlyCeilingUsd: cost.hourlyCeilingUsd,
      aboveExpectedUsdPerHour: factor * expectedUsdPerHour,
      tags,
      topicArn,
    },
    onTopic,
  );
  if (costAnomalies) {
    const impactUsd = anomalyImpactUsd(expectedUsdPerHour, factor);
    new CostAnomalies(
      "cost-anomalies",
      { stack, costCenter: tags["cost-center"], impactUsd, topicArn },
      onTopic,
    );
  }
  return topicArn;
}
