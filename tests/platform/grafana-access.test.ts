import assert from "node:assert/strict";
import { CLIENT_SECRET, GRAFANA_ACCESS } from "../components/grafana/grafana-access";
import { recordStack, shippedRecording, shippedSettings } from "../recordings";
import { Graph } from "./graph";

describe("Grafana from outside", () => {
  let graph: Graph;
  let without: Graph;
  before(async () => {
    without = new Graph(await shippedRecording("staging"));
    const settings = { ...shippedSettings("staging"), grafanaAccess: GRAFANA_ACCESS };
    graph = new Graph(await recordStack("staging", settings));
  });

  it("is a rule that asks who it is before it forwards, by HTTPS alone", () => {
    const { actions, conditions, listenerArn, priority } = graph.one(
      "ListenerRule",
      "monitoring/grafana",
    ).inputs;
    assert.deepEqual(
      (actions as { type: string }[]).map(({ type }) => type),
      ["authenticate-oidc", "forward"],
    );
    assert.deepEqual((actions as { authenticateOidc?: object }[])[0]!.authenticateOidc, {
      ...GRAFANA_ACCESS.signIn,
      clientSecret: "[secret]",
    });
    assert.deepEqual(conditions, [
      { hostHeader: { values: ["grafana.betterprompts.example"] } },
      { pathPattern: { values: ["/*"] } }, // also /oauth2/idpresponse, to which the sign-in comes back
    ]);
    const services = without.all("ListenerRule").map(({ inputs }) => inputs);
    assert.ok(services.every((rule) => Number(rule["priority"]) > Number(priority)));
    assert.equal(listenerArn, services[0]!["listenerArn"]);
    assert.ok(
      graph.comesAfter(graph.one("ListenerRule", "monitoring/grafana"), graph.one("Listener", "https")),
    );
  });

  it("leaves the services open", () => {
    const rules = graph.all("ListenerRule").filter(({ name }) => name !== "monitoring/grafana");
    assert.ok(rules.length > 0);
    for (const { inputs } of rules) {
      assert.deepEqual(
        (inputs["actions"] as { type: string }[]).map(({ type }) => type),
        ["forward"],
      );
    }
  });

  it("lets the load balancer connect to the sign-in, which a stack without it does not", () => {
    const { cidrIpv4, ipProtocol, fromPort, toPort, securityGroupId } = graph.one(
      "SecurityGroupEgressRule",
      "load-balancer-to-sign-in",
    ).inputs;
    assert.deepEqual([cidrIpv4, ipProtocol, fromPort, toPort], ["0.0.0.0/0", "tcp", 443, 443]);
    const ofBalancer = graph.one("LoadBalancer", "public").inputs["securityGroups"] as string[];
    assert.deepEqual(ofBalancer, [securityGroupId]);
    assert.ok(
      without.all("SecurityGroupEgressRule").every(({ inputs }) => inputs["cidrIpv4"] !== "0.0.0.0/0"),
    );
  });

  it("lets the load balancer reach the pod's port", () => {
    const opened = graph
      .all("SecurityGroupIngressRule")
      .filter(({ name }) => name.startsWith("pods-from-"))
      .map(({ inputs }) => inputs["fromPort"]);
    assert.ok(opened.includes(graph.one("TargetGroup", "monitoring/grafana").inputs["port"]));
  });

  it("binds the pod behind the chart's Service to its target group, while the controller may and runs", () => {
    const binding = graph.all("TargetGroupBinding").find(({ name }) => name === "grafana")!;
    assert.deepEqual(binding.inputs["metadata"], {
      name: "kube-prometheus-stack-grafana",
      namespace: "monitoring",
    });
    const { serviceRef, targetGroupARN } = binding.inputs["spec"] as {
      serviceRef: object;
      targetGroupARN: string;
    };
    assert.deepEqual(serviceRef, { name: "kube-prometheus-stack-grafana", port: 80 });
    const [, forward] = graph.one("ListenerRule", "monitoring/grafana").inputs["actions"] as [
      object,
      { targetGroupArn: string },
    ];
    assert.equal(targetGroupARN, forward.targetGroupArn);
    const policy = graph.one("RolePolicy", "load-balancer-controller").inputs["policy"] as string;
    assert.ok(policy.includes(targetGroupARN));
    for (const release of ["aws-load-balancer-controller", "kube-prometheus-stack"]) {
      assert.ok(graph.comesAfter(binding, graph.one("Release", release)), release);
    }
  });

  it("configures Grafana's address, cookies for HTTPS alone, and no access without a user", () => {
    assert.deepEqual(grafanaIni(graph), {
      "auth.anonymous": { enabled: false },
      server: { root_url: "https://grafana.betterprompts.example" },
      security: { cookie_secure: true },
    });
    assert.deepEqual(grafanaIni(without), { "auth.anonymous": { enabled: false } });
  });

  it("shows the client's secret in no resource and in no output", () => {
    assert.ok(!JSON.stringify(graph.recording).includes(CLIENT_SECRET));
  });

  it("adds nothing but its own", () => {
    const urns = new Set(without.recording.resources.map(({ urn }) => urn));
    const added = graph.recording.resources.filter(({ urn }) => !urns.has(urn));
    assert.deepEqual(added.map(({ type, name }) => `${type.split(":").pop()} ${name}`).sort(), [
      "ListenerRule monitoring/grafana",
      "SecurityGroupEgressRule load-balancer-to-sign-in",
      "TargetGroup monitoring/grafana",
      "TargetGroupBinding grafana",
    ]);
  });
});

function grafanaIni(graph: Graph): unknown {
  const { grafana } = graph.one("Release", "kube-prometheus-stack").inputs["values"] as {
    grafana: Record<string, unknown>;
  };
  return grafana["grafana.ini"];
}
