import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkSettings } from "./network.settings";
import { allocateSubnets, type ZoneSubnets } from "./subnets";

export interface NetworkArgs {
  stack: string;
  clusterName: string;
  region: string;
  settings: NetworkSettings;
}

/** A VPC with a public and a private subnet in each zone. Nodes and pods are in the private ones. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidr: string;
  /** In the order of the settings' zones, like {@link publicSubnetIds}. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly publicSubnetIds: pulumi.Output<string>[];

  constructor(
    name: string,
    private readonly args: NetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("betterprompts:components:Network", name, {}, opts);
    const blocks = allocateSubnets(args.settings.cidr, args.settings.zones);

    const vpc = this.vpc();
    this.closeDefaultSecurityGroup(vpc);
    const publicSubnets = blocks.map((block) => this.subnet(vpc, "public", block));
    const privateSubnets = blocks.map((block) => this.subnet(vpc, "private", block));
    const publicRoute = this.internetRoute(vpc, publicSubnets);
    const natGateways = this.natGateways(publicSubnets, publicRoute);
    const privateTables = this.privateRoutes(vpc, privateSubnets, natGateways);
    this.s3Endpoint(vpc, privateTables);

    this.vpcId = vpc.id;
    this.vpcCidr = args.settings.cidr;
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    this.registerOutputs({ vpcId: this.vpcId });
  }

  private vpc(): aws.ec2.Vpc {
    return new aws.ec2.Vpc(
      "vpc",
      {
        cidrBlock: this.args.settings.cidr,
        enableDnsHostnames: true, // the cluster's private endpoint resolves inside the VPC only with both
        enableDnsSupport: true,
        tags: this.nameTag("vpc"),
      },
      { parent: this },
    );
  }

  /** Nothing uses the security group that AWS creates with a VPC; without rules it can't be used by mistake either. */
  private closeDefaultSecurityGroup(vpc: aws.ec2.Vpc): void {
    new aws.ec2.DefaultSecurityGroup(
      "default-security-group",
      { vpcId: vpc.id, tags: this.nameTag("default-unused") },
      { parent: this },
    );
  }

  /** The role tags mark where the AWS load-balancer controller may place load balancers. */
  private subnet(vpc: aws.ec2.Vpc, kind: "public" | "private", block: ZoneSubnets): aws.ec2.Subnet {
    const role = kind === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
    return new aws.ec2.Subnet(
      `${kind}-${block.zone}`,
      {
        vpcId: vpc.id,
        availabilityZone: block.zone,
        cidrBlock: kind === "public" ? block.publicCidr : block.privateCidr,
        tags: {
          ...this.nameTag(`${kind}-${block.zone}`),
          [`kubernetes.io/cluster/${this.args.clusterName}`]: "shared",
          [role]: "1",
        },
      },
      { parent: this },
    );
  }

  private internetRoute(vpc: aws.ec2.Vpc, subnets: aws.ec2.Subnet[]): aws.ec2.Route {
    const gateway = new aws.ec2.InternetGateway(
      "internet-gateway",
      { vpcId: vpc.id, tags: this.nameTag("internet-gateway") },
      { parent: this },
    );
    const table = this.routeTable("public", vpc);
    subnets.forEach((subnet, index) => this.associate(`public-${this.zone(index)}`, subnet, table));
    return new aws.ec2.Route(
      "public-internet",
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      { parent: this },
    );
  }

  /** A gateway's address can only be reached once the public subnets lead to the internet. */
  private natGateways(publicSubnets: aws.ec2.Subnet[], publicRoute: aws.ec2.Route): aws.ec2.NatGateway[] {
    const natSubnets =
      this.args.settings.natGateways === "single" ? publicSubnets.slice(0, 1) : publicSubnets;
    return natSubnets.map((subnet, index) => {
      const zone = this.zone(index);
      const address = new aws.ec2.Eip(
        `nat-${zone}`,
        { domain: "vpc", tags: this.nameTag(`nat-${zone}`) },
        { parent: this, dependsOn: publicRoute },
      );
      return new aws.ec2.NatGateway(
        `nat-${zone}`,
        { allocationId: address.allocationId, subnetId: subnet.id, tags: this.nameTag(`nat-${zone}`) },
        { parent: this, dependsOn: publicRoute },
      );
    });
  }

  private privateRoutes(
    vpc: aws.ec2.Vpc,
    subnets: aws.ec2.Subnet[],
    natGateways: aws.ec2.NatGateway[],
  ): aws.ec2.RouteTable[] {
    return subnets.map((subnet, index) => {
      const zone = this.zone(index);
      const table = this.routeTable(`private-${zone}`, vpc);
      const natGateway = natGateways[index] ?? natGateways[0]!;
      new aws.ec2.Route(
        `private-${zone}-internet`,
        { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: natGateway.id },
        { parent: this },
      );
      this.associate(`private-${zone}`, subnet, table);
      return table;
    });
  }

  /** Free; and image layers, which ECR keeps in S3, don't pay the NAT gateway's price per GB. */
  private s3Endpoint(vpc: aws.ec2.Vpc, tables: aws.ec2.RouteTable[]): void {
    new aws.ec2.VpcEndpoint(
      "s3",
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${this.args.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: tables.map((table) => table.id),
        tags: this.nameTag("s3"),
      },
      { parent: this },
    );
  }

  private routeTable(name: string, vpc: aws.ec2.Vpc): aws.ec2.RouteTable {
    return new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags: this.nameTag(name) }, { parent: this });
  }

  private associate(name: string, subnet: aws.ec2.Subnet, table: aws.ec2.RouteTable): void {
    new aws.ec2.RouteTableAssociation(
      name,
      { subnetId: subnet.id, routeTableId: table.id },
      { parent: this },
    );
  }

  private zone(index: number): string {
    return this.args.settings.zones[index]!;
  }

  private nameTag(thing: string): { Name: string } {
    return { Name: `${this.args.stack}-${thing}` };
  }
}
