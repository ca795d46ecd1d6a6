import assert from "node:assert/strict";
import { shippedRecording, shippedSettings, STACKS } from "../recordings";
import { Graph } from "./graph";

describe("the load balancer", () => {
  for (const stack of STACKS) {
    it(`${stack}: lets pods be reached on each service's port by the load balancer alone`, async () => {
      const graph = new Graph(await shippedRecording(stack));
      const opened = graph
        .all("SecurityGroupIngressRule")
        .filter(({ name }) => name.startsWith("pods-from-"));
      const groupOfNodes = graph.one("SecurityGroupEgressRule", "load-balancer-to-pods-8080").inputs[
        "securityGroupId"
      ];
      assert.deepEqual(opened.map(({ inputs }) => inputs["fromPort"]).sort(), [3000, 8080]);
      for (const { inputs } of opened) {
        assert.equal(
          inputs["referencedSecurityGroupId"],
          groupOfNodes,
          "the source is the load balancer's group",
        );
        assert.notEqual(inputs["securityGroupId"], groupOfNodes, "the target is the cluster's group");
        assert.equal(inputs["toPort"], inputs["fromPort"]);
      }
      const { cidr } = shippedSettings(stack)["network"] as { cidr: string };
      for (const { inputs } of graph.all("SecurityGroupEgressRule")) assert.equal(inputs["cidrIpv4"], cidr);
    });

    it(`${stack}: sends each host and path to its service's pods, asking the narrower path first`, async () => {
      const graph = new Graph(await shippedRecording(stack));
      const rules = graph.all("ListenerRule").map(({ name, inputs }) => {
        const [host, path] = inputs["conditions"] as [
          { hostHeader: { values: string[] } },
          { pathPattern: { values: string[] } },
        ];
        const [action] = inputs["actions"] as [{ targetGroupArn: string }];
        return {
          name,
          priority: Number(inputs["priority"]),
          host: host.hostHeader.values[0],
          path: path.pathPattern.values[0],
          group: action.targetGroupArn,
        };
      });
      assert.equal(
        new Set(rules.map(({ priority }) => priority)).size,
        rules.length,
        "AWS refuses equal priorities",
      );
      assert.equal(new Set(rules.map(({ group }) => group)).size, rules.length);
      const namespaces = shippedSettings(stack)["namespaces"] as Record<string, { host: string }>;
      for (const [namespace, { host }] of Object.entries(namespaces)) {
        const own = rules
          .filter((rule) => rule.host === host)
          .sort((one, other) => one.priority - other.priority);
        assert.deepEqual(
          own.map(({ name, path }) => [name, path]),
          [
            [`${namespace}/api-gateway`, "/api/*"],
            [`${namespace}/frontend`, "/*"],
          ],
        );
      }
    });
  }

  it("follows its settings, answers HTTPS with the certificate and sends HTTP there", async () => {
    const graph = new Graph(await shippedRecording("production"));
    const settings = shippedSettings("production")["loadBalancer"] as Record<string, unknown>;
    const balancer = graph.one("LoadBalancer", "public").inputs;
    assert.equal(balancer["enableDeletionProtection"], settings["deletionProtection"]);
    assert.equal(balancer["idleTimeout"], settings["idleTimeoutSeconds"]);
    assert.equal((balancer["subnets"] as string[]).length, 3);
    assert.equal(graph.one("Listener", "https").inputs["certificateArn"], settings["certificateArn"]);
    const [redirect] = graph.one("Listener", "http").inputs["defaultActions"] as {
      redirect: { port: string };
    }[];
    assert.equal(redirect?.redirect.port, "443");
  });

  it("asks each service's own probe whether a pod is well", async () => {
    const graph = new Graph(await shippedRecording("production"));
    const services = shippedSettings("production")["services"] as Record<string, { probePath: string }>;
    for (const { name, inputs } of graph.all("TargetGroup")) {
      const { path } = inputs["healthCheck"] as { path: string };
      assert.equal(path, services[name.split("/")[1]!]!.probePath);
      assert.equal(inputs["targetType"], "ip");
    }
  });
});
