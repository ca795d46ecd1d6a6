import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import { capacityType, groupTags, nodeLabels, groupNamePrefix } from "./auto-scaling-group";
import type { PoolSettings } from "./node-pool.settings";
import { gibibytes } from "../kubernetes/quantity";

export interface NodePoolArgs {
  stack: string;
  /** The name as text: it is part of a tag's key. */
  clusterName: string;
  kubernetesVersion: string;
  subnetIds: pulumi.Input<string>[];
  nodeRoleArn: pulumi.Input<string>;
  /** For instances and volumes, which the provider's default tags don't reach. */
  tags: Record<string, string>;
  pool: PoolSettings;
}

/** A managed node group whose size belongs to Cluster Autoscaler. */
export class NodePool extends pulumi.ComponentResource {
  readonly nodeGroupName: pulumi.Output<string>;
  readonly autoScalingGroupName: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: NodePoolArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("betterprompts:components:NodePool", name, {}, opts);

    const labels = nodeLabels(name, args.pool);
    const template = this.launchTemplate();
    const group = this.nodeGroup(template, labels);
    this.nodeGroupName = group.nodeGroupName;
    this.autoScalingGroupName = group.resources.apply((made) => made[0]!.autoscalingGroups[0]!.name);
    this.tagAutoScalingGroup(groupTags(args.clusterName, name, args.pool));
    this.registerOutputs({ autoScalingGroupName: this.autoScalingGroupName });
  }

  private launchTemplate(): aws.ec2.LaunchTemplate {
    const tags = { ...this.args.tags, Name: `${this.args.stack}-${this.name}` };
    return new aws.ec2.LaunchTemplate(
      this.name,
      {
        namePrefix: groupNamePrefix(this.args.stack, this.name),
        updateDefaultVersion: true,
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda", // the root device of Amazon Linux 2023
            ebs: {
              volumeType: "gp3",
              volumeSize: gibibytes(this.args.pool.rootVolume),
              encrypted: "true",
              deleteOnTermination: "true",
            },
          },
        ],
        // Pods are one more hop away: with IMDSv2 and a limit of 1 they can't reach the instance's credentials.
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        ...(this.args.pool.cpuCredits
          ? { creditSpecification: { cpuCredits: this.args.pool.cpuCredits } }
          : {}),
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags,
        })),
      },
      { parent: this },
    );
  }

  private nodeGroup(template: aws.ec2.LaunchTemplate, labels: Record<string, string>): aws.eks.NodeGroup {
    const { pool } = this.args;
    return new aws.eks.NodeGroup(
      this.name,
      {
        clusterName: this.args.clusterName,
        nodeGroupNamePrefix: groupNamePrefix(this.args.stack, this.name),
        nodeRoleArn: this.args.nodeRoleArn,
        subnetIds: this.args.subnetIds,
        version: this.args.kubernetesVersion,
        amiType: amiType(pool),
        capacityType: capacityType(pool),
        instanceTypes: pool.instanceTypes,
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        labels,
        taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: EKS_EFFECT[effect] })),
        scalingConfig: { minSize: pool.minSize, desiredSize: pool.desiredSize, maxSize: pool.maxSize },
        releaseVersion: this.imageRelease(),
        updateConfig: {
          updateStrategy: pool.update.strategy.toUpperCase(),
          maxUnavailablePercentage: pool.update.maxUnavailablePercent,
        },
      },
      { parent: this, ignoreChanges: ["scalingConfig.desiredSize"] },
    );
  }

  /** A patched image is released about every week; without a release version EKS keeps the group's first image. */
  private imageRelease(): pulumi.Input<string> {
    const { pool, kubernetesVersion } = this.args;
    if (pool.image !== "latest") return pool.image;
    return aws.ssm.getParameterOutput(
      { name: releaseParameter(kubernetesVersion, amiType(pool)) },
      { parent: this },
    ).value;
  }

  private tagAutoScalingGroup(tags: Record<string, string>): void {
    for (const [key, value] of Object.entries(tags)) {
      new aws.autoscaling.Tag(
        `${this.name}/${key}`,
        { autoscalingGroupName: this.autoScalingGroupName, tag: { key, value, propagateAtLaunch: false } },
        { parent: this },
      );
    }
  }
}

/** The effects of taints in the EKS API. */
const EKS_EFFECT = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const;

/** https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html; the value is "1.35.0-20261106" */
function releaseParameter(kubernetesVersion: string, image: AmiType): string {
  return `/aws/service/eks/optimized-ami/${kubernetesVersion}/amazon-linux-2023/${AMI_PATHS[image]}/recommended/release_version`;
}

const AMI_PATHS = {
  AL2023_x86_64_NVIDIA: "x86_64/nvidia",
  AL2023_ARM_64_STANDARD: "arm64/standard",
  AL2023_x86_64_STANDARD: "x86_64/standard",
} as const;

type AmiType = keyof typeof AMI_PATHS;

/** Images of Amazon Linux 2023; the NVIDIA one includes the driver and the container toolkit. */
function amiType(pool: PoolSettings): AmiType {
  const { arch, gpu } = instanceFacts(pool.instanceTypes[0]!);
  if (gpu) return "AL2023_x86_64_NVIDIA";
  return arch === "arm64" ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}
