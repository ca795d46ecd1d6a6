import { textsAt, valueAt } from "../paths";
import type { Request } from "./aws-type";

const CLUSTER = "aws:eks/cluster:Cluster";
const SUBNET = "aws:ec2/subnet:Subnet";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** EKS's message if it refuses to create or to change a node group; undefined if it accepts. */
export function refuseNodeGroup(request: Request): string | undefined {
  return refuseSizes(request) ?? refuseNetwork(request) ?? refuseTemplate(request) ?? refuseVersion(request);
}

/** EKS compares with the desired size in the request, which an update takes from the program or its state. */
function refuseSizes({ inputs, before }: Request): string | undefined {
  const { minSize, desiredSize, maxSize } = inputs["scalingConfig"] as Record<string, number>;
  if (minSize! > desiredSize!) {
    return before
      ? `InvalidParameterException: Minimum capacity ${minSize} can't be greater than desired size ${desiredSize}`
      : "InvalidParameterException: minSize can't be greater than desiredSize";
  }
  if (desiredSize! > maxSize!) {
    return before
      ? `InvalidParameterException: desired capacity ${desiredSize} can't be greater than max size ${maxSize}`
      : "InvalidParameterException: desiredSize can't be greater than maxSize";
  }
  return undefined;
}

function refuseNetwork({ inputs, account }: Request): string | undefined {
  const cluster = account.find(CLUSTER, "name", inputs["clusterName"])!;
  const vpcOf = (id: string | undefined) => account.byId(SUBNET, id)?.inputs["vpcId"];
  const vpcId = vpcOf(textsAt(cluster.inputs, "vpcConfig.subnetIds[*]")[0]);
  const stranger = textsAt(inputs, "subnetIds[*]").find((id) => vpcOf(id) !== vpcId);
  return stranger && `InvalidParameterException: Subnets ${stranger} are not in the cluster's VPC ${vpcId}`;
}

function refuseTemplate({ inputs, account }: Request): string | undefined {
  const template = account.byId(LAUNCH_TEMPLATE, valueAt(inputs, "launchTemplate.id"));
  if (!template) return undefined;
  if (inputs["diskSize"] !== undefined) {
    return "InvalidParameterException: Disk size must be specified within the launch template.";
  }
  const version = String(valueAt(inputs, "launchTemplate.version"));
  const exists =
    version === "$Latest" ||
    version === "$Default" ||
    Number(version) <= Number(template.computed["latestVersion"]);
  return exists
    ? undefined
    : `InvalidRequestException: You tried to use a launch template version ${version} of ${template.id} that doesn't exist`;
}

/**
 * A kubelet may be older than the API server but not newer, and a node group can't go back: "You can't roll back a node
 * group to an earlier Kubernetes version" (API reference, UpdateNodegroupVersion).
 */
function refuseVersion({ inputs, account, before }: Request): string | undefined {
  const cluster = account.find(CLUSTER, "name", inputs["clusterName"])!;
  const [wanted, highest, current] = [inputs, cluster.inputs, before?.inputs ?? {}].map(
    ({ version }) => version,
  );
  const release = inputs["releaseVersion"];
  if (release !== undefined && (isNewer(release, wanted) || isNewer(wanted, release))) {
    return `InvalidParameterException: Requested release version ${release} is not valid for kubernetes version ${wanted}.`;
  }
  if (isNewer(wanted, highest)) {
    return `InvalidParameterException: Requested Nodegroup version ${wanted} is above the cluster's ${highest}`;
  }
  return isNewer(current, wanted)
    ? `InvalidParameterException: Requested Nodegroup version ${wanted} is below the node group's ${current}`
    : undefined;
}

/** Compares minor versions; a missing version is neither newer nor older. */
function isNewer(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return false;
  return Number(String(one).split(".")[1]) > Number(String(other).split(".")[1]);
}
