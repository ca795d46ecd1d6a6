import assert from "node:assert/strict";
import { network } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";

const CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/0";
const NOT_FOUND = { type: "fixed-response", fixedResponse: { statusCode: "404", contentType: "text/plain" } };

function withBalancer() {
  const aws = new TestAccount();
  const around = network(aws);
  const group = aws.make("aws:ec2/securityGroup:SecurityGroup", { name: "front", vpcId: around.vpc.id });
  const inputs = { name: "public", subnets: around.subnetIds, securityGroups: [group.id] };
  const balancer = aws.make(BALANCER, inputs);
  return { aws, ...around, group, balancer };
}

function withListener() {
  const around = withBalancer();
  const { aws, balancer, vpc } = around;
  const inputs = { loadBalancerArn: balancer.id, port: 80, protocol: "HTTP", defaultActions: [NOT_FOUND] };
  const listener = aws.make(LISTENER, inputs);
  const targets = aws.make(TARGETS, {
    name: "api",
    vpcId: vpc.id,
    port: 8080,
    protocol: "HTTP",
    targetType: "ip",
  });
  const rule = (changes: object = {}) =>
    aws.make(RULE, {
      listenerArn: listener.id,
      priority: 1,
      conditions: [{ hostHeader: { values: ["app.example"] } }],
      actions: [{ type: "forward", targetGroupArn: targets.id }],
      ...changes,
    });
  return { ...around, listener, targets, rule };
}

describe("the sandbox's load balancers", () => {
  it("need two zones, with one subnet in each", () => {
    const { aws, vpc, balancer } = withBalancer();
    const third = aws.make("aws:ec2/subnet:Subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.0.9.0/24",
      availabilityZone: "us-east-1a",
    });
    const [a, b] = balancer.inputs["subnets"] as string[];
    const at = (subnets: string[]) => () =>
      aws.make(BALANCER, { ...balancer.inputs, name: "other", subnets });
    aws.refuses(/At least two subnets in two different Availability Zones/, at([a!]));
    aws.refuses(/multiple subnets in the same Availability Zone/, at([a!, b!, third.id]));
    at([a!, b!])();
  });

  it("need security groups of their VPC, and an internet gateway unless they are internal", () => {
    const { aws, gateway, balancer, vpc } = withBalancer();
    const foreign = aws.make("aws:ec2/securityGroup:SecurityGroup", {
      name: "g",
      vpcId: network(aws).vpc.id,
    });
    const other = { ...balancer.inputs, name: "other" };
    aws.refuses(/not in the load balancer's VPC/, () =>
      aws.make(BALANCER, { ...other, securityGroups: [foreign.id] }),
    );
    aws.refuses(/mapped public address/, () => aws.delete(gateway));
    aws.delete(balancer);
    aws.delete(gateway);
    aws.refuses(`InvalidSubnet: VPC ${vpc.id} has no internet gateway`, () => aws.make(BALANCER, other));
    aws.make(BALANCER, { ...other, internal: true });
  });

  it("prevent the deletion of their subnets and groups, and can be protected themselves", () => {
    const { aws, balancer, subnets, group } = withBalancer();
    aws.refuses(/DependencyViolation: The subnet/, () => aws.delete(subnets[0]!));
    aws.refuses(/has a dependent object/, () => aws.delete(group));
    aws.change(balancer, { enableDeletionProtection: true });
    aws.refuses(/deletion protection is enabled/, () => aws.delete(balancer));
    aws.change(balancer, { enableDeletionProtection: false });
    aws.delete(balancer);
    aws.delete(group);
  });

  it("have unique names of up to 32 letters, digits and hyphens", () => {
    const { aws, balancer } = withBalancer();
    aws.refuses("ELBv2 Load Balancer (public) already exists", () => aws.make(BALANCER, balancer.inputs));
    for (const type of [BALANCER, TARGETS]) {
      assert.deepEqual(faults(type, { name: "x".repeat(32) }), []);
      for (const name of ["x".repeat(33), "-x", "x-", "a_b"])
        assert.deepEqual(faults(type, { name }), ["name"], name);
    }
    assert.deepEqual(faults(BALANCER, { name: "internal-x" }), ["name"]);
  });
});

describe("the sandbox's target groups", () => {
  it("can't be deleted while a rule or a listener forwards to them", () => {
    const { aws, targets, rule, listener } = withListener();
    const used = `ResourceInUse: Target group '${targets.id}' is currently in use by a listener or a rule`;
    const made = rule();
    aws.refuses(used, () => aws.delete(targets));
    aws.delete(made);
    aws.change(listener, { defaultActions: [{ type: "forward", targetGroupArn: targets.id }] });
    aws.refuses(used, () => aws.delete(targets));
    aws.delete(listener);
    aws.delete(targets);
  });

  it("are replaced for another port, changed in place for another health check", () => {
    const olds = { name: "api", port: 8080, healthCheck: { path: "/" } };
    assert.equal(replaces(TARGETS, olds, { ...olds, port: 8081 }), true);
    assert.equal(replaces(TARGETS, olds, { ...olds, healthCheck: { path: "/healthz" } }), false);
  });

  it("need a timeout of the health check below its interval", () => {
    const check = (healthCheck: object) => faults(TARGETS, { healthCheck });
    assert.deepEqual(check({ path: "/", interval: 15, timeout: 14 }), []);
    assert.deepEqual(check({ path: "/", interval: 15, timeout: 15 }), ["healthCheck"]);
    assert.deepEqual(check({ path: "healthz", interval: 4, healthyThreshold: 1 }), [
      "healthCheck.path",
      "healthCheck.interval",
      "healthCheck.healthyThreshold",
    ]);
  });
});

describe("the sandbox's listeners", () => {
  it("have a unique port, and are deleted with their load balancer", () => {
    const { aws, balancer, listener, rule } = withListener();
    rule();
    aws.refuses(/DuplicateListener/, () => aws.make(LISTENER, listener.inputs));
    aws.delete(balancer);
    assert.deepEqual([...aws.account.all(LISTENER), ...aws.account.all(RULE)], []);
  });

  it("need a certificate of the region for HTTPS, and none for HTTP", () => {
    const { aws, balancer } = withBalancer();
    const https = { loadBalancerArn: balancer.id, port: 443, protocol: "HTTPS", defaultActions: [NOT_FOUND] };
    assert.deepEqual(faults(LISTENER, https), ["certificateArn"]);
    assert.deepEqual(faults(LISTENER, { ...https, protocol: "HTTP", certificateArn: CERTIFICATE }), [
      "certificateArn",
    ]);
    assert.deepEqual(faults(LISTENER, { ...https, certificateArn: "mine" }), ["certificateArn"]);
    const elsewhere = CERTIFICATE.replace("us-east-1", "eu-west-1");
    aws.refuses(/CertificateNotFound/, () => aws.make(LISTENER, { ...https, certificateArn: elsewhere }));
    aws.make(LISTENER, { ...https, certificateArn: CERTIFICATE });
  });

  it("end with an action that answers, and authenticate on HTTPS only", () => {
    const { aws, targets, rule } = withListener();
    const signIn = { type: "authenticate-oidc" };
    aws.refuses(/last action must be/, () => rule({ actions: [signIn] }));
    aws.refuses(/supported only on HTTPS listeners/, () =>
      rule({ actions: [signIn, { type: "forward", targetGroupArn: targets.id }] }),
    );
    assert.deepEqual(faults(RULE, { actions: [{ type: "forwards" }] }), ["actions[0].type"]);
  });
});

describe("the sandbox's listener rules", () => {
  it("have a unique priority from 1 to 50 000", () => {
    const { aws, rule } = withListener();
    rule();
    aws.refuses("PriorityInUse: Priority '1' is currently in use", () => rule());
    rule({ priority: 2 });
    for (const priority of [1, 50_000]) assert.deepEqual(faults(RULE, { priority }), []);
    for (const priority of [0, 50_001]) assert.deepEqual(faults(RULE, { priority }), ["priority"]);
  });

  it("have at most five values in their conditions", () => {
    const paths = (count: number) => ({ pathPattern: { values: Array.from({ length: count }, () => "/a") } });
    const host = { hostHeader: { values: ["app.example"] } };
    assert.deepEqual(faults(RULE, { conditions: [host, paths(4)] }), []);
    assert.deepEqual(faults(RULE, { conditions: [host, paths(5)] }), ["conditions"]);
  });

  it("forward to existing target groups in the load balancer's VPC", () => {
    const { aws, rule, targets } = withListener();
    const foreign = aws.make(TARGETS, { name: "foreign", vpcId: network(aws).vpc.id, port: 80 });
    const weighted = (arn: string) => ({
      type: "forward",
      forward: { targetGroups: [{ arn }, { arn: targets.id }] },
    });
    aws.refuses(/TargetGroupNotFound/, () => rule({ actions: [weighted("arn:none")] }));
    aws.refuses("ELBv2 Target Group (api) already exists", () => aws.make(TARGETS, targets.inputs));
    const to = (targetGroupArn: string) => () => rule({ actions: [{ type: "forward", targetGroupArn }] });
    aws.refuses(/TargetGroupNotFound/, to("arn:none"));
    aws.refuses(/not in the same VPC/, to(foreign.id));
  });
});
