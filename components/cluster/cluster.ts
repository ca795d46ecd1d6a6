import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterSettings } from "./cluster.settings";

export interface ClusterArgs {
  clusterName: string;
  stack: string;
  vpcId: pulumi.Input<string>;
  publicSubnetIds: pulumi.Input<string>[];
  privateSubnetIds: pulumi.Input<string>[];
  settings: ClusterSettings;
}

/** The EKS control plane, its encryption key and logs, and the identity provider that service accounts use. */
export class Cluster extends pulumi.ComponentResource {
  /** Known only when the control plane answers: a resource that has it as input is created after the cluster. */
  readonly clusterName: pulumi.Output<string>;
  readonly version: string;
  readonly kubeconfig: pulumi.Output<string>;
  /** EKS's own security group, of the control plane and of every node. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly oidcProviderArn: pulumi.Output<string>;
  /** Without "https://", as IAM's condition keys require it. */
  readonly oidcIssuer: pulumi.Output<string>;
  /** For every object of this cluster. */
  readonly kubernetesProvider: kubernetes.Provider;

  constructor(
    name: string,
    private readonly args: ClusterArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("betterprompts:components:Cluster", name, {}, opts);

    const key = this.secretsKey();
    const logs = this.controlPlaneLogs();
    const controlPlane = this.controlPlane(key, logs);
    const issuer = this.identityProvider(controlPlane);

    this.clusterName = controlPlane.eksCluster.apply((cluster) => cluster.name);
    this.version = args.settings.kubernetesVersion;
    this.kubeconfig = pulumi.secret(controlPlane.kubeconfigJson);
    this.securityGroupId = controlPlane.clusterSecurityGroupId;
    this.oidcProviderArn = issuer.arn;
    this.oidcIssuer = controlPlane.oidcIssuer;
    this.kubernetesProvider = this.provider();
    this.registerOutputs({ clusterName: this.clusterName });
  }

  private secretsKey(): aws.kms.Key {
    const key = new aws.kms.Key(
      "secrets",
      {
        description: `Kubernetes secrets of ${this.args.clusterName}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
      },
      { parent: this },
    );
    new aws.kms.Alias(
      "secrets",
      { name: `alias/${this.args.clusterName}-secrets`, targetKeyId: key.id },
      { parent: this },
    );
    return key;
  }

  /**
   * If this group is missing, EKS creates it, without a retention. It may do so once more while the cluster is
   * deleted: docs/operations.md, "After a destroy".
   */
  private controlPlaneLogs(): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      "control-plane",
      {
        name: `/aws/eks/${this.args.clusterName}/cluster`,
        retentionInDays: this.args.settings.logRetentionDays,
      },
      { parent: this },
    );
  }

  /**
   * Components of this stack create what @pulumi/eks could add, so that preview, policies and the planner see it: node
   * groups, add-ons at pinned versions, the identity provider.
   */
  private controlPlane(key: aws.kms.Key, logs: aws.cloudwatch.LogGroup): eks.Cluster {
    const { settings } = this.args;
    return new eks.Cluster(
      "control-plane",
      {
        name: this.args.clusterName,
        version: settings.kubernetesVersion,
        vpcId: this.args.vpcId,
        publicSubnetIds: this.args.publicSubnetIds,
        privateSubnetIds: this.args.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: settings.publicAccessCidrs.length > 0,
        publicAccessCidrs: settings.publicAccessCidrs.length > 0 ? settings.publicAccessCidrs : undefined,
        authenticationMode: eks.AuthenticationMode.Api,
        accessEntries: accessEntries(settings.administrators),
        encryptionConfigKeyArn: key.arn,
        enabledClusterLogTypes: settings.logTypes,
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        createOidcProvider: false, // @pulumi/eks would read the issuer's certificate during preview
        useDefaultVpcCni: true, // no add-on resource by @pulumi/eks
        kubeProxyAddonOptions: { enabled: false },
        corednsAddonOptions: { enabled: false },
      },
      { parent: this, dependsOn: logs },
    );
  }

  private identityProvider(controlPlane: eks.Cluster): aws.iam.OpenIdConnectProvider {
    return new aws.iam.OpenIdConnectProvider(
      "service-accounts",
      {
        url: pulumi.interpolate`https://${controlPlane.oidcIssuer}`,
        clientIdLists: ["sts.amazonaws.com"],
      },
      { parent: this },
    );
  }

  private provider(): kubernetes.Provider {
    return new kubernetes.Provider(
      this.args.stack,
      {
        kubeconfig: this.kubeconfig,
        enableServerSideApply: true, // autoscalers keep the fields that they own
        enableConfigMapMutable: true, // otherwise a changed dashboard is deleted and created again
      },
      { parent: this },
    );
  }
}

/** One cluster administrator for each named role: the access entries of authentication mode API. */
function accessEntries(
  administrators: Record<string, string>,
): Record<string, eks.types.input.AccessEntryArgs> {
  return Object.fromEntries(
    Object.entries(administrators).map(([name, principalArn]) => [
      name,
      {
        principalArn,
        accessPolicies: {
          admin: {
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            accessScope: { type: "cluster" },
          },
        },
      },
    ]),
  );
}
