import { textsAt } from "../paths";
import { cidr, each, exactlyOne, oneOf } from "../rules";
import type { AwsTypes } from "./aws-type";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const GATEWAY_ENDPOINTS = ["s3", "dynamodb"]; // https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

/** Targets of a route; it has exactly one. */
const TARGETS = [
  "gatewayId",
  "natGatewayId",
  "egressOnlyGatewayId",
  "networkInterfaceId",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

/** Route tables, routes and VPC endpoints. */
export const routes: AwsTypes = {
  [ROUTE_TABLE]: {
    references: [{ path: "vpcId", type: VPC }],
    taggable: true,
    notFound: (id) => `InvalidRouteTableID.NotFound: The routeTable ID '${id}' does not exist`,
    inUse: ({ id }) => `DependencyViolation: The routeTable '${id}' has dependencies and cannot be deleted.`,
    create: ({ account }) => {
      const id = `rtb-${account.nextHex("rtb")}`;
      return { id, arn: account.arn("ec2", `route-table/${id}`) };
    },
  },

  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    references: [
      { path: "subnetId", type: SUBNET, whenGone: "delete" },
      { path: "routeTableId", type: ROUTE_TABLE },
    ],
    unique: [
      {
        paths: ["subnetId"],
        taken: ([subnetId]) =>
          `Resource.AlreadyAssociated: the specified association for subnet ${subnetId} conflicts with an existing association`,
      },
    ],
    refuse: ({ inputs, account }) => {
      const subnet = account.byId(SUBNET, inputs["subnetId"]);
      const table = account.byId(ROUTE_TABLE, inputs["routeTableId"])!;
      return subnet && subnet.inputs["vpcId"] !== table.inputs["vpcId"]
        ? `InvalidParameterValue: Route table ${table.id} and subnet ${subnet.id} belong to different networks`
        : undefined;
    },
    create: ({ account }) => ({ id: `rtbassoc-${account.nextHex("rtbassoc")}` }),
  },

  [ROUTE]: {
    rules: [cidr("destinationCidrBlock"), exactlyOne(TARGETS)],
    references: [
      { path: "routeTableId", type: ROUTE_TABLE, whenGone: "delete" },
      { path: "gatewayId", type: "aws:ec2/internetGateway:InternetGateway", whenGone: "dangle" },
      { path: "natGatewayId", type: "aws:ec2/natGateway:NatGateway", whenGone: "dangle" },
    ],
    unique: [
      {
        paths: ["routeTableId", "destinationCidrBlock"],
        taken: ([, destination]) =>
          `RouteAlreadyExists: The route identified by ${destination} already exists.`,
      },
    ],
    // AWS has a hash of the destination in place of the number.
    create: ({ inputs, account }) => ({
      id: `r-${inputs["routeTableId"]}${parseInt(account.nextHex("route"), 16)}`,
      state: "active",
    }),
  },

  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    rules: [
      oneOf("vpcEndpointType", ["Gateway", "Interface", "GatewayLoadBalancer"]),
      each("serviceName", (name) =>
        /^(com|aws)\.[a-z0-9.-]+$/.test(String(name)) ? undefined : `"${name}" is not a service's name`,
      ),
    ],
    references: [
      { path: "vpcId", type: VPC },
      { path: "routeTableIds[*]", type: ROUTE_TABLE, whenGone: "dangle" },
      { path: "subnetIds[*]", type: SUBNET },
    ],
    taggable: true,
    refuse: ({ inputs, account }) => {
      const { serviceName, vpcEndpointType = "Gateway", vpcId } = inputs;
      const prefix = `com.amazonaws.${account.region}.`;
      const known =
        vpcEndpointType !== "Gateway" || GATEWAY_ENDPOINTS.some((name) => serviceName === prefix + name);
      if (!String(serviceName).startsWith(prefix) || !known) {
        return `InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist`;
      }
      const stranger = textsAt(inputs, "routeTableIds[*]").find(
        (id) => account.byId(ROUTE_TABLE, id)!.inputs["vpcId"] !== vpcId,
      );
      return stranger && `InvalidParameter: Route table ${stranger} does not belong to the network ${vpcId}`;
    },
    create: ({ account }) => {
      const id = `vpce-${account.nextHex("vpce")}`;
      return { id, arn: account.arn("ec2", `vpc-endpoint/${id}`), state: "available" };
    },
  },
};
