import assert from "node:assert/strict";
import { network } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const port80 = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
const http = { ...port80, cidrIpv4: "0.0.0.0/0" };

function withGroups() {
  const aws = new TestAccount();
  const { vpc } = network(aws);
  const [front, back] = ["front", "back"].map((name) => aws.make(GROUP, { name, vpcId: vpc.id }));
  return { aws, vpc, front: front!, back: back! };
}

describe("the sandbox's security groups", () => {
  it("have unique names in a VPC", () => {
    const { aws, vpc } = withGroups();
    aws.refuses(`InvalidGroup.Duplicate: The security group 'front' already exists for VPC '${vpc.id}'`, () =>
      aws.make(GROUP, { name: "front", vpcId: vpc.id }),
    );
    aws.make(GROUP, { name: "front", vpcId: network(aws).vpc.id });
  });

  it("accept EC2's characters in names and descriptions", () => {
    assert.deepEqual(faults(GROUP, { name: "a b", description: "HTTP: to pods, from anywhere" }), []);
    assert.deepEqual(faults(GROUP, { name: "sg-mine", description: "pods' group" }), ["name", "description"]);
    assert.deepEqual(faults(GROUP, { name: "x".repeat(256) }), ["name", "name"]);
  });

  it("are replaced for another name or description", () => {
    const olds = { name: "a", description: "b", vpcId: "vpc-1" };
    assert.equal(replaces(GROUP, olds, { ...olds, description: "c" }), true);
    assert.equal(replaces(GROUP, olds, { ...olds, tags: { a: "b" } }), false);
  });

  it("can't be deleted while another group's rule or a load balancer refers to them", () => {
    const { aws, front, back } = withGroups();
    const rule = aws.make(INGRESS, {
      ...port80,
      securityGroupId: back.id,
      referencedSecurityGroupId: front.id,
    });
    aws.refuses(`DependencyViolation: resource ${front.id} has a dependent object`, () => aws.delete(front));
    aws.delete(rule);
    aws.delete(front);
  });

  it("are deleted with their own rules, also those that refer to themselves", () => {
    const { aws, back } = withGroups();
    aws.make(INGRESS, { ...port80, securityGroupId: back.id, referencedSecurityGroupId: back.id });
    aws.delete(back);
    assert.deepEqual(aws.account.all(INGRESS), []);
  });
});

describe("the sandbox's security-group rules", () => {
  it("have one peer and ports in order", () => {
    assert.deepEqual(faults(INGRESS, http), []);
    assert.deepEqual(faults(INGRESS, { ...http, referencedSecurityGroupId: "sg-1" }), [
      "referencedSecurityGroupId",
    ]);
    assert.deepEqual(faults(INGRESS, { ...http, cidrIpv4: undefined }), ["cidrIpv4"]);
    assert.deepEqual(faults(INGRESS, { ...http, fromPort: 81 }), ["fromPort"]);
    assert.deepEqual(faults(INGRESS, { ...http, toPort: 65536 }), ["toPort"]);
    assert.deepEqual(faults(INGRESS, { ...http, cidrIpv4: "10.0.0.1/8" }), ["cidrIpv4"]);
  });

  it("are unique, and at most 60 in a group", () => {
    const { aws, front } = withGroups();
    const rule = { ...http, securityGroupId: front.id };
    aws.make(INGRESS, rule);
    aws.refuses(/InvalidPermission.Duplicate.*peer: 0.0.0.0\/0, TCP, from port: 80/, () =>
      aws.make(INGRESS, rule),
    );
    for (let port = 1; port < 60; port++) aws.make(INGRESS, { ...rule, fromPort: port, toPort: port });
    aws.refuses(/RulesPerSecurityGroupLimitExceeded/, () =>
      aws.make(INGRESS, { ...rule, fromPort: 9, toPort: 10 }),
    );
  });
});
