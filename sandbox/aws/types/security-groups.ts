import { valueAt } from "../paths";
import { between, cidr, exactlyOne, text, type Problem } from "../rules";
import type { Properties } from "../state";
import type { AwsType, AwsTypes, Request } from "./aws-type";

const VPC = "aws:ec2/vpc:Vpc";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** EC2's characters for names and descriptions of groups in a VPC (CreateSecurityGroup). */
const CHARACTERS = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, in one direction */
const RULES_PER_GROUP = 60;

const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** Security groups and their rules. */
export const securityGroups: AwsTypes = {
  [SECURITY_GROUP]: {
    rules: [
      text("name", CHARACTERS, 255),
      text("name", /^(?!sg-)/, 255),
      text("description", CHARACTERS, 255),
    ],
    references: [{ path: "vpcId", type: VPC }],
    unique: [
      {
        paths: ["name", "vpcId"],
        taken: ([name, vpcId]) =>
          `InvalidGroup.Duplicate: The security group '${name}' already exists for VPC '${vpcId}'`,
      },
    ],
    naming: { input: "name", prefix: "namePrefix", longest: 255 },
    taggable: true,
    notFound: (id) => `InvalidGroup.NotFound: The security group '${id}' does not exist`,
    inUse: ({ id }) => `DependencyViolation: resource ${id} has a dependent object`,
    create: ({ account }) => {
      const id = `sg-${account.nextHex("sg")}`;
      return { id, arn: account.arn("ec2", `security-group/${id}`) };
    },
  },
  [INGRESS]: groupRule(INGRESS),
  [EGRESS]: groupRule(EGRESS),
};

function groupRule(token: string): AwsType {
  return {
    rules: [
      cidr("cidrIpv4"),
      text("ipProtocol", /^(tcp|udp|icmp|icmpv6|-1|\d{1,3})$/, 6),
      text("description", CHARACTERS, 255),
      between("fromPort", -1, 65535),
      between("toPort", -1, 65535),
      exactlyOne(PEERS),
      portsInOrder,
    ],
    references: [
      { path: "securityGroupId", type: SECURITY_GROUP, whenGone: "delete" },
      { path: "referencedSecurityGroupId", type: SECURITY_GROUP },
    ],
    taggable: true,
    refuse: (request) => duplicateOrTooMany(token, request),
    create: ({ account }) => {
      const id = `sgr-${account.nextHex("sgr")}`;
      return { id, securityGroupRuleId: id, arn: account.arn("ec2", `security-group-rule/${id}`) };
    },
  };
}

/** A rule for all protocols has no ports; -1 means every ICMP type. */
function portsInOrder(inputs: Properties): Problem[] {
  const [from, to] = [valueAt(inputs, "fromPort"), valueAt(inputs, "toPort")];
  if (from === undefined || to === undefined || Number(from) <= Number(to)) return [];
  return [{ path: "fromPort", reason: `${from} is above toPort, ${to}` }];
}

function duplicateOrTooMany(token: string, { inputs, account, before }: Request): string | undefined {
  const others = account
    .all(token)
    .filter((rule) => rule.inputs["securityGroupId"] === inputs["securityGroupId"] && rule.id !== before?.id);
  if (others.length >= RULES_PER_GROUP) {
    return "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.";
  }
  const same = [...PEERS, "ipProtocol", "fromPort", "toPort"];
  if (!others.some((rule) => same.every((key) => rule.inputs[key] === inputs[key]))) return undefined;
  const peer = PEERS.map((key) => inputs[key]).find((value) => value !== undefined);
  const { ipProtocol, fromPort, toPort } = inputs;
  return `InvalidPermission.Duplicate: the specified rule "peer: ${peer}, ${String(ipProtocol).toUpperCase()}, from port: ${fromPort}, to port: ${toPort}, ALLOW" already exists`;
}
