import { knownInstanceTypes, instanceFacts } from "../../../policy-pack/pricing/instance-facts";
import type { Account } from "../account";
import { SUFFIX_LENGTH, suffixed } from "../naming";
import { textsAt } from "../paths";
import { between, each, oneOf, text } from "../rules";
import type { Properties, StoredResource } from "../state";
import type { AwsTypes, Request } from "./aws-type";
import { refuseNodeGroup } from "./node-group-refusals";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const CLUSTER = "aws:eks/cluster:Cluster";
const SUBNET = "aws:ec2/subnet:Subnet";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const LONGEST_NAME = 63;
/** https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html, "Nodes per managed node group" */
const NODES = 450;

const AMI_TYPES = [
  "AL2023_ARM_64_STANDARD",
  "AL2023_x86_64_NEURON",
  "AL2023_x86_64_NVIDIA",
  "AL2023_x86_64_STANDARD",
  "BOTTLEROCKET_ARM_64",
  "BOTTLEROCKET_ARM_64_NVIDIA",
  "BOTTLEROCKET_x86_64",
  "BOTTLEROCKET_x86_64_NVIDIA",
  "CUSTOM",
];

const RESERVED_LABELS = /^([^/]+\.)?(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\//;
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/** Managed node groups, each with its own Auto Scaling group. */
export const nodeGroups: AwsTypes = {
  [NODE_GROUP]: {
    rules: [
      text("nodeGroupName", /^[0-9A-Za-z][A-Za-z0-9_-]*$/, LONGEST_NAME),
      text("nodeGroupNamePrefix", /^[0-9A-Za-z][A-Za-z0-9_-]*$/, LONGEST_NAME - SUFFIX_LENGTH),
      oneOf("amiType", AMI_TYPES),
      oneOf("capacityType", ["ON_DEMAND", "SPOT"]),
      oneOf("taints[*].effect", ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"]),
      text("taints[*].key", /./, 63),
      text("taints[*].value", /^/, 63),
      between("scalingConfig.minSize", 0, NODES),
      between("scalingConfig.desiredSize", 0, NODES),
      between("scalingConfig.maxSize", 1, NODES),
      oneOf("updateConfig.updateStrategy", ["DEFAULT", "MINIMAL"]),
      text("releaseVersion", /^1\.\d+\.\d+-\d{8}$/, 20),
      between("updateConfig.maxUnavailable", 1, 100),
      between("updateConfig.maxUnavailablePercentage", 1, 100),
      each("labels", labels),
      fittingInstanceTypes,
    ],
    references: [
      { path: "clusterName", type: CLUSTER, by: "name" },
      { path: "nodeRoleArn", type: "aws:iam/role:Role", by: "arn" },
      { path: "subnetIds[*]", type: SUBNET },
      { path: "launchTemplate.id", type: LAUNCH_TEMPLATE },
    ],
    naming: { input: "nodeGroupName", prefix: "nodeGroupNamePrefix", longest: LONGEST_NAME },
    unique: [
      {
        paths: ["clusterName", "nodeGroupName"],
        taken: ([cluster, name]) =>
          `ResourceInUseException: NodeGroup already exists with name ${name} and cluster name ${cluster}`,
      },
    ],
    taggable: true,
    notFound: (id) => `ResourceNotFoundException: No node group found for name: ${id.split(":").pop()}.`,
    refuse: refuseNodeGroup,
    create: nodeGroupOutputs,
    created: makeGroup,
    updated: resizeGroup,
    deleted: ({ id }, { state }) => {
      state.autoScalingGroups = state.autoScalingGroups.filter((group) => group.nodeGroupId !== id);
    },
    moved: ({ id, inputs }, { state }) => {
      const group = state.autoScalingGroups.find((each) => each.nodeGroupId === id);
      const { minSize, maxSize, desiredSize } = group ?? (inputs["scalingConfig"] as Properties);
      return { scalingConfig: { minSize, maxSize, desiredSize } };
    },
  },
};

function labels(value: unknown): string | undefined {
  for (const [key, label] of Object.entries(value as Properties)) {
    if (RESERVED_LABELS.test(key)) return `Label cannot contain reserved prefixes: "${key}"`;
    if (!LABEL_VALUE.test(String(label))) return `"${label}" is not a label's value`;
  }
  return undefined;
}

/** Instance types have to exist, fit the image's architecture, and have a GPU if the image is NVIDIA's. */
function fittingInstanceTypes(inputs: Properties) {
  const image = String(inputs["amiType"] ?? "AL2023_x86_64_STANDARD");
  return each("instanceTypes[*]", (value) => {
    const type = String(value);
    if (!knownInstanceTypes.includes(type)) {
      return `InvalidParameterException: The following supplied instance types do not exist: [${type}]`;
    }
    const { arch, gpu } = instanceFacts(type);
    const fits = /ARM_64/.test(image) === (arch === "arm64") && (gpu !== null || !/NVIDIA/.test(image));
    return fits || image === "CUSTOM"
      ? undefined
      : `InvalidParameterException: [${type}] is not a valid instance type for requested amiType ${image}`;
  })(inputs);
}

function nodeGroupOutputs({ inputs, account }: Request) {
  const cluster = String(inputs["clusterName"]);
  const name = String(inputs["nodeGroupName"] ?? suffixed(inputs["nodeGroupNamePrefix"], account));
  const uuid = account.nextUuid("node group");
  return {
    id: `${cluster}:${name}`,
    nodeGroupName: name,
    arn: account.arn("eks", `nodegroup/${cluster}/${name}/${uuid}`),
    resources: [{ autoscalingGroups: [{ name: `eks-${name}-${uuid}` }], remoteAccessSecurityGroupId: "" }],
    status: "ACTIVE",
  };
}

function makeGroup({ id, inputs, computed }: StoredResource, account: Account): void {
  const { minSize, maxSize, desiredSize } = inputs["scalingConfig"] as Record<string, number>;
  account.state.autoScalingGroups.push({
    name: textsAt(computed, "resources[*].autoscalingGroups[*].name")[0]!,
    nodeGroupId: id,
    minSize: minSize!,
    maxSize: maxSize!,
    desiredSize: desiredSize!,
    tags: {
      "eks:cluster-name": String(inputs["clusterName"]),
      "eks:nodegroup-name": String(computed["nodeGroupName"]),
    },
  });
}

/**
 * If one size changed, the provider sends all three: the desired size is reset to the one in the program or its state.
 */
function resizeGroup({ id, inputs }: StoredResource, account: Account, before: Properties): void {
  if (JSON.stringify(before["scalingConfig"]) === JSON.stringify(inputs["scalingConfig"])) return;
  const group = account.state.autoScalingGroups.find((each) => each.nodeGroupId === id)!;
  const { minSize, maxSize, desiredSize } = inputs["scalingConfig"] as Record<string, number>;
  Object.assign(group, { minSize, maxSize, desiredSize });
}
