import assert from "node:assert/strict";
import { UNKNOWN } from "../../../policy-pack/stack-view";
import { LAUNCH_TEMPLATE, nodeGroup, priced, resource } from "./small-stack";

/** Reasons that are given, without the types. */
const reasons = (...resources: Parameters<typeof priced>[0]) =>
  priced(resources).unpriced.map(({ reason }) => reason);

describe("what a stack doesn't show", () => {
  it("is named where a node group's launch template is not of the stack", () => {
    const launchTemplate = { id: "lt-1", version: "1" };
    assert.deepEqual(reasons(nodeGroup([1, 1, 2], { launchTemplate })), ["its launch template doesn't show"]);
    const named = nodeGroup([1, 1, 2], { launchTemplate, instanceTypes: ["t3a.medium"] });
    assert.deepEqual(reasons(named), ["its launch template doesn't show"]);
    assert.equal(priced([named]).lines.length, 1, "the nodes have a price all the same");
  });

  it("is named where only an up will know the volumes of a template or an instance", () => {
    const template = resource(LAUNCH_TEMPLATE, "pool", { blockDeviceMappings: UNKNOWN });
    const group = nodeGroup([1, 1, 2], { instanceTypes: ["t3a.medium"] }, { dependsOn: [template.urn] });
    assert.deepEqual(reasons(template, group), ["its volumes are unknown until up"]);
    const instance = resource("aws:ec2/instance:Instance", "own", {
      instanceType: "t3a.medium",
      ebsBlockDevices: UNKNOWN,
    });
    assert.deepEqual(reasons(instance), ["its volumes are unknown until up"]);
    const rooted = resource("aws:ec2/instance:Instance", "own", {
      instanceType: "t3a.medium",
      rootBlockDevice: UNKNOWN,
    });
    assert.deepEqual(reasons(rooted), ["its volumes are unknown until up"]);
  });

  it("is named for an interface endpoint without subnets", () => {
    const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "sqs", { vpcEndpointType: "Interface" });
    assert.deepEqual(reasons(endpoint), ["its subnets don't show"]);
  });

  it("is named for an Ingress whose class only an up will know", () => {
    const ingress = (ingressClassName: unknown) =>
      resource("kubernetes:networking.k8s.io/v1:Ingress", "web", { spec: { ingressClassName } });
    assert.deepEqual(reasons(ingress(UNKNOWN)), ["its class is unknown until up"]);
    assert.deepEqual(reasons(ingress("nginx")), []);
  });

  it("is named for a subscription to a topic whose deliveries are billed, or only an up will know", () => {
    const subscription = (protocol: unknown) =>
      resource("aws:sns/topicSubscription:TopicSubscription", "alerts", { protocol });
    for (const free of ["email", "email-json", "sqs", "lambda"]) {
      assert.deepEqual(reasons(subscription(free)), [], free);
    }
    for (const billed of ["sms", "application", "firehose"]) {
      assert.match(reasons(subscription(billed)).join(), new RegExp(`deliveries by ${billed} are billed`));
    }
    assert.deepEqual(reasons(subscription(UNKNOWN)), ["its protocol is unknown until up"]);
  });

  it("is not taken for free in an unknown cloud, for any form of its types", () => {
    for (const type of ["azure-native:compute:VirtualMachine", "gcp:compute/instance:Instance"]) {
      assert.equal(reasons(resource(type, "other")).length, 1, type);
    }
  });

  it("is no date: a version older than the table is reported without one", () => {
    const cluster = (version: string) =>
      priced([resource("aws:eks/cluster:Cluster", "c", { version })]).lines[0]?.item;
    assert.equal(cluster("1.30"), "control plane, Kubernetes 1.30, extended support");
    assert.equal(cluster("1.33"), "control plane, Kubernetes 1.33, extended support since 2026-07-29");
  });
});
