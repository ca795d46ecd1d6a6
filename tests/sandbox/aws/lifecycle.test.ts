import assert from "node:assert/strict";
import { difference, tagsDiffer } from "../../../sandbox/aws/diff";
import { previewCreate, previewUpdate } from "../../../sandbox/aws/lifecycle";
import { withName } from "../../../sandbox/aws/naming";
import { UNKNOWN } from "../../../sandbox/aws/paths";
import { emptyAccount } from "../../../sandbox/aws/state";
import { awsType, awsTypes } from "../../../sandbox/aws/types/all";
import { cluster, nodeGroup } from "./fixtures";
import { faults, TestAccount, urnOf } from "./test-account";

const VPC = "aws:ec2/vpc:Vpc";
const ROLE = "aws:iam/role:Role";

describe("previews of the sandbox's AWS", () => {
  it("have the inputs but not what AWS computes", () => {
    const { account } = new TestAccount();
    const outputs = previewCreate(account, urnOf(VPC, "vpc"), { cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(
      [outputs["cidrBlock"], outputs["arn"], outputs["defaultSecurityGroupId"], outputs["id"]],
      ["10.0.0.0/16", UNKNOWN, UNKNOWN, undefined],
    );
  });

  it("can be made of any type while everything is unknown", () => {
    const { account } = new TestAccount();
    const nothing = new Proxy({}, { get: () => UNKNOWN });
    for (const type of Object.keys(awsTypes)) previewCreate(account, urnOf(type, "it"), nothing);
  });

  it("have the outputs that an update keeps, but not the next version", () => {
    const aws = new TestAccount();
    const { urn, id, inputs, outputs } = aws.make("aws:ec2/launchTemplate:LaunchTemplate", {
      namePrefix: "it-",
    });
    const before = structuredClone(aws.account.state);
    const next = previewUpdate(aws.account, urn, id, { ...inputs, ebsOptimized: "true" }, outputs, inputs);
    assert.deepEqual(
      [next["arn"], next["ebsOptimized"], next["latestVersion"], next["defaultVersion"]],
      [outputs["arn"], "true", UNKNOWN, 1],
    );
    assert.deepEqual(aws.account.state, before);
  });

  it("keep a cluster's security group when its access changes", () => {
    const aws = new TestAccount();
    const { cluster: main } = cluster(aws);
    const vpcConfig = { ...(main.inputs["vpcConfig"] as object), publicAccessCidrs: ["203.0.113.0/24"] };
    const news = { ...main.inputs, vpcConfig };
    const next = previewUpdate(aws.account, main.urn, main.id, news, main.outputs, main.inputs);
    const { clusterSecurityGroupId } = main.outputs;
    assert.deepEqual(next["vpcConfig"], { ...vpcConfig, clusterSecurityGroupId });
    assert.deepEqual(aws.change(main, { vpcConfig })["vpcConfig"], next["vpcConfig"]);
  });
});

describe("requests to the sandbox's AWS", () => {
  it("are refused with unknown inputs, and for a deleted resource", () => {
    const aws = new TestAccount();
    aws.refuses(/unknown inputs/, () => aws.make(VPC, { cidrBlock: UNKNOWN }));
    const vpc = aws.make(VPC, { cidrBlock: "10.0.0.0/16" });
    aws.delete(vpc);
    aws.delete(vpc);
    aws.refuses(`InvalidVpcID.NotFound: The vpc ID '${vpc.id}' does not exist`, () =>
      aws.change(vpc, { tags: {} }),
    );
    assert.deepEqual(aws.account.state, { ...emptyAccount(), counters: aws.account.state.counters });
  });

  it("accept the tags that every service accepts", () => {
    const tagged = (tags: object) => faults(VPC, { cidrBlock: "10.0.0.0/16", tags });
    assert.deepEqual(tagged({ "kubernetes.io/cluster/main": "shared" }), []);
    assert.deepEqual(
      tagged(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, ""]))),
      [],
    );
    assert.deepEqual(
      tagged(Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ""]))),
      ["tags"],
    );
    for (const bad of [{ "aws:a": "b" }, { "a!": "b" }, { a: "b!" }, { a: "x".repeat(257) }]) {
      assert.deepEqual(tagged(bad), ["tags"]);
    }
  });
});

describe("names from the sandbox's provider", () => {
  const request = { urn: urnOf(ROLE, "node"), name: "node", type: ROLE };
  const { naming } = awsType(ROLE);

  it("differ from the name of an existing resource", () => {
    const aws = new TestAccount();
    const first = withName(naming, request, {}, {}, aws.account);
    assert.deepEqual(withName(naming, request, {}, {}, aws.account), first);
    aws.make(ROLE, { ...first, assumeRolePolicy: '{"Statement":[]}' });
    assert.notEqual(withName(naming, request, {}, {}, aws.account)["name"], first["name"]);
  });

  it("aren't used with a name or prefix from the program, and fit the service", () => {
    const { account } = new TestAccount();
    assert.deepEqual(withName(naming, request, {}, { name: "mine" }, account), { name: "mine" });
    assert.deepEqual(withName(naming, request, {}, { namePrefix: "m-" }, account), { namePrefix: "m-" });
    const long = withName(naming, { ...request, name: "x".repeat(99) }, {}, {}, account)["name"];
    assert.equal(String(long).length, 64);
  });
});

describe("differences between inputs", () => {
  const type = "aws:eks/nodeGroup:NodeGroup";
  const paths = (olds: object, news: object) =>
    difference(type, { ...olds }, { ...news }).changes.map(({ path, kind, replaces }) => [
      path,
      kind,
      replaces,
    ]);

  it("have their path, their kind, and whether AWS can change them in place", () => {
    assert.deepEqual(paths({ scalingConfig: { minSize: 1 } }, { scalingConfig: { minSize: 2 } }), [
      ["scalingConfig.minSize", "update", false],
    ]);
    assert.deepEqual(paths({ instanceTypes: ["a"] }, { instanceTypes: ["a", "b"] }), [
      ["instanceTypes[1]", "add", true],
    ]);
    assert.deepEqual(paths({ labels: { "a/b": "c" } }, { labels: {} }), [['labels["a/b"]', "delete", false]]);
    assert.deepEqual(paths({ launchTemplate: { id: "lt-1" } }, { launchTemplate: UNKNOWN }), [
      ["launchTemplate", "update", true],
    ]);
    assert.deepEqual(paths({ labels: { a: "b" } }, { labels: { a: "b" }, taints: undefined }), []);
  });

  it("are one change of the whole value if its shape differs", () => {
    assert.deepEqual(paths({ taints: [{ key: "a" }] }, { taints: "a" }), [["taints", "update", false]]);
    assert.deepEqual(paths({ taints: "a" }, { taints: ["a"] }), [["taints", "update", false]]);
    assert.deepEqual(paths({}, { diskSize: null }), []);
  });

  it("need the old resource deleted first if the program fixes the name", () => {
    const first = (olds: object, news: object) =>
      difference(ROLE, { ...olds }, { ...news }).deleteBeforeReplace;
    assert.equal(first({ name: "a", path: "/" }, { name: "a", path: "/x/" }), true);
    assert.equal(first({ name: "a", tags: {} }, { name: "a", tags: { b: "c" } }), false); // changed in place
    assert.equal(first({ name: "a", path: "/" }, { name: "b", path: "/x/" }), false); // both names can exist
    const given = { name: "a-0000000", __defaults: ["name"] };
    assert.equal(first({ ...given, path: "/" }, { ...given, path: "/x/" }), false); // the next name is another
    assert.equal(first({ namePrefix: "a", path: "/" }, { namePrefix: "a", path: "/x/" }), false);
  });

  it("include the provider's tags, on types with tags", () => {
    const differ = (token: string, now: object, wanted: object) =>
      tagsDiffer(awsType(token), { tagsAll: now }, wanted);
    assert.equal(differ(ROLE, { a: "b" }, { a: "c" }), true);
    assert.equal(differ(ROLE, { a: "b" }, { a: "b" }), false);
    assert.equal(differ("aws:ec2/route:Route", {}, { a: "b" }), false);
  });

  it("are none right after a resource was created", () => {
    const { group } = nodeGroup(new TestAccount());
    assert.deepEqual(paths(group.inputs, structuredClone(group.inputs)), []);
  });
});
