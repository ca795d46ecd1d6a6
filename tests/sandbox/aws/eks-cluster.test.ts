import assert from "node:assert/strict";
import { cluster, network, nodeGroup, role } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const CLUSTER = "aws:eks/cluster:Cluster";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("the sandbox's EKS clusters", () => {
  it("have an endpoint, an issuer and their own security group, which is deleted with them", () => {
    const aws = new TestAccount();
    const { cluster: main } = cluster(aws);
    assert.match(
      String(main.outputs["endpoint"]),
      /^https:\/\/[0-9A-F]{32}\.gr7\.us-east-1\.eks\.amazonaws\.com$/,
    );
    const { clusterSecurityGroupId, subnetIds } = main.outputs["vpcConfig"] as Record<string, unknown>;
    assert.ok(aws.account.byId(GROUP, clusterSecurityGroupId));
    assert.ok(Array.isArray(subnetIds));
    aws.delete(main);
    assert.equal(aws.account.byId(GROUP, clusterSecurityGroupId), undefined);
  });

  it("leave their security group behind while a rule refers to it", () => {
    const aws = new TestAccount();
    const { cluster: main, vpc } = cluster(aws);
    const { clusterSecurityGroupId } = main.outputs["vpcConfig"] as Record<string, unknown>;
    const group = aws.make(GROUP, { name: "front", vpcId: vpc.id });
    aws.make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
      securityGroupId: group.id,
      referencedSecurityGroupId: clusterSecurityGroupId,
      ipProtocol: "-1",
    });
    aws.delete(main);
    assert.ok(aws.account.byId(GROUP, clusterSecurityGroupId));
  });

  it("need a role, and subnets in two zones", () => {
    const aws = new TestAccount();
    const { subnetIds } = network(aws);
    const roleArn = role(aws, "cluster").outputs["arn"];
    const inputs = { name: "main", roleArn, vpcConfig: { subnetIds } };
    aws.refuses(/NoSuchEntity/, () => aws.make(CLUSTER, { ...inputs, roleArn: "arn:aws:iam::1:role/other" }));
    aws.refuses(/at least two different AZs/, () =>
      aws.make(CLUSTER, { ...inputs, vpcConfig: { subnetIds: subnetIds.slice(0, 1) } }),
    );
    aws.refuses(/InvalidSubnetID.NotFound/, () =>
      aws.make(CLUSTER, { ...inputs, vpcConfig: { subnetIds: [...subnetIds, "subnet-0"] } }),
    );
    aws.refuses(/NotFoundException: Key 'arn:none' does not exist/, () =>
      aws.make(CLUSTER, { ...inputs, encryptionConfig: { provider: { keyArn: "arn:none" } } }),
    );
    const key = aws.make("aws:kms/key:Key", {});
    aws.make(CLUSTER, { ...inputs, encryptionConfig: { provider: { keyArn: key.outputs["arn"] } } });
    aws.refuses(`KMSInvalidStateException: key ${key.id} is used by main`, () => aws.delete(key));
    aws.refuses("ResourceInUseException: Cluster already exists with name: main", () =>
      aws.make(CLUSTER, inputs),
    );
  });

  it("are upgraded one minor version at a time", () => {
    const aws = new TestAccount();
    const { cluster: main } = cluster(aws);
    aws.refuses(/version update from 1.35 to 1.34/, () => aws.change(main, { version: "1.34" }));
    assert.equal(aws.change(main, { version: "1.36" })["version"], "1.36");
    assert.deepEqual(faults(CLUSTER, { name: "main", version: "1.99" }), ["version"]);
    assert.equal(replaces(CLUSTER, main.inputs, { ...main.inputs, version: "1.36" }), false);
    assert.equal(replaces(CLUSTER, main.inputs, { ...main.inputs, name: "other" }), true);
  });

  it("accept other subnets of their VPC, and none of another VPC", () => {
    const aws = new TestAccount();
    const { cluster: main, subnetIds } = cluster(aws);
    aws.change(main, { vpcConfig: { subnetIds: [...subnetIds].reverse() } });
    const elsewhere = { vpcConfig: { subnetIds: network(aws).subnetIds } };
    aws.refuses(/Provided subnets belong to the VPC vpc-\w+. Expected vpc-/, () =>
      aws.change(main, elsewhere),
    );
    assert.equal(replaces(CLUSTER, main.inputs, { ...main.inputs, ...elsewhere }), false);
  });

  it("can't be deleted while they have node groups", () => {
    const aws = new TestAccount();
    const { cluster: main, group } = nodeGroup(aws);
    aws.refuses("ResourceInUseException: Cluster has nodegroups attached", () => aws.delete(main));
    aws.delete(group);
    aws.delete(main);
  });

  it("create their log group if the program hasn't", () => {
    const aws = new TestAccount();
    const { subnetIds } = network(aws);
    const inputs = {
      vpcConfig: { subnetIds },
      roleArn: role(aws, "r").outputs["arn"],
      enabledClusterLogTypes: ["api"],
    };
    aws.make(LOGS, { name: "/aws/eks/first/cluster" });
    aws.make(CLUSTER, { ...inputs, name: "first" });
    aws.make(CLUSTER, { ...inputs, name: "second" });
    aws.make(CLUSTER, { ...inputs, name: "silent", enabledClusterLogTypes: [] });
    assert.deepEqual(
      aws.account.all(LOGS).map(({ id, urn }) => [id, urn !== undefined]),
      [
        ["/aws/eks/first/cluster", true],
        ["/aws/eks/second/cluster", false],
      ],
    );
  });

  it("need a public or a private endpoint", () => {
    const closed = { endpointPublicAccess: false, endpointPrivateAccess: false };
    assert.deepEqual(faults(CLUSTER, { vpcConfig: closed }), ["vpcConfig.endpointPublicAccess"]);
    assert.deepEqual(faults(CLUSTER, { vpcConfig: { ...closed, endpointPrivateAccess: true } }), []);
    assert.deepEqual(faults(CLUSTER, { vpcConfig: { publicAccessCidrs: ["203.0.113.1/24"] } }), [
      "vpcConfig.publicAccessCidrs[0]",
    ]);
  });
});

describe("the sandbox's access entries", () => {
  const ENTRY = "aws:eks/accessEntry:AccessEntry";
  const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
  const admin = {
    clusterName: "main",
    principalArn: "arn:aws:iam::111122223333:role/admin",
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    accessScope: { type: "cluster" },
  };

  it("are unique for each principal, without the one who created the cluster", () => {
    const aws = new TestAccount();
    cluster(aws);
    const { clusterName, principalArn } = admin;
    aws.make(ENTRY, { clusterName, principalArn });
    const taken = /access entry resource is already in use/;
    aws.refuses(taken, () => aws.make(ENTRY, { clusterName, principalArn }));
    aws.refuses(taken, () =>
      aws.make(ENTRY, { clusterName, principalArn: "arn:aws:iam::111122223333:user/sandbox" }),
    );
    assert.deepEqual(faults(ENTRY, { principalArn: "admin" }), ["principalArn"]);
  });

  it("are created before their policies, and are deleted with the cluster", () => {
    const aws = new TestAccount();
    const { cluster: main } = cluster(aws);
    aws.refuses(/principalArn could not be found/, () => aws.make(ASSOCIATION, admin));
    aws.make(ENTRY, { clusterName: "main", principalArn: admin.principalArn });
    aws.make(ASSOCIATION, admin);
    aws.delete(main);
    assert.deepEqual([...aws.account.all(ENTRY), ...aws.account.all(ASSOCIATION)], []);
    assert.deepEqual(
      faults(ASSOCIATION, { ...admin, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      ["policyArn"],
    );
  });
});
