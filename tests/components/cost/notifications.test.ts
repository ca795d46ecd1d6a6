import assert from "node:assert/strict";
import { budgetNotifications } from "../../../components/cost/budget";
import { anomalyImpactUsd } from "../../../components/cost/cost-anomalies";
import { topicPolicy } from "../../../components/cost/notifications";

describe("the topic's policy", () => {
  it("allows the two cost services to publish on behalf of this account, and nothing else", () => {
    const topic = "arn:aws:sns:us-east-1:210987654321:production-alerts";
    const statement = (service: string, condition: object = {}) => ({
      Effect: "Allow",
      Principal: { Service: service },
      Action: "SNS:Publish",
      Resource: topic,
      Condition: { StringEquals: { "aws:SourceAccount": "210987654321" }, ...condition },
    });
    assert.deepEqual(topicPolicy(topic, "210987654321"), {
      Version: "2012-10-17",
      Statement: [
        statement("budgets.amazonaws.com", {
          ArnLike: { "aws:SourceArn": "arn:aws:budgets::210987654321:*" },
        }),
        statement("costalerts.amazonaws.com"),
      ],
    });
  });
});

describe("the budget's notifications", () => {
  it("are for a month above the plan in dollars, for a forecast near the limit, and for the limit", () => {
    assert.deepEqual(budgetNotifications(2.5), [
      { notificationType: "ACTUAL", threshold: 1825, thresholdType: "ABSOLUTE_VALUE" }, // 2.5 x 730
      { notificationType: "FORECASTED", threshold: 80, thresholdType: "PERCENTAGE" },
      { notificationType: "ACTUAL", threshold: 100, thresholdType: "PERCENTAGE" },
    ]);
  });

  it("are to the cent, so that AWS returns the same value", () => {
    const [above] = budgetNotifications(1.8139 * 1.25);
    assert.equal(above!.threshold, 1655.18); // 1655.18375
  });
});

describe("the impact from which AWS reports an anomaly", () => {
  for (const [expected, factor, dollars, what] of [
    [2, 1.25, 12, "a day at a quarter more than the plan"],
    [2, 1.5, 24, "twice that at half more"],
    [1.7, 1.25, 10, "rounded to whole dollars, down"], // 10.2
    [1.76, 1.25, 11, "and up"], // 10.56
    [0.1, 1.25, 1, "a dollar at the least"], // 0.6
    [0.01, 1.25, 1, "also where it rounds to zero"], // 0.06
  ] as const) {
    it(`is ${what}: $${dollars} for $${expected} an hour and a factor of ${factor}`, () => {
      assert.equal(anomalyImpactUsd(expected, factor), dollars);
    });
  }
});
