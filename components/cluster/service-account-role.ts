import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A Kubernetes service account, as an IAM trust policy names it. */
export interface ServiceAccount {
  namespace: string;
  name: string;
}

/** One statement of an IAM policy that allows; nothing here needs to deny. */
export interface PolicyStatement {
  actions: string[];
  resources: string[];
  /** Condition operator -> condition key -> value. */
  conditions?: Record<string, Record<string, string>>;
}

/** The cluster's identity provider, as a trust policy names it. */
export interface IdentityProvider {
  oidcProviderArn: pulumi.Input<string>;
  oidcIssuer: pulumi.Input<string>;
}

export interface ServiceAccountRoleArgs {
  roleName: string;
  serviceAccount: ServiceAccount;
  identityProvider: IdentityProvider;
  /** What the role may do beyond its managed policies. */
  statements?: pulumi.Input<PolicyStatement[]>;
  managedPolicyArns?: string[];
}

/** An IAM role that exactly one service account of this cluster can take (IRSA). */
export class ServiceAccountRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ServiceAccountRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:ServiceAccountRole", name, {}, opts);
    const { oidcProviderArn, oidcIssuer } = args.identityProvider;

    const role = new aws.iam.Role(
      name,
      {
        name: args.roleName,
        assumeRolePolicy: pulumi
          .all([oidcProviderArn, oidcIssuer])
          .apply(([providerArn, issuer]) =>
            JSON.stringify(trustPolicy(providerArn, issuer, args.serviceAccount)),
          ),
      },
      { parent: this },
    );
    const attachments = (args.managedPolicyArns ?? []).map(
      (policyArn) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policyArn.split("/").pop()}`,
          { role: role.name, policyArn },
          { parent: this },
        ),
    );
    const policies = args.statements
      ? [
          new aws.iam.RolePolicy(
            name,
            { role: role.id, policy: pulumi.output(args.statements).apply(policyDocument) },
            { parent: this },
          ),
        ]
      : [];

    // A resource that has the ARN as input is created after the permissions and deleted before them.
    this.arn = pulumi
      .all([role.arn, ...attachments.map((each) => each.id), ...policies.map((each) => each.id)])
      .apply(([arn]) => arn!);
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * Bound to subject and audience: with the subject alone, a token for another audience would be accepted.
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustPolicy(providerArn: string, issuer: string, account: ServiceAccount): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:sub`]: `system:serviceaccount:${account.namespace}:${account.name}`,
            [`${issuer}:aud`]: "sts.amazonaws.com",
          },
        },
      },
    ],
  };
}

/** The JSON text of an IAM policy. */
export function policyDocument(statements: PolicyStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources, conditions }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(conditions ? { Condition: conditions } : {}),
    })),
  });
}
