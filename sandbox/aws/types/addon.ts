import { json, oneOf, text } from "../rules";
import type { AwsTypes, Request } from "./aws-type";

const ADDON = "aws:eks/addon:Addon";

/** Add-ons that run on every node, and so are healthy without any. */
const ON_EVERY_NODE = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"];

/** Add-ons whose pods need a node. */
const ON_SOME_NODE = [
  "coredns",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "metrics-server",
  "snapshot-controller",
];

/** Software that EKS installs into the cluster. */
export const addons: AwsTypes = {
  [ADDON]: {
    rules: [
      oneOf("addonName", [...ON_EVERY_NODE, ...ON_SOME_NODE]),
      text("addonVersion", /^v\d+\.\d+\.\d+-eksbuild\.\d+$/, 64),
      json("configurationValues"),
      oneOf("resolveConflictsOnCreate", ["NONE", "OVERWRITE"]),
      oneOf("resolveConflictsOnUpdate", ["NONE", "OVERWRITE", "PRESERVE"]),
    ],
    references: [
      { path: "clusterName", type: "aws:eks/cluster:Cluster", by: "name", whenGone: "delete" },
      { path: "serviceAccountRoleArn", type: "aws:iam/role:Role", by: "arn" },
    ],
    unique: [
      {
        paths: ["clusterName", "addonName"],
        taken: () => "ResourceInUseException: Addon already exists.",
      },
    ],
    forceNew: ["addonName", "clusterName"],
    taggable: true,
    refuse: withoutNodes,
    create: ({ inputs: { clusterName, addonName }, account }) => ({
      id: `${clusterName}:${addonName}`,
      arn: account.arn("eks", `addon/${clusterName}/${addonName}/${account.nextUuid("addon")}`),
    }),
  },
};

/** The provider waits until the add-on is active, which its pods can't be without a node, and gives up in the end. */
function withoutNodes({ inputs, account, before }: Request): string | undefined {
  if (before || !ON_SOME_NODE.includes(String(inputs["addonName"]))) return undefined;
  const nodes = account.state.autoScalingGroups
    .filter(({ nodeGroupId }) => nodeGroupId.startsWith(`${inputs["clusterName"]}:`))
    .reduce((sum, group) => sum + group.desiredSize, 0);
  return nodes > 0
    ? undefined
    : `waiting for EKS Add-On (${inputs["clusterName"]}:${inputs["addonName"]}) create: timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED'): InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the desired number of replicas.`;
}
