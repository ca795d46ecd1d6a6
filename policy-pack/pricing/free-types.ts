/** Packages whose resources cost nothing: Kubernetes objects are paid for with the nodes, the others only compute. */
const FREE_PACKAGES = new Set(["kubernetes", "pulumi", "random", "tls", "std", "time", "null", "command"]);

/** Types of AWS that cost nothing by themselves. */
export const FREE_TYPES: ReadonlySet<string> = new Set([
  "aws:autoscaling/tag:Tag",
  "aws:budgets/budget:Budget", // those with actions bill, by their actions
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
  "aws:costexplorer/anomalySubscription:AnomalySubscription",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  "aws:ec2/route:Route",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/tag:Tag",
  "aws:eks/accessEntry:AccessEntry",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  "aws:eks/addon:Addon",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "aws:kms/alias:Alias",
  "aws:lb/listener:Listener",
  "aws:lb/listenerRule:ListenerRule",
  "aws:lb/targetGroup:TargetGroup",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:rds/subnetGroup:SubnetGroup",
  "aws:route53/record:Record",
  "aws:scheduler/schedule:Schedule", // of invocations, the first 14 million a month are free
  "aws:sns/topic:Topic", // of requests, the first million a month is free; deliveries belong to subscriptions
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:ssm/parameter:Parameter",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
]);

/** Modules of AWS of which nothing costs. */
const FREE_MODULES = ["aws:iam/", "aws:acm/"];

/**
 * Whether a type is known to cost nothing. What is neither free nor has a pricer is reported as unpriced: a guess of
 * $0 would be a silent one. Components only group other resources; their types have no slash in the module.
 */
export function isFree(type: string): boolean {
  const [owner = "", module = ""] = type.split(":");
  if (FREE_PACKAGES.has(owner) || FREE_TYPES.has(type)) return true;
  if (FREE_MODULES.some((prefix) => type.startsWith(prefix))) return true;
  return !module.includes("/") && !owner.endsWith("-native");
}
