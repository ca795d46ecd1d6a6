import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface NotificationsArgs {
  stack: string;
  accountId: pulumi.Input<string>;
  emails: string[];
}

/** The topic to which budgets, anomalies and Alertmanager publish, and the people who read it. */
export class Notifications extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: NotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:Notifications", name, {}, opts);
    const topic = new aws.sns.Topic("alerts", { name: `${args.stack}-alerts` }, { parent: this });
    new aws.sns.TopicPolicy(
      "alerts",
      {
        arn: topic.arn,
        policy: pulumi
          .all([topic.arn, args.accountId])
          .apply(([topicArn, accountId]) => JSON.stringify(topicPolicy(topicArn, accountId))),
      },
      { parent: this },
    );
    for (const email of args.emails) {
      new aws.sns.TopicSubscription(
        email,
        { topic: topic.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/**
 * Allows AWS's cost services to publish, only for this account. Principals: AWS Cost Management User Guide, "Creating an
 * Amazon SNS topic for budget notifications" and "... for anomaly notifications".
 */
export function topicPolicy(topicArn: string, accountId: string): object {
  const ofAccount = { StringEquals: { "aws:SourceAccount": accountId } };
  const publishes = (service: string, condition: object) => ({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "SNS:Publish",
    Resource: topicArn,
    Condition: condition,
  });
  return {
    Version: "2012-10-17",
    Statement: [
      publishes("budgets.amazonaws.com", {
        ...ofAccount,
        ArnLike: { "aws:SourceArn": `arn:aws:budgets::${accountId}:*` },
      }),
      publishes("costalerts.amazonaws.com", ofAccount),
    ],
  };
}
