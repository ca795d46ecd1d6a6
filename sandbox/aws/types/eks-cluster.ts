import { readClusterAccess } from "../cluster-access";
import { textsAt, valueAt } from "../paths";
import { each, cidr, oneOf, text } from "../rules";
import { standardSupportEnds } from "../../../policy-pack/pricing/pricers/control-plane";
import { callerIdentity, type Account } from "../account";
import type { StoredResource } from "../state";
import type { AwsTypes, Request } from "./aws-type";

const CLUSTER = "aws:eks/cluster:Cluster";
const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SUBNET = "aws:ec2/subnet:Subnet";

const ACCESS_POLICY = /^arn:aws:eks::aws:cluster-access-policy\/AmazonEKS\w*Policy$/;

const ENTRY_TAKEN =
  "ResourceInUseException: The specified access entry resource is already in use on this cluster.";

/** The control plane, and its access entries. */
export const eksCluster: AwsTypes = {
  [CLUSTER]: {
    rules: [
      text("name", /^[0-9A-Za-z][A-Za-z0-9_-]*$/, 100),
      oneOf("version", Object.keys(standardSupportEnds)),
      oneOf("enabledClusterLogTypes[*]", ["api", "audit", "authenticator", "controllerManager", "scheduler"]),
      oneOf("accessConfig.authenticationMode", ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"]),
      cidr("vpcConfig.publicAccessCidrs[*]"),
      someEndpoint,
    ],
    references: [
      { path: "roleArn", type: "aws:iam/role:Role", by: "arn" },
      { path: "vpcConfig.subnetIds[*]", type: SUBNET },
      { path: "encryptionConfig.provider.keyArn", type: "aws:kms/key:Key", by: "arn" },
    ],
    unique: [
      {
        paths: ["name"],
        taken: ([name]) => `ResourceInUseException: Cluster already exists with name: ${name}`,
      },
    ],
    naming: { input: "name", longest: 100 },
    taggable: true,
    notFound: (name) => `ResourceNotFoundException: No cluster found for name: ${name}.`,
    inUse: () => "ResourceInUseException: Cluster has nodegroups attached",
    refuse: (request) => refuseZones(request) ?? refuseAnotherVpc(request) ?? refuseVersion(request),
    refuseDelete: ({ inputs }) =>
      inputs["deletionProtection"] === true
        ? "InvalidRequestException: Cluster deletion protection is enabled"
        : undefined,
    create: clusterOutputs,
    outputs: ({ vpcConfig }, { clusterSecurityGroupId }) => ({
      vpcConfig: { ...(vpcConfig as object), clusterSecurityGroupId },
    }),
    created: makeCompanions,
  },

  [ACCESS_ENTRY]: {
    rules: [
      oneOf("type", ["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX"]),
      each("principalArn", (arn) =>
        /^arn:aws:iam::\d{12}:(role|user)\/.+$/.test(String(arn))
          ? undefined
          : `InvalidParameterException: The principalArn parameter format is not valid: "${arn}"`,
      ),
    ],
    references: [{ path: "clusterName", type: CLUSTER, by: "name", whenGone: "delete" }],
    unique: [{ paths: ["clusterName", "principalArn"], taken: () => ENTRY_TAKEN }],
    taggable: true,
    // EKS has created an entry for the identity that created the cluster.
    refuse: ({ inputs }) => (inputs["principalArn"] === callerIdentity.arn ? ENTRY_TAKEN : undefined),
    create: ({ inputs, account }) => ({
      id: `${inputs["clusterName"]}:${inputs["principalArn"]}`,
      accessEntryArn: account.arn(
        "eks",
        `access-entry/${inputs["clusterName"]}/${account.nextUuid("access entry")}`,
      ),
    }),
  },

  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    rules: [
      each("policyArn", (arn) =>
        ACCESS_POLICY.test(String(arn))
          ? undefined
          : `InvalidParameterException: The policyArn parameter format is not valid: "${arn}"`,
      ),
      oneOf("accessScope.type", ["cluster", "namespace"]),
    ],
    references: [{ path: "clusterName", type: CLUSTER, by: "name", whenGone: "delete" }],
    refuse: ({ inputs: { clusterName, principalArn }, account }) =>
      account.byId(ACCESS_ENTRY, `${clusterName}:${principalArn}`)
        ? undefined
        : "ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
    create: ({ inputs: { clusterName, principalArn, policyArn } }) => ({
      id: `${clusterName}#${principalArn}#${policyArn}`,
      associatedAt: "2026-01-01T00:00:00Z",
    }),
  },
};

function someEndpoint(inputs: Request["inputs"]) {
  const closed =
    valueAt(inputs, "vpcConfig.endpointPublicAccess") === false &&
    valueAt(inputs, "vpcConfig.endpointPrivateAccess") !== true;
  return closed
    ? [
        {
          path: "vpcConfig.endpointPublicAccess",
          reason: "Private and public endpoint access cannot be both disabled",
        },
      ]
    : [];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html, "Subnet requirements for clusters" */
function refuseZones({ inputs, account }: Request): string | undefined {
  const subnets = textsAt(inputs, "vpcConfig.subnetIds[*]").map((id) => account.byId(SUBNET, id)!);
  const zones = subnets.map((subnet) =>
    valueAt({ ...subnet.computed, ...subnet.inputs }, "availabilityZone"),
  );
  if (new Set(zones).size < 2) {
    return "InvalidParameterException: Subnets specified must be in at least two different AZs";
  }
  if (new Set(subnets.map((subnet) => subnet.inputs["vpcId"])).size > 1) {
    return "InvalidParameterException: Subnets specified must belong to the same VPC";
  }
  return zones.includes("us-east-1e")
    ? `UnsupportedAvailabilityZoneException: Cannot create cluster '${inputs["name"]}' because us-east-1e, the targeted availability zone, does not currently have sufficient capacity to support the cluster.`
    : undefined;
}

/** UpdateClusterConfig takes only subnets of the VPC in which the cluster was created. */
function refuseAnotherVpc({ inputs, account, before }: Request): string | undefined {
  if (!before) return undefined;
  const [was, wanted] = [before.inputs, inputs].map(
    (each) => account.byId(SUBNET, textsAt(each, "vpcConfig.subnetIds[*]")[0])?.inputs["vpcId"],
  );
  return was === wanted
    ? undefined
    : `InvalidParameterException: Provided subnets belong to the VPC ${wanted}. Expected ${was}`;
}

/** Only upwards, one minor version at a time. */
function refuseVersion({ inputs, before }: Request): string | undefined {
  if (!before) return undefined;
  const [from, to] = [before.inputs["version"], inputs["version"]].map((version) => String(version));
  const steps = Number(to!.split(".")[1]) - Number(from!.split(".")[1]);
  return steps === 0 || steps === 1
    ? undefined
    : `InvalidParameterException: Unsupported Kubernetes minor version update from ${from} to ${to}`;
}

function clusterOutputs({ inputs, account }: Request) {
  const name = String(inputs["name"]);
  const digits = account.nextHex("cluster", 32).toUpperCase();
  const access = readClusterAccess();
  return {
    id: name,
    arn: account.arn("eks", `cluster/${name}`),
    endpoint: access?.endpoint ?? `https://${digits}.gr7.${account.region}.eks.amazonaws.com`,
    certificateAuthority: { data: access?.certificateAuthority ?? "" },
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${account.region}.amazonaws.com/id/${digits}` }] }],
    status: "ACTIVE",
    platformVersion: "eks.1",
    clusterSecurityGroupId: `sg-${account.nextHex("sg")}`,
  };
}

/** EKS creates a security group with the cluster, and its log group if there is none yet. */
function makeCompanions(cluster: StoredResource, account: Account): void {
  const [subnetId] = textsAt(cluster.inputs, "vpcConfig.subnetIds[*]");
  const groupId = String(cluster.computed["clusterSecurityGroupId"]);
  account.state.resources.push({
    type: "aws:ec2/securityGroup:SecurityGroup",
    id: groupId,
    madeWith: cluster.id,
    inputs: { name: `eks-cluster-sg-${cluster.id}`, vpcId: account.byId(SUBNET, subnetId)!.inputs["vpcId"] },
    computed: { arn: account.arn("ec2", `security-group/${groupId}`) },
  });
  const logGroup = `/aws/eks/${cluster.id}/cluster`;
  const logs = textsAt(cluster.inputs, "enabledClusterLogTypes[*]").length > 0;
  if (logs && !account.byId(LOG_GROUP, logGroup)) {
    account.state.resources.push({ type: LOG_GROUP, id: logGroup, inputs: { name: logGroup }, computed: {} });
  }
}
