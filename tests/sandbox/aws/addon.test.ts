import assert from "node:assert/strict";
import { cluster, nodeGroup, role } from "./fixtures";
import { faults, TestAccount } from "./test-account";

const ADDON = "aws:eks/addon:Addon";

describe("the sandbox's add-ons", () => {
  it("don't become healthy without a node, if they need one", () => {
    const aws = new TestAccount();
    cluster(aws);
    aws.make(ADDON, { clusterName: "main", addonName: "vpc-cni" });
    aws.refuses(/DEGRADED.*InsufficientNumberOfReplicas/, () =>
      aws.make(ADDON, { clusterName: "main", addonName: "coredns" }),
    );
    const withNodes = new TestAccount();
    nodeGroup(withNodes);
    withNodes.make(ADDON, { clusterName: "main", addonName: "coredns" });
  });

  it("have a known name and version, exist once in a cluster, and are deleted with it", () => {
    const aws = new TestAccount();
    const { cluster: main } = cluster(aws);
    const inputs = { clusterName: "main", addonName: "vpc-cni" };
    aws.make(ADDON, inputs);
    aws.refuses("ResourceInUseException: Addon already exists.", () => aws.make(ADDON, inputs));
    assert.deepEqual(faults(ADDON, { ...inputs, addonVersion: "v1.22.4-eksbuild.3" }), []);
    assert.deepEqual(faults(ADDON, { addonName: "vpc", addonVersion: "1.22.4", configurationValues: "{" }), [
      "addonName",
      "addonVersion",
      "configurationValues",
    ]);
    aws.delete(main);
    assert.deepEqual(aws.account.all(ADDON), []);
  });

  it("have the cluster's minor version or an unchanged one, for kube-proxy", () => {
    const aws = new TestAccount();
    const { cluster: main } = cluster(aws); // 1.35
    const inputs = { clusterName: "main", addonName: "kube-proxy" };
    const unsupported = "InvalidParameterException: Addon version specified is not supported";
    aws.refuses(unsupported, () => aws.make(ADDON, { ...inputs, addonVersion: "v1.36.0-eksbuild.1" }));
    const proxy = aws.make(ADDON, { ...inputs, addonVersion: "v1.35.3-eksbuild.29" });
    aws.refuses(unsupported, () => aws.change(proxy, { addonVersion: "v1.36.0-eksbuild.1" }));
    aws.change(main, { version: "1.36" });
    aws.change(proxy, { tags: { a: "b" } });
    aws.refuses(unsupported, () => aws.change(proxy, { addonVersion: "v1.35.4-eksbuild.1" }));
    aws.change(proxy, { addonVersion: "v1.36.0-eksbuild.1" });
    aws.make(ADDON, { clusterName: "main", addonName: "vpc-cni", addonVersion: "v1.22.4-eksbuild.3" });
  });

  it("prevent the deletion of their service account's role", () => {
    const aws = new TestAccount();
    nodeGroup(aws);
    const inputs = { clusterName: "main", addonName: "aws-ebs-csi-driver" };
    aws.refuses(/NoSuchEntity/, () =>
      aws.make(ADDON, { ...inputs, serviceAccountRoleArn: "arn:aws:iam::1:role/x" }),
    );
    const ebs = role(aws, "ebs");
    const addon = aws.make(ADDON, { ...inputs, serviceAccountRoleArn: ebs.outputs["arn"] });
    aws.refuses(/DeleteConflict/, () => aws.delete(ebs));
    aws.delete(addon);
    aws.delete(ebs);
  });
});
