import assert from "node:assert/strict";
import { UNKNOWN } from "../../../sandbox/aws/paths";
import { policy } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const TOPIC = "aws:sns/topic:Topic";
const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";

const notification = {
  notificationType: "ACTUAL",
  comparisonOperator: "GREATER_THAN",
  thresholdType: "PERCENTAGE",
  threshold: 100,
  subscriberEmailAddresses: ["ops@example.com"],
};
const monthly = {
  name: "monthly",
  budgetType: "COST",
  timeUnit: "MONTHLY",
  limitAmount: "7300.00",
  limitUnit: "USD",
};

describe("the sandbox's topics", () => {
  it("are the same when created twice with one name, and are deleted with policy and subscriptions", () => {
    const aws = new TestAccount();
    const topic = aws.make(TOPIC, { name: "alerts" });
    assert.equal(topic.id, "arn:aws:sns:us-east-1:111122223333:alerts");
    aws.make("aws:sns/topicPolicy:TopicPolicy", { arn: topic.id, policy: policy("SNS:Publish") });
    aws.make("aws:sns/topicSubscription:TopicSubscription", {
      topic: topic.id,
      protocol: "email",
      endpoint: "ops@example.com",
    });
    assert.equal(aws.make(TOPIC, { name: "alerts" }).id, topic.id);
    assert.equal(aws.account.state.resources.length, 3);
    aws.delete(topic);
    assert.deepEqual(aws.account.state.resources, []);
  });

  it("must exist for a policy or a subscription, whose endpoint has the protocol's format", () => {
    const aws = new TestAccount();
    const reader = "aws:sns/topicSubscription:TopicSubscription";
    const inputs = { topic: "arn:none", protocol: "email", endpoint: "ops@example.com" };
    aws.refuses("NotFound: Topic does not exist", () => aws.make(reader, inputs));
    assert.deepEqual(faults(reader, inputs), []);
    assert.deepEqual(faults(reader, { ...inputs, endpoint: "ops" }), ["endpoint"]);
    assert.deepEqual(faults(reader, { ...inputs, protocol: "mail" }), ["protocol"]);
    assert.equal(replaces(reader, inputs, { ...inputs, endpoint: "dev@example.com" }), true);
    assert.deepEqual(faults(TOPIC, { name: "a b" }), ["name"]);
  });
});

describe("the sandbox's budgets", () => {
  it("have a unique name and an amount above zero", () => {
    const aws = new TestAccount();
    assert.equal(aws.make(BUDGET, monthly).id, "111122223333:monthly");
    aws.refuses(/DuplicateRecordException/, () => aws.make(BUDGET, monthly));
    assert.deepEqual(faults(BUDGET, { ...monthly, limitAmount: "0" }), ["limitAmount"]);
    assert.deepEqual(faults(BUDGET, { ...monthly, name: "a:b", timeUnit: "HOURLY" }), ["name", "timeUnit"]);
  });

  it("notify subscribers or existing topics, once for each threshold", () => {
    const aws = new TestAccount();
    const problems = (...notifications: object[]) => faults(BUDGET, { ...monthly, notifications });
    assert.deepEqual(problems(notification), []);
    assert.deepEqual(problems({ ...notification, subscriberEmailAddresses: [] }), ["notifications[0]"]);
    assert.deepEqual(problems({ ...notification, subscriberSnsTopicArns: ["a", "b"] }), ["notifications[0]"]);
    const emails = (count: number) => ({
      ...notification,
      subscriberEmailAddresses: Array(count).fill("a@b.example"),
    });
    assert.deepEqual(problems(emails(10)), []);
    assert.deepEqual(problems(emails(11)), ["notifications[0]"]);
    const thresholds = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...notification, threshold: index + 1 }));
    assert.deepEqual(problems(...thresholds(10)), []);
    assert.deepEqual(problems(...thresholds(11)), ["notifications"]);
    assert.deepEqual(problems(notification, notification), ["notifications"]);
    assert.deepEqual(problems(notification, { ...notification, threshold: 80 }), []);
    assert.deepEqual(problems({ ...notification, threshold: 0, notificationType: "PLANNED" }), [
      "notifications[0].notificationType",
      "notifications[0].threshold",
    ]);
    aws.refuses("NotFound: Topic does not exist", () =>
      aws.make(BUDGET, {
        ...monthly,
        notifications: [{ ...notification, subscriberSnsTopicArns: ["arn:none"] }],
      }),
    );
  });
});

describe("the sandbox's cost anomalies", () => {
  const custom = { name: "stack", monitorType: "CUSTOM", monitorSpecification: "{}" };

  it("have at most one dimensional monitor, and any number of others", () => {
    const aws = new TestAccount();
    const byService = { name: "services", monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };
    aws.make(MONITOR, byService);
    aws.refuses(/Limit exceeded on dimensional spend monitor creation/, () => aws.make(MONITOR, byService));
    for (const name of ["one", "other"]) aws.make(MONITOR, { ...custom, name });
  });

  it("need a monitor with a dimension or a specification", () => {
    assert.deepEqual(faults(MONITOR, custom), []);
    assert.deepEqual(faults(MONITOR, { name: "stack", monitorType: "CUSTOM" }), ["monitorSpecification"]);
    assert.deepEqual(faults(MONITOR, { name: "stack", monitorType: "DIMENSIONAL" }), ["monitorDimension"]);
    assert.deepEqual(faults(MONITOR, { ...custom, monitorSpecification: "{" }), ["monitorSpecification"]);
    assert.equal(replaces(MONITOR, custom, { ...custom, monitorSpecification: '{"a":1}' }), true);
  });

  it("are reported to topics immediately, to mailboxes in summaries", () => {
    const aws = new TestAccount();
    const topic = aws.make(TOPIC, { name: "alerts" });
    const monitor = aws.make(MONITOR, custom);
    const inputs = {
      name: "stack",
      frequency: "IMMEDIATE",
      monitorArnLists: [monitor.id],
      subscribers: [{ type: "SNS", address: topic.id }],
      thresholdExpression: {},
    };
    aws.make(SUBSCRIPTION, inputs);
    aws.refuses(/UnknownMonitorException/, () =>
      aws.make(SUBSCRIPTION, { ...inputs, monitorArnLists: ["arn:none"] }),
    );
    aws.refuses(/SNS topic arn:none does not exist/, () =>
      aws.make(SUBSCRIPTION, { ...inputs, subscribers: [{ type: "SNS", address: "arn:none" }] }),
    );
    assert.deepEqual(faults(SUBSCRIPTION, { ...inputs, frequency: "DAILY" }), ["subscribers[0].type"]);
    assert.deepEqual(
      faults(SUBSCRIPTION, {
        ...inputs,
        frequency: UNKNOWN,
        subscribers: [{ type: "POST", address: "here" }],
      }),
      ["subscribers[0].type"],
    );
    assert.deepEqual(faults(SUBSCRIPTION, { ...inputs, thresholdExpression: undefined }), [
      "thresholdExpression",
    ]);
  });
});
