import assert from "node:assert/strict";
import { network } from "./fixtures";
import { faults, TestAccount } from "./test-account";

const TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

function withTable() {
  const aws = new TestAccount();
  const around = network(aws);
  return { aws, ...around, table: aws.make(TABLE, { vpcId: around.vpc.id }) };
}

describe("the sandbox's routes", () => {
  it("have one existing target, and a unique destination", () => {
    const { aws, table, gateway } = withTable();
    const route = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id };
    aws.refuses(/InvalidInternetGatewayID.NotFound/, () => aws.make(ROUTE, { ...route, gatewayId: "igw-0" }));
    assert.match(aws.make(ROUTE, route).id, /^r-rtb-/);
    aws.refuses(/RouteAlreadyExists/, () => aws.make(ROUTE, route));
    assert.deepEqual(faults(ROUTE, { ...route, natGatewayId: "nat-1" }), ["natGatewayId"]);
    assert.deepEqual(faults(ROUTE, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" }), [
      "gatewayId",
    ]);
  });

  it("are deleted with their table, which can't be deleted with subnets", () => {
    const { aws, table, gateway, subnetIds, subnets } = withTable();
    aws.make(ROUTE, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
    aws.make(ASSOCIATION, { subnetId: subnetIds[0], routeTableId: table.id });
    aws.refuses(/DependencyViolation: The routeTable/, () => aws.delete(table));
    aws.delete(subnets[0]!); // the association is deleted too
    aws.delete(table);
    assert.deepEqual(aws.account.all(ROUTE), []);
    assert.deepEqual(aws.account.all(ASSOCIATION), []);
  });

  it("are from one table for a subnet, of its own VPC", () => {
    const { aws, table, vpc, subnetIds } = withTable();
    const foreign = network(aws);
    aws.refuses(/belong to different networks/, () =>
      aws.make(ASSOCIATION, { subnetId: foreign.subnetIds[0], routeTableId: table.id }),
    );
    aws.make(ASSOCIATION, { subnetId: subnetIds[0], routeTableId: table.id });
    const second = aws.make(TABLE, { vpcId: vpc.id });
    aws.refuses(/Resource.AlreadyAssociated/, () =>
      aws.make(ASSOCIATION, { subnetId: subnetIds[0], routeTableId: second.id }),
    );
  });
});

describe("the sandbox's VPC endpoints", () => {
  it("need a service of the region", () => {
    const { aws, vpc, table } = withTable();
    const endpoint = { vpcId: vpc.id, vpcEndpointType: "Gateway", routeTableIds: [table.id] };
    aws.make(ENDPOINT, { ...endpoint, serviceName: "com.amazonaws.us-east-1.s3" });
    for (const serviceName of ["com.amazonaws.us-east-1.sqs", "com.amazonaws.eu-west-1.s3"]) {
      aws.refuses(`InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist`, () =>
        aws.make(ENDPOINT, { ...endpoint, serviceName }),
      );
    }
    aws.make(ENDPOINT, {
      vpcId: vpc.id,
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.us-east-1.sqs",
    });
  });

  it("prevent the VPC's deletion, and accept only its route tables", () => {
    const { aws, vpc } = withTable();
    const foreign = withTable();
    const serviceName = "com.amazonaws.us-east-1.s3";
    aws.make(ENDPOINT, { vpcId: vpc.id, serviceName });
    const lonely = aws.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    aws.make(ENDPOINT, { vpcId: lonely.id, serviceName });
    aws.refuses(/DependencyViolation: The vpc/, () => aws.delete(lonely));
    aws.refuses(/InvalidVpcID.NotFound/, () => aws.make(ENDPOINT, { vpcId: "vpc-0", serviceName }));
    aws.refuses(/InvalidSubnetID.NotFound/, () =>
      aws.make(ENDPOINT, { vpcId: vpc.id, serviceName, subnetIds: ["subnet-0"] }),
    );
    const other = network(foreign.aws);
    foreign.aws.refuses(/does not belong to the network/, () =>
      foreign.aws.make(ENDPOINT, { vpcId: other.vpc.id, serviceName, routeTableIds: [foreign.table.id] }),
    );
  });
});
