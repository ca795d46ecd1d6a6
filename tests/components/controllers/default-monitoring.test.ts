import assert from "node:assert/strict";
import { DISABLED_ALERTS } from "../../../components/controllers/default-monitoring";
import { kubePrometheusStackValues } from "../../../components/controllers/kube-prometheus-stack";
import { valueAt } from "../../../stacks/problems";
import { alertsOf, shippedMonitoredStack } from "../monitoring/stack-expressions";
import { shippedStack } from "../shipped";

const values = kubePrometheusStackValues(
  {
    clusterName: "betterprompts-production",
    settings: shippedStack("production").monitoring,
    grafanaHost: undefined,
    pools: shippedStack("production").pools,
  },
  "arn:aws:iam::111122223333:role/production-alertmanager",
);

describe("the rules of kube-prometheus-stack", () => {
  it("are all on, except alerts that fire while the autoscaler works normally and alerts that the stack has itself", () => {
    assert.deepEqual(valueAt(values, ["defaultRules", "disabled"]), {
      KubeCPUQuotaOvercommit: true,
      KubeMemoryQuotaOvercommit: true,
      KubeCPUOvercommit: true,
      KubeMemoryOvercommit: true,
      KubeHpaMaxedOut: true,
      KubeQuotaAlmostFull: true,
      KubeQuotaFullyUsed: true,
    });
  });

  it("each have a reason to be off", () => {
    for (const [alert, reason] of Object.entries(DISABLED_ALERTS)) assert.match(reason, /\w+ \w+/, alert);
  });

  it("are replaced by alerts that every stack has", () => {
    const named = Object.values(DISABLED_ALERTS).flatMap(
      (reason) => reason.match(/[A-Z][a-z]+([A-Z][a-z]+)+/g) ?? [],
    );
    assert.deepEqual([...new Set(named)], ["ServiceAtMaximum", "QuotaNearlyUsed"]);
    for (const stack of ["production", "staging"]) {
      const own = alertsOf(shippedMonitoredStack(stack)).map(({ alert }) => alert);
      assert.deepEqual(
        named.filter((name) => !own.includes(name)),
        [],
        stack,
      );
    }
  });

  it("leave out the API server's service level, for which AWS is responsible, with its dashboard, and no other group", () => {
    assert.equal(valueAt(values, ["kubeApiServer", "enabled"]), false);
    assert.equal(valueAt(values, ["defaultRules", "rules"]), undefined);
  });

  it("keep the alert that no API server is found, which the chart drops with these rules", () => {
    const groups = valueAt(values, ["additionalPrometheusRulesMap", "apiserver", "groups"]) as {
      rules: { alert: string; expr: string; for: string; labels: object }[];
    }[];
    const [{ alert, expr, for: wait, labels }, ...more] = groups.flatMap(({ rules }) => rules) as [
      (typeof groups)[0]["rules"][0],
    ];
    assert.deepEqual(more, []);
    assert.deepEqual([alert, expr, wait], ["KubeAPIDown", 'absent(up{job="apiserver"})', "15m"]);
    assert.deepEqual(labels, { severity: "critical" });
  });
});

describe("a scrape of the API server", () => {
  const [monitor] = valueAt(values, ["prometheus", "additionalServiceMonitors"]) as Record<string, unknown>[];
  const [drop, ...more] = valueAt(monitor, ["endpoints", "0", "metricRelabelings"]) as {
    action: string;
    sourceLabels: string[];
    regex: string;
  }[];

  it("has the target and the job name of the chart's own monitor: rules select the job apiserver", () => {
    assert.deepEqual(
      [monitor!["jobLabel"], monitor!["namespaceSelector"]],
      ["component", { matchNames: ["default"] }],
    );
    assert.deepEqual(monitor!["selector"], {
      matchLabels: { component: "apiserver", provider: "kubernetes" },
    });
  });
  const dropped = new RegExp(`^(?:${drop!.regex})$`); // Prometheus matches the whole name

  it("drops series by their name alone", () => {
    assert.deepEqual(more, []);
    assert.deepEqual([drop!.action, drop!.sourceLabels], ["drop", ["__name__"]]);
  });

  for (const name of [
    "apiserver_request_duration_seconds_bucket",
    "apiserver_request_sli_duration_seconds_bucket",
    "apiserver_request_slo_duration_seconds_bucket", // with etcd's, what the chart's own list drops in part
    "etcd_request_duration_seconds_bucket",
    "apiserver_response_sizes_bucket",
    "apiserver_watch_events_sizes_bucket",
    "apiserver_admission_controller_admission_duration_seconds_bucket",
    "apiserver_flowcontrol_priority_level_request_utilization_bucket",
  ]) {
    it(`leaves out ${name}`, () => assert.match(name, dropped));
  }

  for (const [name, why] of [
    ["apiserver_client_certificate_expiration_seconds_bucket", "KubeClientCertificateExpiration reads it"],
    ["apiserver_request_sli_duration_seconds_count", "a sum over all buckets costs little"],
    ["apiserver_request_terminations_total", "KubeAPITerminatedRequests reads it"],
    ["workqueue_queue_duration_seconds_bucket", "the chart's dashboard reads it"],
    ["my_apiserver_request_duration_seconds_bucket", "it belongs to another program"],
  ]) {
    it(`keeps ${name}: ${why}`, () => assert.doesNotMatch(name!, dropped));
  }
});

describe("a scrape of a kubelet", () => {
  it("leaves out probes, and reads containers as often as everything else", () => {
    assert.deepEqual(valueAt(values, ["kubelet", "serviceMonitor"]), {
      cAdvisorInterval: valueAt(values, ["prometheus", "prometheusSpec", "scrapeInterval"]),
      probes: false,
    });
  });
});
