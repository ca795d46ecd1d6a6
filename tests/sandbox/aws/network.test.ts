import assert from "node:assert/strict";
import { network } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

describe("the sandbox's VPCs and subnets", () => {
  it("have ids and ARNs as in AWS, the same in every run", () => {
    const [one, other] = [new TestAccount(), new TestAccount()].map((aws) =>
      aws.make(VPC, { cidrBlock: "10.0.0.0/16" }),
    );
    assert.match(one!.id, /^vpc-[0-9a-f]{17}$/);
    assert.equal(one!.outputs["arn"], `arn:aws:ec2:us-east-1:111122223333:vpc/${one!.id}`);
    assert.deepEqual(one, other);
  });

  it("takes VPC blocks from /16 to /28 on their own boundary", () => {
    for (const good of ["10.0.0.0/16", "10.0.0.16/28"])
      assert.deepEqual(faults(VPC, { cidrBlock: good }), []);
    for (const bad of ["10.0.0.0/15", "10.0.0.0/29", "10.0.0.1/16", "10.0.0.0", "ten/16"]) {
      assert.deepEqual(faults(VPC, { cidrBlock: bad }), ["cidrBlock"], bad);
    }
  });

  it("refuses a subnet of an unknown VPC", () => {
    const aws = new TestAccount();
    aws.refuses("InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist", () =>
      aws.make(SUBNET, { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" }),
    );
  });

  it("refuses a subnet outside of its VPC's block, and one that overlaps another", () => {
    const aws = new TestAccount();
    const { vpc } = network(aws); // 10.0.0.0/24 and 10.0.1.0/24 are taken
    aws.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.2.0/23" });
    aws.refuses(/InvalidSubnet.Range/, () => aws.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.1.0.0/24" }));
    aws.refuses(/InvalidSubnet.Conflict/, () =>
      aws.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.1.128/25" }),
    );
    aws.refuses(/InvalidSubnet.Conflict/, () =>
      aws.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.0.0/22" }),
    );
  });

  it("lets two VPCs have the same blocks", () => {
    const aws = new TestAccount();
    network(aws);
    network(aws);
  });

  it("refuses a zone of another region", () => {
    const aws = new TestAccount();
    const { vpc } = network(aws);
    aws.refuses(/availabilityZone is invalid/, () =>
      aws.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.9.0/24", availabilityZone: "eu-west-1a" }),
    );
  });

  it("makes a new subnet for another block, none for other tags", () => {
    const olds = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", tags: { a: "1" } };
    assert.equal(replaces(SUBNET, olds, { ...olds, cidrBlock: "10.0.1.0/24" }), true);
    assert.equal(replaces(SUBNET, olds, { ...olds, tags: { a: "2" } }), false);
  });

  it("refuses to delete a VPC while anything is in it", () => {
    const aws = new TestAccount();
    const { vpc, gateway, subnets } = network(aws);
    const group = aws.make("aws:ec2/securityGroup:SecurityGroup", { name: "g", vpcId: vpc.id });
    for (const user of [...subnets, gateway, group]) {
      aws.refuses(`DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted.`, () =>
        aws.delete(vpc),
      );
      aws.delete(user);
    }
    aws.delete(vpc);
    assert.deepEqual(aws.account.state.resources, []);
  });

  it("adopts a VPC's default security group, which doesn't prevent the VPC's deletion", () => {
    const aws = new TestAccount();
    const vpc = aws.make(VPC, { cidrBlock: "10.0.0.0/16" });
    const group = aws.make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: vpc.id });
    assert.equal(group.id, vpc.outputs["defaultSecurityGroupId"]);
    aws.delete(vpc);
    assert.deepEqual(aws.account.state.resources, []);
  });

  it("attaches one internet gateway to a VPC", () => {
    const aws = new TestAccount();
    const { vpc } = network(aws);
    aws.refuses(/already has an internet gateway attached/, () =>
      aws.make("aws:ec2/internetGateway:InternetGateway", { vpcId: vpc.id }),
    );
  });
});

describe("the sandbox's NAT gateways", () => {
  const NAT = "aws:ec2/natGateway:NatGateway";

  function withNat() {
    const aws = new TestAccount();
    const around = network(aws);
    const address = aws.make("aws:ec2/eip:Eip", { domain: "vpc" });
    const nat = aws.make(NAT, { allocationId: address.id, subnetId: around.subnetIds[0] });
    return { aws, ...around, address, nat };
  }

  it("prevent the deletion of their address, their subnet and the internet gateway", () => {
    const { aws, address, subnets, gateway, nat } = withNat();
    aws.refuses(/InvalidIPAddress.InUse/, () => aws.delete(address));
    aws.refuses(/DependencyViolation: The subnet/, () => aws.delete(subnets[0]!));
    aws.refuses(/mapped public address/, () => aws.delete(gateway));
    aws.delete(nat);
    for (const free of [address, subnets[0]!, gateway]) aws.delete(free);
  });

  it("can't share an address", () => {
    const { aws, address, subnetIds } = withNat();
    aws.refuses(/Resource.AlreadyAssociated/, () =>
      aws.make(NAT, { allocationId: address.id, subnetId: subnetIds[1] }),
    );
  });

  it("need an internet gateway if they are public", () => {
    const { aws, nat, gateway, address, subnetIds } = withNat();
    aws.delete(nat);
    aws.delete(gateway);
    aws.refuses(/Gateway.NotAttached/, () =>
      aws.make(NAT, { allocationId: address.id, subnetId: subnetIds[0] }),
    );
    aws.make(NAT, { connectivityType: "private", subnetId: subnetIds[0] });
  });
});
