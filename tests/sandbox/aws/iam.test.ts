import assert from "node:assert/strict";
import { policy, role } from "./fixtures";
import { faults, replaces, TestAccount } from "./test-account";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const OIDC = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const worker = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";

describe("the sandbox's IAM", () => {
  it("takes unique names of roles, with at most 64 of IAM's characters", () => {
    const aws = new TestAccount();
    assert.equal(role(aws, "node").outputs["arn"], "arn:aws:iam::111122223333:role/node");
    aws.refuses("EntityAlreadyExists: Role with name node already exists.", () => role(aws, "node"));
    const assumeRolePolicy = policy("sts:AssumeRole");
    assert.deepEqual(faults(ROLE, { name: "x".repeat(64), assumeRolePolicy }), []);
    assert.deepEqual(faults(ROLE, { name: "x".repeat(65), assumeRolePolicy }), ["name"]);
    assert.deepEqual(faults(ROLE, { name: "a/b", assumeRolePolicy }), ["name"]);
  });

  it("takes policies that are JSON with statements, up to a length", () => {
    for (const bad of ["{", "{}", policy("x".repeat(2048))]) {
      assert.deepEqual(faults(ROLE, { assumeRolePolicy: bad }), ["assumeRolePolicy"]);
    }
    assert.deepEqual(faults(POLICY, { policy: policy("x".repeat(10_100)) }), []);
    assert.deepEqual(faults(POLICY, { policy: policy("x".repeat(10_240)) }), ["policy"]);
  });

  it("refuses to delete a role with attached or inline policies", () => {
    const aws = new TestAccount();
    const node = role(aws, "node");
    const attached = aws.make(ATTACHMENT, { role: "node", policyArn: worker });
    const inline = aws.make(POLICY, { role: "node", name: "it", policy: policy("s3:GetObject") });
    aws.refuses("DeleteConflict: Cannot delete entity, must detach all policies first.", () =>
      aws.delete(node),
    );
    aws.delete(attached);
    aws.refuses("DeleteConflict: Cannot delete entity, must delete policies first.", () => aws.delete(node));
    aws.delete(inline);
    aws.delete(node);
  });

  it("attaches existing policies to existing roles, at most ten", () => {
    const aws = new TestAccount();
    aws.refuses("NoSuchEntity: The role with name node cannot be found.", () =>
      aws.make(ATTACHMENT, { role: "node", policyArn: worker }),
    );
    assert.deepEqual(faults(ATTACHMENT, { policyArn: worker }), []);
    assert.deepEqual(faults(ATTACHMENT, { policyArn: `${worker}Typo` }), ["policyArn"]);
    role(aws, "node");
    const own = (index: number) => `arn:aws:iam::111122223333:policy/${index}`;
    for (let index = 0; index < 10; index++) aws.make(ATTACHMENT, { role: "node", policyArn: own(index) });
    aws.refuses(/PoliciesPerRole: 10/, () => aws.make(ATTACHMENT, { role: "node", policyArn: own(10) }));
  });

  it("accepts that a policy is attached twice", () => {
    const aws = new TestAccount();
    role(aws, "node");
    for (const name of ["one", "other"]) aws.make(ATTACHMENT, { role: "node", policyArn: worker }, name);
    assert.equal(aws.account.all(ATTACHMENT).length, 1);
  });

  it("has one identity provider for a URL, and replaces it for another", () => {
    const aws = new TestAccount();
    const inputs = { url: "https://oidc.example/id/1", clientIdLists: ["sts.amazonaws.com"] };
    const made = aws.make(OIDC, inputs);
    assert.equal(made.id, "arn:aws:iam::111122223333:oidc-provider/oidc.example/id/1");
    aws.refuses(/EntityAlreadyExists/, () => aws.make(OIDC, inputs));
    assert.deepEqual(faults(OIDC, { url: "http://oidc.example" }), ["url"]);
    assert.deepEqual(faults(OIDC, { ...inputs, clientIdLists: Array(100).fill("a") }), []);
    assert.deepEqual(faults(OIDC, { ...inputs, clientIdLists: Array(101).fill("a") }), ["clientIdLists"]);
    assert.equal(replaces(OIDC, inputs, { ...inputs, url: "https://oidc.example/id/2" }), true);
    aws.delete(made);
  });
});
