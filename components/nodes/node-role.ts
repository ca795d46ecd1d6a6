import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Policies that a worker node needs; pods have roles of their own. */
const MANAGED_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore", // a shell on a node without SSH keys and open ports
];

/** The IAM role that the nodes of every pool run under. */
export class NodeRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, stack: string, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:components:NodeRole", name, {}, opts);
    const role = new aws.iam.Role(
      name,
      {
        name: `${stack}-node`,
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
          ],
        }),
      },
      { parent: this },
    );
    const attachments = MANAGED_POLICIES.map(
      (policy) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          { parent: this },
        ),
    );
    // A node that starts before its policies can't join the cluster; a node that ends after them can't leave it cleanly.
    this.arn = pulumi.all([role.arn, ...attachments.map((each) => each.id)]).apply(([arn]) => arn!);
    this.registerOutputs({ arn: this.arn });
  }
}
