import assert from "node:assert/strict";
import { expectedCost } from "../../stacks/expected-cost";
import type { RecordedResource } from "../../planner/engine";
import { shippedStack } from "../components/shipped";
import { recordStack, shippedRecording, shippedSettings, STACKS } from "../recordings";
import { Graph } from "./graph";

for (const stack of STACKS) {
  describe(`the notifications of ${stack}`, () => {
    const settings = shippedStack(stack);
    const factor = settings.alerts.costAboveExpected.factor;
    const { totalUsdPerHour } = expectedCost(settings);
    const topicArn = `arn:aws:sns:us-east-1:111122223333:${stack}-alerts`;
    let graph: Graph;
    before(async () => {
      graph = new Graph(await shippedRecording(stack));
    });

    it("go to a mailbox for each address", () => {
      const mailboxes = graph.all("TopicSubscription").map(({ inputs }) => inputs);
      assert.deepEqual(
        mailboxes,
        settings.notifications.emails.map((endpoint) => ({ topic: topicArn, protocol: "email", endpoint })),
      );
    });

    it("of the budget go to the topic, the first at the plan's month times the alert's factor", () => {
      const notifications = graph.one("Budget", "monthly").inputs["notifications"] as Record<
        string,
        unknown
      >[];
      assert.equal(notifications.length, 3); // AWS takes five
      for (const each of notifications) {
        assert.deepEqual(each["subscriberSnsTopicArns"], [topicArn]);
        assert.equal(each["comparisonOperator"], "GREATER_THAN");
      }
      const threshold = Number((factor * totalUsdPerHour * 730).toFixed(2));
      assert.equal(notifications[0]!["threshold"], threshold);
      const limit = Number(graph.one("Budget", "monthly").inputs["limitAmount"]);
      assert.ok(threshold < limit, "above the limit it would report nothing new");
    });

    it("of anomalies are about the tag that no other stack has, at once, from a day's excess on", () => {
      const monitor = graph.one("AnomalyMonitor", "stack").inputs;
      assert.equal(monitor["monitorType"], "CUSTOM");
      assert.deepEqual(JSON.parse(String(monitor["monitorSpecification"])), {
        // All keys of the API's Expression: the provider compares with what AWS gives back, and would replace the monitor.
        And: null,
        CostCategories: null,
        Dimensions: null,
        Not: null,
        Or: null,
        Tags: { Key: "cost-center", MatchOptions: null, Values: [settings.tags["cost-center"]] },
      });
      const subscription = graph.one("AnomalySubscription", "alerts").inputs;
      assert.equal(subscription["frequency"], "IMMEDIATE");
      assert.deepEqual(subscription["subscribers"], [{ type: "SNS", address: topicArn }]);
      assert.deepEqual(subscription["thresholdExpression"], {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(Math.round(24 * (factor - 1) * totalUsdPerHour))],
        },
      });
    });

    it("can be sent before anything is configured to send them: AWS tries the topic", () => {
      const policy = graph.one("TopicPolicy", "alerts");
      for (const sender of [graph.one("Budget", "monthly"), graph.one("AnomalySubscription", "alerts")]) {
        assert.ok(graph.comesAfter(sender, policy), `${sender.name} does not wait for the policy`);
      }
    });

    it("of alerts follow the stack's configuration alone, by a role for this topic", () => {
      const release = graph.one("Release", "kube-prometheus-stack");
      const { alertmanager } = release.inputs["values"] as {
        alertmanager: { serviceAccount: object; alertmanagerSpec: Record<string, unknown> };
      };
      const config = graph.one("AlertmanagerConfig", "betterprompts");
      assert.deepEqual(alertmanager.alertmanagerSpec["alertmanagerConfiguration"], {
        name: nameOf(config),
      });
      assert.deepEqual(alertmanager.serviceAccount, {
        create: true,
        name: "alertmanager",
        annotations: {
          "eks.amazonaws.com/role-arn": `arn:aws:iam::111122223333:role/${stack}-alertmanager`,
        },
      });
    });
  });
}

describe("cost anomalies", () => {
  it("are not watched where AWS would refuse it: in a member account of an organization", async () => {
    const settings = shippedSettings("staging");
    (settings["notifications"] as Record<string, unknown>)["costAnomalies"] = false;
    const graph = new Graph(await recordStack("staging", settings));
    assert.deepEqual([...graph.all("AnomalyMonitor"), ...graph.all("AnomalySubscription")], []);
    assert.equal(graph.all("Budget").filter(({ custom }) => custom).length, 1);
  });
});

describe("the unlikeness of cost centers", () => {
  it("holds for the shipped stacks, or one's anomalies would be the other's", () => {
    const centers = STACKS.map((stack) => shippedStack(stack).tags["cost-center"]);
    assert.equal(new Set(centers).size, centers.length);
  });
});

describe("the address of a webhook", () => {
  const ADDRESS = "https://hooks.example/not-to-be-seen";

  for (const [what, settings, secretName] of [
    ["Slack's", { slack: { channel: "#alerts", webhookUrl: ADDRESS } }, "alertmanager-slack"],
    ["the heartbeat's", { heartbeatUrl: ADDRESS }, "alertmanager-heartbeat"],
  ] as const) {
    it(`${what}: a secret in the state, and in no other resource`, async () => {
      const staging = shippedSettings("staging");
      staging["notifications"] = { ...(staging["notifications"] as object), ...settings };
      const graph = new Graph(await recordStack("staging", staging));
      const secret = graph.one("Secret", secretName);
      assert.equal(secret.inputs["stringData"], "[secret]");
      assert.ok(!JSON.stringify(graph.recording).includes("not-to-be-seen"));
      assert.ok(graph.comesAfter(graph.one("Release", "kube-prometheus-stack"), secret));
      const config = graph.one("AlertmanagerConfig", "betterprompts");
      assert.equal(namespaceOf(config), namespaceOf(secret)); // the operator reads it there
    });
  }

  it("makes no secret where none is set", async () => {
    const graph = new Graph(await shippedRecording("staging"));
    assert.deepEqual(
      graph.all("Secret").map(({ name }) => name),
      ["grafana-admin"],
    );
  });
});

function nameOf({ inputs }: RecordedResource): string {
  return (inputs["metadata"] as { name: string }).name;
}

function namespaceOf({ inputs }: RecordedResource): string {
  return (inputs["metadata"] as { namespace: string }).namespace;
}
