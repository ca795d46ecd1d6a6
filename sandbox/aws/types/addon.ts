import { json, oneOf, text } from "../rules";
import type { AwsTypes, Request } from "./aws-type";

const ADDON = "aws:eks/addon:Addon";
const CLUSTER = "aws:eks/cluster:Cluster";

/** Add-ons that run on every node; they are healthy without any node. */
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
      { path: "clusterName", type: CLUSTER, by: "name", whenGone: "delete" },
      { path: "serviceAccountRoleArn", type: "aws:iam/role:Role", by: "arn" },
    ],
    unique: [
      {
        paths: ["clusterName", "addonName"],
        taken: () => "ResourceInUseException: Addon already exists.",
      },
    ],
    taggable: true,
    refuse: (request) => refuseWithoutNodes(request) ?? refuseVersion(request),
    create: ({ inputs: { clusterName, addonName }, account }) => ({
      id: `${clusterName}:${addonName}`,
      arn: account.arn("eks", `addon/${clusterName}/${addonName}/${account.nextUuid("addon")}`),
    }),
  },
};

/** The provider waits until the add-on is active. Without a node its pods can't run, and the provider times out. */
function refuseWithoutNodes({ inputs, account, before }: Request): string | undefined {
  if (before || !ON_SOME_NODE.includes(String(inputs["addonName"]))) return undefined;
  const nodes = account.state.autoScalingGroups
    .filter(({ nodeGroupId }) => nodeGroupId.startsWith(`${inputs["clusterName"]}:`))
    .reduce((sum, group) => sum + group.desiredSize, 0);
  return nodes > 0
    ? undefined
    : `waiting for EKS Add-On (${inputs["clusterName"]}:${inputs["addonName"]}) create: timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED'): InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the desired number of replicas.`;
}

/** A version of kube-proxy belongs to one minor version of Kubernetes; an unchanged version is accepted. */
function refuseVersion({ inputs, account, before }: Request): string | undefined {
  const { addonName, addonVersion, clusterName } = inputs;
  if (
    addonName !== "kube-proxy" ||
    addonVersion === undefined ||
    addonVersion === before?.inputs["addonVersion"]
  ) {
    return undefined;
  }
  const version = account.find(CLUSTER, "name", clusterName)!.inputs["version"];
  return version === undefined || String(addonVersion).startsWith(`v${version}.`)
    ? undefined
    : "InvalidParameterException: Addon version specified is not supported";
}
