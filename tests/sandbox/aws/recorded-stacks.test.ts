import assert from "node:assert/strict";
import { simulatedOutputs, type Registration } from "../../../planner/simulated-outputs";
import { Account } from "../../../sandbox/aws/account";
import { create, destroy, problems } from "../../../sandbox/aws/lifecycle";
import { withName } from "../../../sandbox/aws/naming";
import { emptyAccount, type Properties } from "../../../sandbox/aws/state";
import { awsType } from "../../../sandbox/aws/types/all";
import { recordStack, shippedSettings, STACKS } from "../../recordings";
import { policy } from "./fixtures";
import { urnOf } from "./test-account";

/** Creates the resources of a recorded program in an account, as the engine would. */
class Cloud {
  readonly account = new Account(emptyAccount(), "us-east-1", { project: "betterprompts" });
  readonly made: { urn: string; id: string }[] = [];

  answer = (registration: Registration): { id: string; state: Properties } => {
    const { type, name, inputs } = registration;
    if (type === "eks:index:Cluster") return this.cluster(name, inputs);
    if (!type.startsWith("aws:")) return simulatedOutputs(registration);
    const { id, outputs } = this.make(type, name, inputs);
    return { id, state: outputs };
  };

  make(type: string, name: string, news: Properties): { id: string; outputs: Properties } {
    const urn = urnOf(type, name);
    const inputs = withName(awsType(type).naming, { urn, name, type }, {}, news, this.account);
    assert.deepEqual(problems(awsType(type), inputs), [], urn);
    const made = create(this.account, urn, inputs);
    this.made.push({ urn, id: made.id });
    return made;
  }

  /** The component's resources, without an engine: role, cluster and access entries. */
  private cluster(name: string, inputs: Properties): { id: string; state: Properties } {
    const role = this.make("aws:iam/role:Role", `${name}-eksRole-role`, {
      assumeRolePolicy: policy("sts:AssumeRole"),
    });
    this.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", `${name}-eksRole`, {
      role: role.outputs["name"],
      policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
    });
    const { outputs } = this.make("aws:eks/cluster:Cluster", `${name}-eksCluster`, {
      name: inputs["name"],
      version: inputs["version"],
      roleArn: role.outputs["arn"],
      vpcConfig: {
        subnetIds: [...(inputs["publicSubnetIds"] as string[]), ...(inputs["privateSubnetIds"] as string[])],
        endpointPrivateAccess: inputs["endpointPrivateAccess"],
        publicAccessCidrs: inputs["publicAccessCidrs"],
      },
      enabledClusterLogTypes: inputs["enabledClusterLogTypes"],
      encryptionConfig: { provider: { keyArn: inputs["encryptionConfigKeyArn"] }, resources: ["secrets"] },
    });
    const [identity] = outputs["identities"] as [{ oidcs: [{ issuer: string }] }];
    const state = {
      eksCluster: outputs,
      kubeconfigJson: "{}",
      clusterSecurityGroupId: outputs["clusterSecurityGroupId"],
      oidcIssuer: identity.oidcs[0].issuer.replace("https://", ""),
    };
    return { id: "", state };
  }
}

for (const stack of STACKS) {
  describe(`the ${stack} stack in the sandbox's AWS`, () => {
    const cloud = new Cloud();

    before(() => recordStack(stack, shippedSettings(stack), cloud.answer));

    it("is accepted, every resource of it", () => {
      const types = new Set(cloud.account.state.resources.map(({ type }) => type));
      assert.ok(types.has("aws:eks/nodeGroup:NodeGroup") && types.has("aws:lb/listenerRule:ListenerRule"));
      assert.equal(new Set(cloud.made.map(({ urn }) => urn)).size, cloud.made.length);
    });

    it("gives each resource of a type an id of its own", () => {
      const ids = cloud.made.map(({ urn, id }) => `${urn.split("::")[2]} ${id}`);
      const seen = ids.filter((id, index) => ids.indexOf(id) !== index);
      assert.deepEqual(seen, []);
    });

    it("has the provider's tags on every resource with tags", () => {
      const untagged = cloud.account.state.resources
        .filter(({ type, urn }) => urn && awsType(type).taggable)
        .filter(({ computed }) => (computed["tagsAll"] as Properties)["project"] !== "betterprompts")
        .map(({ urn }) => urn);
      assert.deepEqual(untagged, []);
    });

    it("tags each Auto Scaling group for the autoscaler's discovery", () => {
      const tagged = cloud.account.state.autoScalingGroups.map(
        ({ tags }) => tags["k8s.io/cluster-autoscaler/enabled"],
      );
      assert.deepEqual(tagged, ["true", "true", "true", "true"]);
    });

    it("can be deleted in reverse order, and leaves only its key, which is scheduled for deletion", () => {
      for (const { urn, id } of [...cloud.made].reverse()) destroy(cloud.account, urn, id);
      const { resources, autoScalingGroups, keysPendingDeletion } = cloud.account.state;
      assert.deepEqual(resources, []);
      assert.deepEqual(autoScalingGroups, []);
      assert.equal(keysPendingDeletion.length, 1);
    });
  });
}
