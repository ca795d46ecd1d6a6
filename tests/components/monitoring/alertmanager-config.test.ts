import assert from "node:assert/strict";
import { alertmanagerConfig } from "../../../components/monitoring/alertmanager-config";
import { infoAlerts } from "../../../components/monitoring/prometheus-rules";
import type { NotificationSettings } from "../../../components/cost/notifications.settings";
import { seconds } from "../../../components/kubernetes/quantity";
import { shippedStack } from "../shipped";
import { alertsOf, shippedMonitoredStack } from "./stack-expressions";
import { inhibited, routeOf, type AlertmanagerSpec, type Labels } from "./alertmanager";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:production-alerts";
const WEBHOOK = "https://hooks.slack.com/services/T0/B0/x";
const HEARTBEAT = "https://heartbeat.example/not-to-be-seen";
const INFO_ALERTS = infoAlerts(shippedMonitoredStack("production"));

function specWith(settings: Partial<NotificationSettings> = {}): AlertmanagerSpec {
  const notifications = { ...shippedStack("production").notifications, ...settings };
  const args = {
    stack: "production",
    region: "us-east-1",
    settings: notifications,
    infoAlerts: INFO_ALERTS,
  };
  return alertmanagerConfig(args, TOPIC).spec as unknown as AlertmanagerSpec;
}

const spec = specWith({ repeatEvery: { critical: "4h", others: "1d" } });
const withHeartbeat = specWith({ heartbeatUrl: HEARTBEAT });

describe("who receives an alert", () => {
  for (const alertname of ["Watchdog", "InfoInhibitor"]) {
    it(`nobody of ${alertname}, which fires so that others can rely on it`, () => {
      assert.equal(routeOf(spec, { alertname, severity: "none" }).receiver, "nobody");
    });
  }

  it("nobody of InfoInhibitor, also where the heartbeat is sent on", () => {
    const labels = { alertname: "InfoInhibitor", severity: "none" };
    assert.equal(routeOf(withHeartbeat, labels).receiver, "nobody");
  });

  it("people of one whose name only begins like those", () => {
    const labels = { alertname: "WatchdogMissing", severity: "warning" };
    for (const each of [spec, withHeartbeat]) assert.equal(routeOf(each, labels).receiver, "people");
  });

  it("people of a critical one, again every 4 hours", () => {
    const route = routeOf(spec, { alertname: "HighCost", severity: "critical" });
    assert.deepEqual([route.receiver, route.repeatInterval, route.groupWait], ["people", "4h", "10s"]);
  });

  it("people of a warning, again every day", () => {
    const route = routeOf(spec, { alertname: "LowUtilization", severity: "warning" });
    assert.deepEqual([route.receiver, route.repeatInterval, route.groupWait], ["people", "1d", "30s"]);
    assert.deepEqual(route.groupBy, ["alertname", "namespace", "service", "pool"]);
  });

  it("people of an information, all of one name together and at most once an hour", () => {
    const route = routeOf(spec, { alertname: "SpotTermination", severity: "info" });
    assert.deepEqual([route.receiver, route.repeatInterval, route.groupInterval], ["people", "1d", "1h"]);
    assert.deepEqual(route.groupBy, ["alertname"]);
  });

  it("somebody of one without a severity", () => {
    assert.equal(routeOf(spec, { alertname: "FromElsewhere" }).receiver, "people");
  });

  it("people of every alert of the stack, even those that InfoInhibitor would silence", () => {
    for (const { alert, labels } of alertsOf(shippedMonitoredStack("production"))) {
      const fired = { alertname: alert, ...labels };
      assert.equal(routeOf(spec, fired).receiver, "people", alert);
      assert.ok(!inhibited(spec, fired, [{ alertname: "InfoInhibitor", severity: "none" }]), alert);
    }
    assert.ok(INFO_ALERTS.includes("SpotTermination"), "the loop has met an information");
  });
});

describe("an alert is silenced", () => {
  const HIGH_COST = ofStack("HighCost");
  const COST_ABOVE_EXPECTED = ofStack("CostAboveExpected");
  const BUDGET_FORECAST = ofStack("BudgetForecastExceeded");
  const critical = {
    alertname: "NodeFilesystemSpaceFillingUp",
    severity: "critical",
    namespace: "monitoring",
  };
  const cases: [what: string, target: Labels, source: Labels, silenced: boolean][] = [
    [
      "a warning by a critical one of its name and namespace",
      { ...critical, severity: "warning" },
      critical,
      true,
    ],
    ["an information likewise", { ...critical, severity: "info" }, critical, true],
    ["another namespace's warning", { ...critical, severity: "warning", namespace: "keda" }, critical, false],
    ["another alert's warning", { ...critical, severity: "warning", alertname: "Other" }, critical, false],
    ["a critical one by itself", critical, critical, false],
    [
      "a missing exporter by another that is critical",
      { alertname: "ExporterMissing", severity: "warning", exporter: "keda" },
      { alertname: "ExporterMissing", severity: "critical", exporter: "opencost" },
      false,
    ],
    ["a critical one by a warning", critical, { ...critical, severity: "warning" }, false],
    ["the chart's information alone", info("CPUThrottlingHigh"), inhibitor("production"), true],
    ["the chart's information elsewhere", info("CPUThrottlingHigh"), inhibitor("keda"), false],
    ["an information of this stack", info("SpotTermination"), inhibitor("production"), false],
    ["a cost above the plan by one above the ceiling", COST_ABOVE_EXPECTED, HIGH_COST, true],
    ["a cost above the ceiling by one above the plan", HIGH_COST, COST_ABOVE_EXPECTED, false],
    ["a month above the budget by an hour above the ceiling", BUDGET_FORECAST, HIGH_COST, false],
    ["a warning by InfoInhibitor", { ...info("X"), severity: "warning" }, inhibitor("production"), false],
  ];
  for (const [what, target, source, silenced] of cases) {
    it(`${silenced ? "yes" : "no"}: ${what}`, () => {
      assert.equal(inhibited(spec, target, [source]), silenced);
    });
  }
});

describe("how people are notified", () => {
  it("through the stack's topic, signed for the stack's region", () => {
    const [sns] = receiver(spec, "people").snsConfigs!;
    assert.deepEqual([sns!.topicARN, sns!.sigv4, sns!.sendResolved], [TOPIC, { region: "us-east-1" }, true]);
  });

  it("with a subject that SNS takes: one line of printable ASCII, below 100 characters", () => {
    const { subject } = receiver(spec, "people").snsConfigs![0]!;
    const ofChart = "PrometheusErrorSendingAlertsToSomeAlertmanagers"; // the longest name of the chart's alerts
    const names = [ofChart, ...alertsOf(shippedMonitoredStack("production")).map(({ alert }) => alert)];
    for (const name of names) {
      const text = subject
        .replace("{{ .Status | toUpper }}", "RESOLVED")
        .replace("{{ .CommonLabels.alertname }}", name);
      assert.doesNotMatch(text, /\{\{/, "a template that the test doesn't know");
      assert.match(text, /^[!-~][ -~]{0,98}$/);
    }
    for (const route of [spec.route, ...spec.route.routes]) {
      assert.ok(
        !route.groupBy || route.groupBy.includes("alertname"),
        "a group of one name has a common name",
      );
    }
  });

  it("with what happened, what it means and where the runbook is", () => {
    const { message } = receiver(spec, "people").snsConfigs![0]!;
    for (const annotation of ["summary", "description", "runbook_url"]) {
      assert.ok(message.includes(`{{ .Annotations.${annotation} }}`), annotation);
    }
  });

  it("in Slack only where that is set, by the secret's name and never by the address", () => {
    assert.equal(receiver(spec, "people").slackConfigs, undefined);
    const withSlack = specWith({ slack: { channel: "#alerts", webhookUrl: WEBHOOK } });
    const [slack] = receiver(withSlack, "people").slackConfigs!;
    assert.deepEqual(slack!.apiURL, { name: "alertmanager-slack", key: "webhook-url" });
    assert.equal(slack!.channel, "#alerts");
    assert.ok(!JSON.stringify(withSlack).includes(WEBHOOK));
  });

  it("by a receiver that exists, on every route", () => {
    for (const { receivers, route } of [spec, withHeartbeat]) {
      const known = receivers.map(({ name }) => name);
      for (const { receiver } of [route, ...route.routes]) assert.ok(known.includes(receiver!));
    }
    assert.deepEqual(Object.keys(receiver(spec, "nobody")), ["name"]);
  });
});

describe("the heartbeat", () => {
  it("is Watchdog, sent every five minutes and no other alert with it", () => {
    const route = routeOf(withHeartbeat, { alertname: "Watchdog", severity: "none" });
    assert.deepEqual([route.receiver, route.repeatInterval], ["heartbeat", "5m"]);
    assert.ok(
      seconds(route.groupInterval!) < seconds(route.repeatInterval!),
      "or every second one is left out",
    );
    for (const { alert, labels } of alertsOf(shippedMonitoredStack("production"))) {
      assert.equal(routeOf(withHeartbeat, { alertname: alert, ...labels }).receiver, "people", alert);
    }
  });

  it("goes to a webhook by the secret's name and never by the address, and doesn't send resolved alerts", () => {
    assert.deepEqual(receiver(withHeartbeat, "heartbeat"), {
      name: "heartbeat",
      webhookConfigs: [
        { urlSecret: { name: "alertmanager-heartbeat", key: "webhook-url" }, sendResolved: false },
      ],
    });
    assert.ok(!JSON.stringify(withHeartbeat).includes("not-to-be-seen"));
  });

  it("has no receiver where no address is set", () => {
    assert.deepEqual(
      spec.receivers.map(({ name }) => name),
      ["nobody", "people"],
    );
  });
});

function receiver({ receivers }: AlertmanagerSpec, name: string): AlertmanagerSpec["receivers"][number] {
  const found = receivers.find((each) => each.name === name);
  if (!found) throw new Error(`no receiver ${name}`);
  return found;
}

/** An alert of the shipped stack as Prometheus fires it. */
function ofStack(alertname: string): Labels {
  const { labels } = alertsOf(shippedMonitoredStack("production")).find(({ alert }) => alert === alertname)!;
  return { alertname, ...labels };
}

function info(alertname: string): Labels {
  return { alertname, severity: "info", namespace: "production" };
}

function inhibitor(namespace: string): Labels {
  return { alertname: "InfoInhibitor", severity: "none", namespace };
}
