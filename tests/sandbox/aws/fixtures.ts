import type { Made, TestAccount } from "./test-account";

/** A VPC of 10.0.0.0/16 with an internet gateway and a subnet in each of two zones. */
export function network(aws: TestAccount) {
  const vpc = aws.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
  const gateway = aws.make("aws:ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
  const subnets = ["a", "b"].map((letter, index) =>
    aws.make("aws:ec2/subnet:Subnet", {
      vpcId: vpc.id,
      cidrBlock: `10.0.${index}.0/24`,
      availabilityZone: `us-east-1${letter}`,
    }),
  );
  return { vpc, gateway, subnets, subnetIds: subnets.map(({ id }) => id) };
}

export function role(aws: TestAccount, name: string): Made {
  return aws.make("aws:iam/role:Role", { name, assumeRolePolicy: policy("sts:AssumeRole") });
}

export function policy(action: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  });
}

/** A cluster "main" of version 1.35 in its own network. */
export function cluster(aws: TestAccount) {
  const { subnetIds, ...rest } = network(aws);
  const clusterRole = role(aws, "cluster");
  const main = aws.make("aws:eks/cluster:Cluster", {
    name: "main",
    version: "1.35",
    roleArn: clusterRole.outputs["arn"],
    vpcConfig: { subnetIds },
  });
  return { ...rest, subnetIds, clusterRole, cluster: main };
}

/** That cluster with a node group of 1 to 4 nodes; the desired size is 2. */
export function nodeGroup(aws: TestAccount) {
  const around = cluster(aws);
  const nodeRole = role(aws, "node");
  const template = aws.make("aws:ec2/launchTemplate:LaunchTemplate", { namePrefix: "main-system-" });
  const group = aws.make("aws:eks/nodeGroup:NodeGroup", {
    clusterName: "main",
    nodeGroupNamePrefix: "main-system-",
    nodeRoleArn: nodeRole.outputs["arn"],
    subnetIds: around.subnetIds,
    instanceTypes: ["t3a.medium"],
    launchTemplate: { id: template.id, version: "1" },
    scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 4 },
  });
  return { ...around, nodeRole, template, group };
}
