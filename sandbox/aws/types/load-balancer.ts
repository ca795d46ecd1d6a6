import { textsAt } from "../paths";
import { between, each, oneOf, text } from "../rules";
import type { AwsTypes, Request } from "./aws-type";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const SUBNET = "aws:ec2/subnet:Subnet";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** Names of load balancers and target groups (CreateLoadBalancer, CreateTargetGroup). */
const NAME = { pattern: /^(?!-)[A-Za-z0-9-]*(?<!-)$/, longest: 32 };

/** Load balancers and the groups of targets behind them. */
export const loadBalancers: AwsTypes = {
  [LOAD_BALANCER]: {
    rules: [
      text("name", NAME.pattern, NAME.longest),
      each("name", (name) =>
        String(name).startsWith("internal-")
          ? `a load balancer's name can't begin with "internal-"`
          : undefined,
      ),
      oneOf("loadBalancerType", ["application", "network", "gateway"]),
      oneOf("ipAddressType", ["ipv4", "dualstack", "dualstack-without-public-ipv4"]),
      between("idleTimeout", 1, 4000),
    ],
    references: [
      { path: "subnets[*]", type: SUBNET },
      { path: "securityGroups[*]", type: SECURITY_GROUP },
    ],
    unique: [{ paths: ["name"], taken: ([name]) => `ELBv2 Load Balancer (${name}) already exists` }],
    naming: { input: "name", prefix: "namePrefix", longest: NAME.longest },
    taggable: true,
    notFound: (arn) => `LoadBalancerNotFound: Load balancer '${arn}' not found`,
    refuse: refusePlacement,
    refuseDelete: ({ id, inputs }) =>
      inputs["enableDeletionProtection"] === true
        ? `OperationNotPermitted: Load balancer '${id}' cannot be deleted because deletion protection is enabled`
        : undefined,
    create: ({ inputs, account }) => {
      const digits = account.nextHex("load balancer", 16);
      const arn = account.arn("elasticloadbalancing", `loadbalancer/app/${inputs["name"]}/${digits}`);
      return {
        id: arn,
        arn,
        arnSuffix: `app/${inputs["name"]}/${digits}`,
        dnsName: `${inputs["name"]}-${parseInt(digits, 16)}.${account.region}.elb.amazonaws.com`,
        vpcId: account.byId(SUBNET, textsAt(inputs, "subnets[*]")[0])?.inputs["vpcId"],
      };
    },
  },

  [TARGET_GROUP]: {
    rules: [
      text("name", NAME.pattern, NAME.longest),
      oneOf("targetType", ["instance", "ip", "lambda", "alb"]),
      oneOf("protocol", ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"]),
      between("port", 1, 65535),
      between("deregistrationDelay", 0, 3600),
      text("healthCheck.path", /^\//, 1024),
      between("healthCheck.interval", 5, 300),
      between("healthCheck.timeout", 2, 120),
      between("healthCheck.healthyThreshold", 2, 10),
      between("healthCheck.unhealthyThreshold", 2, 10),
      each("healthCheck", timeoutBelowInterval),
    ],
    references: [{ path: "vpcId", type: "aws:ec2/vpc:Vpc", whenGone: "dangle" }],
    unique: [{ paths: ["name"], taken: ([name]) => `ELBv2 Target Group (${name}) already exists` }],
    naming: { input: "name", prefix: "namePrefix", longest: NAME.longest },
    taggable: true,
    notFound: (arn) => `TargetGroupNotFound: Target groups '${arn}' not found`,
    inUse: ({ id }) => `ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`,
    create: ({ inputs, account }) => {
      const digits = account.nextHex("target group", 16);
      const arn = account.arn("elasticloadbalancing", `targetgroup/${inputs["name"]}/${digits}`);
      return { id: arn, arn, arnSuffix: `targetgroup/${inputs["name"]}/${digits}` };
    },
  },
};

function timeoutBelowInterval(healthCheck: unknown): string | undefined {
  const { timeout, interval } = healthCheck as { timeout?: number; interval?: number };
  return typeof timeout === "number" && typeof interval === "number" && timeout >= interval
    ? `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`
    : undefined;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
function refusePlacement({ inputs, account }: Request): string | undefined {
  const subnets = textsAt(inputs, "subnets[*]").map((id) => account.byId(SUBNET, id)!);
  const zones = subnets.map(
    (subnet) => subnet.inputs["availabilityZone"] ?? subnet.computed["availabilityZone"],
  );
  if (new Set(zones).size < 2) {
    return "ValidationError: At least two subnets in two different Availability Zones must be specified";
  }
  if (new Set(zones).size < zones.length) {
    return "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone";
  }
  const vpcId = subnets[0]!.inputs["vpcId"];
  const stranger = textsAt(inputs, "securityGroups[*]").find(
    (id) => account.byId(SECURITY_GROUP, id)!.inputs["vpcId"] !== vpcId,
  );
  if (stranger || subnets.some((subnet) => subnet.inputs["vpcId"] !== vpcId)) {
    return "InvalidConfigurationRequest: One or more security groups or subnets are not in the load balancer's VPC";
  }
  const reachable = account.find("aws:ec2/internetGateway:InternetGateway", "vpcId", vpcId);
  return inputs["internal"] === true || reachable
    ? undefined
    : `InvalidSubnet: VPC ${vpcId} has no internet gateway`;
}
