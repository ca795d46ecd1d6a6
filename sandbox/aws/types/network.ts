import { Address4 } from "ip-address";
import type { Account } from "../account";
import { textsAt } from "../paths";
import { cidr, oneOf } from "../rules";
import type { AwsTypes } from "./aws-type";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/** Letters of the zones in which a subnet may be; every region here has at least the first three. */
const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f"];

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const BLOCK = { shortest: 16, longest: 28 };

/** The VPC, its subnets and its gateways. */
export const network: AwsTypes = {
  [VPC]: {
    rules: [
      cidr("cidrBlock", BLOCK.shortest, BLOCK.longest),
      oneOf("instanceTenancy", ["default", "dedicated"]),
    ],
    taggable: true,
    notFound: (id) => `InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`,
    inUse: ({ id }) => `DependencyViolation: The vpc '${id}' has dependencies and cannot be deleted.`,
    create: ({ account }) => {
      const id = `vpc-${account.nextHex("vpc")}`;
      return {
        id,
        arn: account.arn("ec2", `vpc/${id}`),
        defaultSecurityGroupId: `sg-${account.nextHex("sg")}`,
        mainRouteTableId: `rtb-${account.nextHex("rtb")}`,
      };
    },
  },

  [SUBNET]: {
    rules: [cidr("cidrBlock", BLOCK.shortest, BLOCK.longest)],
    references: [{ path: "vpcId", type: VPC }],
    taggable: true,
    notFound: (id) => `InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
    inUse: ({ id }) => `DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted.`,
    refuse: ({ inputs, account, before }) => {
      const { vpcId, availabilityZone } = inputs;
      const block = String(inputs["cidrBlock"]);
      const zones = ZONE_LETTERS.map((letter) => account.region + letter);
      if (availabilityZone !== undefined && !zones.includes(String(availabilityZone))) {
        return `InvalidParameterValue: Value (${availabilityZone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.join(", ")}.`;
      }
      const vpc = account.byId(VPC, vpcId)!;
      if (!contains(String(vpc.inputs["cidrBlock"]), block)) {
        return `InvalidSubnet.Range: The CIDR '${block}' is invalid.`;
      }
      const conflict = account
        .all(SUBNET)
        .filter((subnet) => subnet.inputs["vpcId"] === vpcId && subnet.id !== before?.id)
        .some((subnet) => overlap(String(subnet.inputs["cidrBlock"]), block));
      return conflict
        ? `InvalidSubnet.Conflict: The CIDR '${block}' conflicts with another subnet`
        : undefined;
    },
    create: ({ inputs, account }) => {
      const id = `subnet-${account.nextHex("subnet")}`;
      return {
        id,
        arn: account.arn("ec2", `subnet/${id}`),
        availabilityZone: inputs["availabilityZone"] ?? `${account.region}a`,
      };
    },
  },

  [INTERNET_GATEWAY]: {
    references: [{ path: "vpcId", type: VPC }],
    unique: [
      {
        paths: ["vpcId"],
        taken: ([vpcId]) =>
          `InvalidParameterValue: Network ${vpcId} already has an internet gateway attached`,
      },
    ],
    taggable: true,
    notFound: (id) => `InvalidInternetGatewayID.NotFound: The internetGateway ID '${id}' does not exist`,
    refuseDelete: ({ inputs }, account) => {
      const vpcId = String(inputs["vpcId"]);
      return hasPublicAddresses(vpcId, account)
        ? `DependencyViolation: Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
        : undefined;
    },
    create: ({ account }) => {
      const id = `igw-${account.nextHex("igw")}`;
      return { id, arn: account.arn("ec2", `internet-gateway/${id}`) };
    },
  },

  "aws:ec2/eip:Eip": {
    rules: [oneOf("domain", ["vpc"])],
    taggable: true,
    notFound: (id) => `InvalidAllocationID.NotFound: The allocation ID '${id}' does not exist`,
    inUse: ({ id }) => `InvalidIPAddress.InUse: Address ${id} is in use.`,
    create: ({ account }) => {
      const digits = account.nextHex("eip");
      // TEST-NET-2 of RFC 5737: addresses for documentation
      return {
        id: `eipalloc-${digits}`,
        allocationId: `eipalloc-${digits}`,
        publicIp: `198.51.100.${parseInt(digits, 16) % 256}`,
      };
    },
  },

  [NAT_GATEWAY]: {
    rules: [oneOf("connectivityType", ["public", "private"])],
    references: [
      { path: "subnetId", type: SUBNET },
      { path: "allocationId", type: "aws:ec2/eip:Eip", by: "allocationId" },
    ],
    unique: [
      {
        paths: ["allocationId"],
        taken: ([id]) => `Resource.AlreadyAssociated: Elastic IP address [${id}] is already associated`,
      },
    ],
    taggable: true,
    notFound: (id) => `NatGatewayNotFound: The Nat Gateway ${id} was not found`,
    refuse: ({ inputs, account }) => {
      if (inputs["connectivityType"] === "private") return undefined;
      if (inputs["allocationId"] === undefined) {
        return "MissingParameter: The request must contain the parameter AllocationId for a public NAT gateway";
      }
      const vpcId = account.byId(SUBNET, inputs["subnetId"])!.inputs["vpcId"];
      return account.find(INTERNET_GATEWAY, "vpcId", vpcId)
        ? undefined
        : `Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`;
    },
    create: ({ account }) => ({ id: `nat-${account.nextHex("nat")}` }),
  },

  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    references: [{ path: "vpcId", type: VPC, whenGone: "delete" }],
    taggable: true,
    // AWS created the group with the VPC. The provider adopts it, and doesn't delete it in the end.
    create: ({ inputs, account }) => {
      const id = String(account.byId(VPC, inputs["vpcId"])?.computed["defaultSecurityGroupId"]);
      return { id, arn: account.arn("ec2", `security-group/${id}`) };
    },
  },
};

/** Whether a block lies inside another. */
export function contains(outer: string, inner: string): boolean {
  return new Address4(inner).isInSubnet(new Address4(outer));
}

function overlap(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

function hasPublicAddresses(vpcId: string, account: Account): boolean {
  const inVpc = (id: string) => account.byId(SUBNET, id)?.inputs["vpcId"] === vpcId;
  const gateways = account.all(NAT_GATEWAY).filter(({ inputs }) => inputs["connectivityType"] !== "private");
  const balancers = account.all(LOAD_BALANCER).filter(({ inputs }) => inputs["internal"] !== true);
  return (
    gateways.some(({ inputs }) => inVpc(String(inputs["subnetId"]))) ||
    balancers.some(({ inputs }) => textsAt(inputs, "subnets[*]").some(inVpc))
  );
}
