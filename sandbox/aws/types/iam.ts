import { each, policyDocument, text } from "../rules";
import { textsAt } from "../paths";
import type { StoredResource } from "../state";
import type { AwsTypes } from "./aws-type";

const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const POLICY = "aws:iam/rolePolicy:RolePolicy";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_NAME = { pattern: /^[\w+=,.@-]+$/, longest: 64 };
const POLICY_NAME = { pattern: /^[\w+=,.@-]+$/, longest: 128 };
const TRUST_POLICY_CHARACTERS = 2048;
const INLINE_POLICY_CHARACTERS = 10_240;
const ATTACHED_POLICIES = 10;

/** AWS managed policies that a stack like this may attach; AWS has many more. */
const MANAGED_POLICIES = [
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSVPCResourceController",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonPrometheusQueryAccess",
  "AmazonPrometheusRemoteWriteAccess",
  "AmazonSSMManagedInstanceCore",
  "CloudWatchAgentServerPolicy",
  "service-role/AmazonEBSCSIDriverPolicy",
].map((name) => `arn:aws:iam::aws:policy/${name}`);

/** Roles with their policies, and identity providers. */
export const iam: AwsTypes = {
  [ROLE]: {
    rules: [
      text("name", ROLE_NAME.pattern, ROLE_NAME.longest),
      policyDocument("assumeRolePolicy", TRUST_POLICY_CHARACTERS),
      text("description", /^/, 1000),
    ],
    unique: [
      { paths: ["name"], taken: ([name]) => `EntityAlreadyExists: Role with name ${name} already exists.` },
    ],
    naming: { input: "name", prefix: "namePrefix", longest: ROLE_NAME.longest },
    taggable: true,
    notFound: (name) => `NoSuchEntity: The role with name ${name} cannot be found.`,
    inUse: roleInUse,
    create: ({ inputs, account }) => ({
      id: String(inputs["name"]),
      arn: account.globalArn("iam", `role/${inputs["name"]}`),
      uniqueId: `AROA${account.nextHex("role").toUpperCase()}`,
    }),
  },

  [POLICY]: {
    rules: [
      text("name", POLICY_NAME.pattern, POLICY_NAME.longest),
      policyDocument("policy", INLINE_POLICY_CHARACTERS),
    ],
    references: [{ path: "role", type: ROLE }],
    naming: { input: "name", prefix: "namePrefix", longest: POLICY_NAME.longest },
    create: ({ inputs }) => ({ id: `${inputs["role"]}:${inputs["name"]}` }),
  },

  [ATTACHMENT]: {
    rules: [
      each("policyArn", (arn) =>
        MANAGED_POLICIES.includes(String(arn)) || !String(arn).startsWith("arn:aws:iam::aws:")
          ? undefined
          : `NoSuchEntity: Policy ${arn} does not exist or is not attachable. (sandbox/aws/types/iam.ts lists the known policies.)`,
      ),
    ],
    references: [{ path: "role", type: ROLE }],
    refuse: ({ inputs, account }) => {
      const attached = account.all(ATTACHMENT).filter((each) => each.inputs["role"] === inputs["role"]);
      return attached.length >= ATTACHED_POLICIES
        ? `LimitExceeded: Cannot exceed quota for PoliciesPerRole: ${ATTACHED_POLICIES}`
        : undefined;
    },
    create: ({ inputs }) => ({ id: `${inputs["role"]}/${inputs["policyArn"]}` }),
  },

  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    rules: [
      each("url", (url) =>
        /^https:\/\/[^?]+$/.test(String(url))
          ? undefined
          : `ValidationError: Invalid Open ID Connect Provider URL "${url}"`,
      ),
      (inputs) =>
        textsAt(inputs, "clientIdLists[*]").length > 100
          ? [{ path: "clientIdLists", reason: "LimitExceeded: at most 100 audiences" }]
          : [],
    ],
    unique: [
      {
        paths: ["url"],
        taken: ([url]) => `EntityAlreadyExists: Provider with url ${url} already exists.`,
      },
    ],
    taggable: true,
    create: ({ inputs, account }) => {
      const arn = account.globalArn("iam", `oidc-provider/${String(inputs["url"]).replace("https://", "")}`);
      return { id: arn, arn };
    },
  },
};

function roleInUse(role: StoredResource, user: StoredResource): string {
  const reasons: Record<string, string> = {
    [ATTACHMENT]: "must detach all policies first.",
    [POLICY]: "must delete policies first.",
    "aws:eks/nodeGroup:NodeGroup": "must remove roles from instance profile first.",
  };
  // IAM would delete the role of a cluster or an add-on, which could then do nothing any more.
  return `DeleteConflict: Cannot delete entity, ${reasons[user.type] ?? `${user.id} uses role ${role.id}.`}`;
}
