import assert from "node:assert/strict";
import type { Properties } from "../../../sandbox/aws/state";
import { UNCHANGEABLE_INPUTS } from "../../../planner/unchangeable-inputs";
import { awsType, awsTypes } from "../../../sandbox/aws/types/all";
import { faults, replaces } from "./test-account";

/** Types without tags in AWS, or that the provider doesn't tag. */
const UNTAGGED = [
  "aws:autoscaling/tag:Tag",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:scheduler/schedule:Schedule",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
];

/** A value that AWS refuses, and one that it accepts. */
const CHOICES: [type: string, path: string, wrong: unknown, right: unknown][] = [
  ["aws:autoscaling/tag:Tag", "tag.key", "aws:mine", "mine"],
  ["aws:budgets/budget:Budget", "budgetType", "MONEY", "COST"],
  ["aws:budgets/budget:Budget", "notifications[0].comparisonOperator", "ABOVE", "GREATER_THAN"],
  ["aws:budgets/budget:Budget", "notifications[0].thresholdType", "USD", "ABSOLUTE_VALUE"],
  ["aws:costexplorer/anomalyMonitor:AnomalyMonitor", "monitorDimension", "REGION", "SERVICE"],
  ["aws:costexplorer/anomalyMonitor:AnomalyMonitor", "monitorType", "OWN", "CUSTOM"],
  ["aws:costexplorer/anomalyMonitor:AnomalyMonitor", "name", "", "it"],
  ["aws:costexplorer/anomalySubscription:AnomalySubscription", "frequency", "HOURLY", "DAILY"],
  ["aws:costexplorer/anomalySubscription:AnomalySubscription", "name", "", "it"],
  ["aws:ec2/eip:Eip", "domain", "standard", "vpc"],
  ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpEndpoint", "on", "enabled"],
  ["aws:ec2/launchTemplate:LaunchTemplate", "tagSpecifications[0].resourceType", "node", "instance"],
  ["aws:ec2/natGateway:NatGateway", "connectivityType", "open", "public"],
  ["aws:ec2/route:Route", "destinationCidrBlock", "0.0.0.0", "0.0.0.0/0"],
  ["aws:ec2/subnet:Subnet", "cidrBlock", "10.0.0.0/15", "10.0.0.0/16"],
  ["aws:ec2/vpc:Vpc", "instanceTenancy", "shared", "dedicated"],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "vpcEndpointType", "Proxy", "Interface"],
  ["aws:eks/accessEntry:AccessEntry", "type", "ADMIN", "STANDARD"],
  ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "accessScope.type", "all", "cluster"],
  ["aws:eks/addon:Addon", "resolveConflictsOnCreate", "PRESERVE", "OVERWRITE"],
  ["aws:eks/addon:Addon", "resolveConflictsOnUpdate", "KEEP", "PRESERVE"],
  ["aws:eks/cluster:Cluster", "accessConfig.authenticationMode", "IAM", "API"],
  ["aws:eks/cluster:Cluster", "enabledClusterLogTypes[0]", "all", "api"],
  ["aws:eks/cluster:Cluster", "name", "-main", "main"],
  ["aws:eks/nodeGroup:NodeGroup", "amiType", "AL2_x86_64", "AL2023_x86_64_STANDARD"],
  ["aws:eks/nodeGroup:NodeGroup", "capacityType", "spot", "SPOT"],
  ["aws:eks/nodeGroup:NodeGroup", "nodeGroupName", "a b", "a-b"],
  ["aws:eks/nodeGroup:NodeGroup", "scalingConfig.minSize", -1, 0],
  ["aws:eks/nodeGroup:NodeGroup", "scalingConfig.desiredSize", 451, 450],
  ["aws:eks/nodeGroup:NodeGroup", "taints[0].key", "", "a"],
  ["aws:eks/nodeGroup:NodeGroup", "taints[0].value", "x".repeat(64), "x".repeat(63)],
  ["aws:eks/nodeGroup:NodeGroup", "updateConfig.maxUnavailable", 0, 1],
  ["aws:eks/nodeGroup:NodeGroup", "updateConfig.maxUnavailablePercentage", 101, 100],
  ["aws:iam/role:Role", "description", "x".repeat(1001), "x".repeat(1000)],
  ["aws:iam/rolePolicy:RolePolicy", "name", "a b", "a-b"],
  ["aws:kms/key:Key", "description", "x".repeat(8193), "x".repeat(8192)],
  ["aws:kms/key:Key", "keyUsage", "ENCRYPT", "ENCRYPT_DECRYPT"],
  ["aws:kms/key:Key", "rotationPeriodInDays", 89, 90],
  ["aws:lb/listener:Listener", "defaultActions[0].fixedResponse.contentType", "text", "text/plain"],
  [
    "aws:lb/listener:Listener",
    "defaultActions[0].fixedResponse.messageBody",
    "x".repeat(1025),
    "x".repeat(1024),
  ],
  ["aws:lb/listener:Listener", "defaultActions[0].fixedResponse.statusCode", "301", "404"],
  ["aws:lb/listener:Listener", "defaultActions[0].redirect.statusCode", "HTTP_308", "HTTP_301"],
  ["aws:lb/listener:Listener", "port", 65_536, 65_535],
  ["aws:lb/listener:Listener", "protocol", "GRPC", "HTTP"],
  ["aws:lb/listener:Listener", "sslPolicy", "TLS13", "ELBSecurityPolicy-TLS13-1-2-2021-06"],
  ["aws:lb/listenerRule:ListenerRule", "conditions[0].hostHeader.values[0]", "a/b", "*.example"],
  ["aws:lb/listenerRule:ListenerRule", "conditions[0].pathPattern.values[0]", "/a b", "/api/*"],
  ["aws:lb/loadBalancer:LoadBalancer", "idleTimeout", 4001, 4000],
  ["aws:lb/loadBalancer:LoadBalancer", "ipAddressType", "ipv6", "dualstack"],
  ["aws:lb/loadBalancer:LoadBalancer", "loadBalancerType", "classic", "application"],
  ["aws:lb/targetGroup:TargetGroup", "deregistrationDelay", 3601, 3600],
  ["aws:lb/targetGroup:TargetGroup", "healthCheck.timeout", 1, 2],
  ["aws:lb/targetGroup:TargetGroup", "healthCheck.unhealthyThreshold", 11, 10],
  ["aws:lb/targetGroup:TargetGroup", "port", 0, 1],
  ["aws:lb/targetGroup:TargetGroup", "protocol", "GRPC", "HTTP"],
  ["aws:lb/targetGroup:TargetGroup", "targetType", "pod", "ip"],
  ["aws:scheduler/schedule:Schedule", "flexibleTimeWindow.mode", "ON", "OFF"],
  ["aws:scheduler/schedule:Schedule", "scheduleExpression", "rate(0 hours)", "rate(1 hour)"],
  ["aws:scheduler/schedule:Schedule", "target.input", "{", "{}"],
  ["aws:sns/topic:Topic", "displayName", "x".repeat(101), "x".repeat(100)],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "description", "pods' way", "pods: HTTP"],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "fromPort", 65_536, 65_535],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ipProtocol", "http", "tcp"],
  ["aws:sns/topicPolicy:TopicPolicy", "policy", "{}", '{"Statement":[]}'],
];

/** Types that the provider names if the program doesn't, and the longest name that AWS accepts. */
const NAMED: Record<string, number> = {
  "aws:budgets/budget:Budget": 100,
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:ec2/launchTemplate:LaunchTemplate": 128,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:eks/cluster:Cluster": 100,
  "aws:eks/nodeGroup:NodeGroup": 63,
  "aws:iam/role:Role": 64,
  "aws:iam/rolePolicy:RolePolicy": 128,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:scheduler/schedule:Schedule": 64,
  "aws:sns/topic:Topic": 256,
};

/** References that don't prevent their target's deletion: they dangle, or their resource is deleted too. */
const LOOSE: Record<string, "dangle" | "delete"> = {
  "aws:budgets/budget:Budget notifications[*].subscriberSnsTopicArns[*]": "dangle",
  "aws:costexplorer/anomalySubscription:AnomalySubscription monitorArnLists[*]": "dangle",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup vpcId": "delete",
  "aws:ec2/route:Route gatewayId": "dangle",
  "aws:ec2/route:Route natGatewayId": "dangle",
  "aws:ec2/route:Route routeTableId": "delete",
  "aws:ec2/routeTableAssociation:RouteTableAssociation subnetId": "delete",
  "aws:ec2/vpcEndpoint:VpcEndpoint routeTableIds[*]": "dangle",
  "aws:eks/accessEntry:AccessEntry clusterName": "delete",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation clusterName": "delete",
  "aws:eks/addon:Addon clusterName": "delete",
  "aws:kms/alias:Alias targetKeyId": "delete",
  "aws:lb/listener:Listener loadBalancerArn": "delete",
  "aws:lb/listenerRule:ListenerRule listenerArn": "delete",
  "aws:lb/targetGroup:TargetGroup vpcId": "dangle",
  "aws:scheduler/schedule:Schedule target.roleArn": "dangle",
  "aws:sns/topicPolicy:TopicPolicy arn": "delete",
  "aws:sns/topicSubscription:TopicSubscription topic": "delete",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule securityGroupId": "delete",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule securityGroupId": "delete",
};

/** Inputs whose change replaces the resource, as in the real provider. */
const REPLACING: Record<string, string[]> = {
  "aws:autoscaling/tag:Tag": ["autoscalingGroupName", "tag.key"],
  "aws:budgets/budget:Budget": ["accountId", "name"],
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": [
    "monitorType",
    "monitorDimension",
    "monitorSpecification",
  ],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ["name"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
  "aws:ec2/eip:Eip": ["domain"],
  "aws:ec2/internetGateway:InternetGateway": [],
  "aws:ec2/launchTemplate:LaunchTemplate": ["name", "namePrefix"],
  "aws:ec2/natGateway:NatGateway": ["allocationId", "connectivityType", "subnetId"],
  "aws:ec2/route:Route": ["destinationCidrBlock", "routeTableId"],
  "aws:ec2/routeTable:RouteTable": ["vpcId"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "namePrefix", "vpcId"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "cidrBlock", "vpcId"],
  "aws:ec2/vpc:Vpc": ["cidrBlock"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["serviceName", "vpcEndpointType", "vpcId"],
  "aws:eks/accessEntry:AccessEntry": ["clusterName", "principalArn", "type"],
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": [
    "clusterName",
    "principalArn",
    "policyArn",
    "accessScope.type",
  ],
  "aws:eks/addon:Addon": ["addonName", "clusterName"],
  "aws:eks/cluster:Cluster": [
    "kubernetesNetworkConfig.ipFamily",
    "kubernetesNetworkConfig.serviceIpv4Cidr",
    "name",
    "roleArn",
  ],
  "aws:eks/nodeGroup:NodeGroup": [
    "amiType",
    "capacityType",
    "clusterName",
    "diskSize",
    "instanceTypes",
    "launchTemplate.id",
    "nodeGroupName",
    "nodeGroupNamePrefix",
    "nodeRoleArn",
    "subnetIds",
  ],
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ["url"],
  "aws:iam/role:Role": ["name", "namePrefix", "path"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn", "role"],
  "aws:kms/alias:Alias": ["name"],
  "aws:kms/key:Key": ["keyUsage", "multiRegion"],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn"],
  "aws:lb/loadBalancer:LoadBalancer": ["internal", "loadBalancerType", "name"],
  "aws:lb/targetGroup:TargetGroup": ["name", "port", "protocol", "targetType", "vpcId"],
  "aws:scheduler/schedule:Schedule": ["groupName", "name"],
  "aws:sns/topic:Topic": ["fifoTopic", "name"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint", "protocol", "topic"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["securityGroupId"],
};

describe("the tables of the sandbox's AWS", () => {
  it("give the provider's tags to every type except those without tags", () => {
    const without = Object.keys(awsTypes).filter((type) => !awsType(type).taggable);
    assert.deepEqual(without.sort(), UNTAGGED);
  });

  it("prevent the deletion of referenced resources, with exceptions", () => {
    const loose = Object.entries(awsTypes).flatMap(([type, { references }]) =>
      (references ?? [])
        .filter(({ whenGone }) => whenGone && whenGone !== "refuse")
        .map(({ path, whenGone }) => [`${type} ${path}`, whenGone]),
    );
    assert.deepEqual(Object.fromEntries(loose), LOOSE);
  });

  it("have names for every type that needs one", () => {
    const named = Object.keys(awsTypes).filter((type) => awsType(type).naming);
    assert.deepEqual(Object.fromEntries(named.map((type) => [type, awsType(type).naming!.longest])), NAMED);
  });

  for (const [type, path, wrong, right] of CHOICES) {
    it(`${type.split(":").pop()}: refuses ${path} ${String(wrong).slice(0, 20)}, accepts ${String(right).slice(0, 20)}`, () => {
      assert.ok(faults(type, at(path, wrong)).includes(path));
      assert.ok(!faults(type, at(path, right)).includes(path));
    });
  }

  for (const [type, paths] of Object.entries(REPLACING)) {
    it(`${type.split(":").pop()}: replaced for ${paths.join(", ") || "nothing"}`, () => {
      for (const path of paths) assert.ok(replaces(type, at(path, "old"), at(path, "new")), path);
      assert.ok(
        !replaces(type, at("spare", "old"), at("spare", "new")) || UNCHANGEABLE_INPUTS[type]?.includes("*"),
      );
    });
  }

  it("replace a cluster if its encryption is removed, not if it is added or its key changes", () => {
    const key = (keyArn: string) => ({ encryptionConfig: { provider: { keyArn } } });
    const cluster = "aws:eks/cluster:Cluster";
    assert.ok(replaces(cluster, key("old"), {}));
    assert.ok(!replaces(cluster, {}, key("new")));
    assert.ok(!replaces(cluster, key("old"), key("new")));
  });
});

/** Inputs with one value, at a path such as "taints[0].key". */
function at(path: string, value: unknown): Properties {
  return path
    .split(/[.[]/)
    .reverse()
    .reduce<unknown>((inner, key) => (key === "0]" ? [inner] : { [key]: inner }), value) as Properties;
}
