import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { kubeconfigFor } from "../cluster-access";
import type { ClusterInputs } from "./cluster-inputs";

const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

/**
 * The EKS control plane with its role and access entries, with the names of @pulumi/eks 4. Its kubeconfig leads to the
 * sandbox's API server.
 */
export class Cluster extends pulumi.ComponentResource {
  private readonly outputs: pulumi.Inputs;

  constructor(
    private readonly name: string,
    inputs: ClusterInputs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    // Without inputs, as the engine and policies see the real component: @pulumi/eks 4.3.0 passes them on, but the SDK of
    // its provider (3.173.0, nodejs/eks/yarn.lock) drops the inputs of a component.
    super("eks:index:Cluster", name, {}, opts);
    const role = this.serviceRole();
    const cluster = this.controlPlane(inputs, role);
    this.accessEntries(inputs, cluster);

    const kubeconfig = pulumi
      .all([cluster.name, cluster.endpoint, cluster.certificateAuthority])
      .apply(([clusterName, endpoint, authority]) => kubeconfigFor(clusterName, endpoint, authority.data));
    const groupId = cluster.vpcConfig.apply((config) => config.clusterSecurityGroupId);
    const issuerUrl = cluster.identities.apply((identities) => identities[0]!.oidcs![0]!.issuer!);
    this.outputs = {
      eksCluster: cluster,
      kubeconfig,
      kubeconfigJson: kubeconfig.apply((value) => JSON.stringify(value)),
      clusterSecurityGroupId: groupId,
      nodeSecurityGroupId: groupId,
      oidcProviderUrl: issuerUrl,
      oidcIssuer: issuerUrl.apply((url) => url.replace("https://", "")),
      instanceRoles: [],
    };
    this.registerOutputs(this.outputs);
  }

  /** The component's outputs in the program. */
  get state(): pulumi.Inputs {
    return this.outputs;
  }

  private serviceRole(): pulumi.Output<aws.iam.Role> {
    const name = `${this.name}-eksRole`;
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        description: "Allows EKS to manage clusters on your behalf.",
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Action: ["sts:AssumeRole", "sts:TagSession"],
              Effect: "Allow",
              Principal: { Service: ["eks.amazonaws.com"] },
            },
          ],
        }),
      },
      { parent: this },
    );
    const digest = createHash("sha1").update(CLUSTER_POLICY).digest("hex").slice(0, 8);
    const attachment = new aws.iam.RolePolicyAttachment(
      `${name}-${digest}`,
      { policyArn: CLUSTER_POLICY, role: role.name },
      { parent: this },
    );
    return attachment.id.apply(() => role);
  }

  private controlPlane(inputs: ClusterInputs, role: pulumi.Output<aws.iam.Role>): aws.eks.Cluster {
    const subnetIds = pulumi
      .all([inputs.publicSubnetIds ?? [], inputs.privateSubnetIds ?? []])
      .apply(([publicIds, privateIds]) => [...publicIds, ...privateIds]);
    return new aws.eks.Cluster(
      `${this.name}-eksCluster`,
      {
        name: inputs.name,
        roleArn: role.arn,
        version: inputs.version,
        bootstrapSelfManagedAddons: true,
        vpcConfig: {
          subnetIds,
          endpointPrivateAccess: inputs.endpointPrivateAccess,
          endpointPublicAccess: inputs.endpointPublicAccess,
          publicAccessCidrs: inputs.publicAccessCidrs,
        },
        enabledClusterLogTypes: inputs.enabledClusterLogTypes,
        tags: { Name: `${this.name}-eksCluster` },
        encryptionConfig: inputs.encryptionConfigKeyArn
          ? { provider: { keyArn: inputs.encryptionConfigKeyArn }, resources: ["secrets"] }
          : undefined,
        accessConfig: inputs.authenticationMode
          ? {
              authenticationMode: inputs.authenticationMode,
              bootstrapClusterCreatorAdminPermissions: true,
            }
          : undefined,
      },
      {
        parent: this,
        ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
      },
    );
  }

  private accessEntries({ accessEntries }: ClusterInputs, cluster: aws.eks.Cluster): void {
    for (const [name, { principalArn, accessPolicies }] of Object.entries(accessEntries ?? {})) {
      const entry = new aws.eks.AccessEntry(
        `${this.name}-${name}`,
        { clusterName: cluster.name, principalArn },
        { parent: this },
      );
      for (const [policyName, policy] of Object.entries(accessPolicies ?? {})) {
        new aws.eks.AccessPolicyAssociation(
          `${this.name}-${name}-${policyName}`,
          { clusterName: cluster.name, principalArn, ...policy },
          { parent: entry, dependsOn: entry },
        );
      }
    }
  }
}
