import assert from "node:assert/strict";
import { network, nodeGroup } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const TAG = "aws:autoscaling/tag:Tag";

describe("the sandbox's node groups", () => {
  it("have names with their prefix, and an Auto Scaling group with their name", () => {
    const { group } = nodeGroup(new TestAccount());
    const name = String(group.outputs["nodeGroupName"]);
    assert.match(name, /^main-system-[0-9]{18}[0-9a-f]{8}$/);
    assert.equal(group.id, `main:${name}`);
    const [{ autoscalingGroups }] = group.outputs["resources"] as [{ autoscalingGroups: { name: string }[] }];
    assert.match(
      autoscalingGroups[0]!.name,
      new RegExp(`^eks-${name}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
    );
  });

  it("refuse a minimum above or a maximum below the desired size, when created", () => {
    const aws = new TestAccount();
    const { group } = nodeGroup(aws);
    const sized = (minSize: number, desiredSize: number, maxSize: number) => () =>
      aws.make(GROUP, { ...group.inputs, scalingConfig: { minSize, desiredSize, maxSize } });
    aws.refuses("InvalidParameterException: minSize can't be greater than desiredSize", sized(3, 2, 4));
    aws.refuses("InvalidParameterException: desiredSize can't be greater than maxSize", sized(1, 5, 4));
    sized(2, 2, 2)();
  });

  it("refuse a minimum above or a maximum below the recorded desired size, when changed", () => {
    const aws = new TestAccount();
    const { group } = nodeGroup(aws); // 1 <= 2 <= 4
    const resize = (minSize: number, maxSize: number) => () =>
      aws.change(group, { scalingConfig: { minSize, desiredSize: 2, maxSize } });
    aws.refuses(
      "InvalidParameterException: Minimum capacity 3 can't be greater than desired size 2",
      resize(3, 4),
    );
    aws.refuses(
      "InvalidParameterException: desired capacity 2 can't be greater than max size 1",
      resize(1, 1),
    );
    resize(2, 2)();
  });

  it("set their Auto Scaling group back to the size that an update names, and leave it alone otherwise", () => {
    const aws = new TestAccount();
    const { group } = nodeGroup(aws);
    const [scaled] = aws.account.state.autoScalingGroups;
    scaled!.desiredSize = 4; // as an autoscaler does
    aws.change(group, { labels: { a: "b" } });
    assert.equal(scaled!.desiredSize, 4);
    aws.change(group, { labels: { a: "b" }, scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 5 } });
    assert.deepEqual([scaled!.desiredSize, scaled!.maxSize], [2, 5]);
  });

  it("show the size that the autoscaler has chosen", () => {
    const aws = new TestAccount();
    const { group } = nodeGroup(aws);
    aws.account.state.autoScalingGroups[0]!.desiredSize = 3;
    const sizes = { minSize: 1, desiredSize: 3, maxSize: 4 };
    assert.deepEqual(aws.read(group)!.inputs["scalingConfig"], sizes);
    assert.deepEqual(aws.read(group)!.outputs["scalingConfig"], sizes);
  });

  it("are replaced for other instances, changed in place for a version or sizes", () => {
    const { group } = nodeGroup(new TestAccount());
    const changed = (changes: object) => replaces(GROUP, group.inputs, { ...group.inputs, ...changes });
    assert.equal(changed({ instanceTypes: ["t3.medium"] }), true);
    assert.equal(changed({ capacityType: "SPOT" }), true);
    assert.equal(changed({ launchTemplate: { id: "lt-2", version: "1" } }), true);
    assert.equal(
      changed({ launchTemplate: { ...(group.inputs["launchTemplate"] as object), version: "2" } }),
      false,
    );
    assert.equal(changed({ scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 9 } }), false);
  });

  it("need the resources that they refer to, in the cluster's VPC", () => {
    const aws = new TestAccount();
    const { group } = nodeGroup(aws);
    const wrong: [object, RegExp][] = [
      [{ clusterName: "other" }, /No cluster found for name: other/],
      [{ nodeRoleArn: "arn:aws:iam::1:role/x" }, /NoSuchEntity/],
      [{ subnetIds: ["subnet-0"] }, /InvalidSubnetID.NotFound/],
      [{ subnetIds: network(aws).subnetIds }, /not in the cluster's VPC/],
      [{ launchTemplate: { id: "lt-0", version: "1" } }, /InvalidLaunchTemplateId.NotFound/],
      [{ launchTemplate: { ...(group.inputs["launchTemplate"] as object), version: "2" } }, /doesn't exist/],
      [{ diskSize: 20 }, /Disk size must be specified within the launch template/],
      [{ version: "1.36" }, /above the cluster's 1.35/],
    ];
    for (const [changes, message] of wrong)
      aws.refuses(message, () => aws.make(GROUP, { ...group.inputs, ...changes }));
    for (const version of ["1.34", "1.35"]) aws.make(GROUP, { ...group.inputs, version });
  });

  it("accept the cluster's newer version, and no older one than their own", () => {
    const aws = new TestAccount();
    const { group, cluster } = nodeGroup(aws);
    aws.change(group, { version: "1.35" });
    aws.refuses(/version 1.36 is above the cluster's 1.35/, () => aws.change(group, { version: "1.36" }));
    aws.change(cluster, { version: "1.36" });
    aws.change(group, { version: "1.36" });
    aws.refuses(/version 1.35 is below the node group's 1.36/, () => aws.change(group, { version: "1.35" }));
  });

  it("prevent the deletion of their role, their launch template and their subnets", () => {
    const aws = new TestAccount();
    const { group, nodeRole, template, subnets } = nodeGroup(aws);
    aws.refuses(/must remove roles from instance profile first/, () => aws.delete(nodeRole));
    aws.refuses(/is used by node group/, () => aws.delete(template));
    aws.refuses(/DependencyViolation/, () => aws.delete(subnets[0]!));
    aws.delete(group);
    aws.delete(nodeRole);
    aws.delete(template);
    assert.deepEqual(aws.account.state.autoScalingGroups, []);
  });

  it("accept existing instance types that fit the image", () => {
    const type = (instanceTypes: string[], amiType?: string) => faults(GROUP, { instanceTypes, amiType });
    assert.deepEqual(type(["t3a.medium"]), []);
    assert.deepEqual(type(["t3a.medium", "t9.medium"]), ["instanceTypes[1]"]);
    assert.deepEqual(type(["t3a.medium"], "AL2023_ARM_64_STANDARD"), ["instanceTypes[0]"]);
    assert.deepEqual(type(["t3a.medium"], "AL2023_x86_64_NVIDIA"), ["instanceTypes[0]"]);
    assert.deepEqual(type(["g4dn.xlarge"], "AL2023_x86_64_NVIDIA"), []);
  });

  it("accept EKS's spelling of taints, labels without a reserved prefix, and names of 63 characters", () => {
    const key = "dedicated";
    assert.deepEqual(faults(GROUP, { taints: [{ key, effect: "NO_SCHEDULE" }] }), []);
    assert.deepEqual(faults(GROUP, { taints: [{ key, effect: "NoSchedule" }] }), ["taints[0].effect"]);
    assert.deepEqual(faults(GROUP, { labels: { "node-pool": "gpu" } }), []);
    assert.deepEqual(faults(GROUP, { labels: { "node.kubernetes.io/pool": "gpu" } }), ["labels"]);
    assert.deepEqual(faults(GROUP, { labels: { pool: "a b" } }), ["labels"]);
    assert.deepEqual(faults(GROUP, { nodeGroupNamePrefix: "x".repeat(37) }), []);
    assert.deepEqual(faults(GROUP, { nodeGroupNamePrefix: "x".repeat(38) }), ["nodeGroupNamePrefix"]);
    assert.deepEqual(faults(GROUP, { scalingConfig: { maxSize: 451 } }), ["scalingConfig.maxSize"]);
  });
});

describe("tags of the sandbox's Auto Scaling groups", () => {
  it("need an existing group, and can be deleted", () => {
    const aws = new TestAccount();
    nodeGroup(aws);
    const [group] = aws.account.state.autoScalingGroups;
    const tag = { key: "k8s.io/cluster-autoscaler/enabled", value: "true", propagateAtLaunch: false };
    aws.refuses(/AutoScalingGroup 'other' not found/, () =>
      aws.make(TAG, { autoscalingGroupName: "other", tag }),
    );
    const made = aws.make(TAG, { autoscalingGroupName: group!.name, tag });
    assert.equal(group!.tags[tag.key], "true");
    aws.change(made, { tag: { ...tag, value: "false" } });
    assert.equal(group!.tags[tag.key], "false");
    aws.delete(made);
    assert.equal(group!.tags[tag.key], undefined);
    assert.equal(replaces(TAG, made.inputs, { ...made.inputs, tag: { ...tag, key: "other" } }), true);
  });
});
