/** An input's path, "*" for all inputs; with `when`, only the input's removal is meant. */
export type UnchangeableInput = string | { path: string; when: "removed" };

/**
 * Inputs that a provider can't change on a resource that exists: with another value, the resource is replaced. The
 * planner, the sandbox and docs/replacements.md read this table.
 *
 * AWS: ForceNew in the schemas of terraform-provider-aws 6, which @pulumi/aws 7 is built on; of the component
 * eks:index:Cluster, the inputs that end up in such ones of the cluster that it makes. Kubernetes: pulumi-kubernetes 4,
 * provider/pkg/provider/force_new.go, and for every object its name and namespace.
 */
export const UNCHANGEABLE_INPUTS: Readonly<Record<string, readonly UnchangeableInput[]>> = {
  "aws:autoscaling/tag:Tag": ["autoscalingGroupName", "tag.key"],
  "aws:budgets/budget:Budget": ["accountId", "name", "namePrefix"],
  "aws:cloudwatch/logGroup:LogGroup": ["name", "namePrefix", "logGroupClass"],
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": [
    "monitorDimension",
    "monitorSpecification",
    "monitorType",
  ],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ["name"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
  "aws:ec2/eip:Eip": ["domain", "networkBorderGroup", "publicIpv4Pool"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["name", "namePrefix"],
  "aws:ec2/natGateway:NatGateway": ["allocationId", "connectivityType", "privateIp", "subnetId"],
  "aws:ec2/route:Route": [
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
    "routeTableId",
  ],
  "aws:ec2/routeTable:RouteTable": ["vpcId"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId", "gatewayId"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "namePrefix", "vpcId"],
  "aws:ec2/subnet:Subnet": ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
  "aws:ec2/vpc:Vpc": ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["serviceName", "vpcEndpointType", "vpcId"],
  "aws:eks/accessEntry:AccessEntry": ["clusterName", "principalArn", "type"],
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ["*"],
  "aws:eks/addon:Addon": ["addonName", "clusterName"],
  "aws:eks/cluster:Cluster": [
    "accessConfig.bootstrapClusterCreatorAdminPermissions",
    "bootstrapSelfManagedAddons",
    { path: "encryptionConfig", when: "removed" },
    "kubernetesNetworkConfig.ipFamily",
    "kubernetesNetworkConfig.serviceIpv4Cidr",
    "name",
    "remoteNetworkConfig",
    "roleArn",
  ],
  "aws:eks/nodeGroup:NodeGroup": [
    "amiType",
    "capacityType",
    "clusterName",
    "diskSize",
    "instanceTypes",
    "launchTemplate.id",
    "launchTemplate.name",
    "nodeGroupName",
    "nodeGroupNamePrefix",
    "nodeRoleArn",
    "remoteAccess",
    "subnetIds",
  ],
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ["url"],
  "aws:iam/role:Role": ["name", "namePrefix", "path"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "namePrefix", "role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn", "role"],
  "aws:kms/alias:Alias": ["name", "namePrefix"],
  "aws:kms/key:Key": ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn"],
  "aws:lb/loadBalancer:LoadBalancer": [
    "customerOwnedIpv4Pool",
    "internal",
    "loadBalancerType",
    "name",
    "namePrefix",
  ],
  "aws:lb/targetGroup:TargetGroup": [
    "ipAddressType",
    "name",
    "namePrefix",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
  ],
  "aws:scheduler/schedule:Schedule": ["groupName", "name", "namePrefix"],
  "aws:sns/topic:Topic": ["fifoTopic", "name", "namePrefix"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint", "protocol", "topic"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["securityGroupId"],
  "eks:index:Cluster": ["name", { path: "encryptionConfigKeyArn", when: "removed" }],
  "kubernetes:apps/v1:Deployment": ["spec.selector"],
  "kubernetes:core/v1:PersistentVolumeClaim": [
    "spec.accessModes",
    "spec.selector",
    "spec.storageClassName",
    "spec.volumeName",
  ],
  "kubernetes:core/v1:Secret": ["type", "data", "stringData"],
  "kubernetes:core/v1:Service": ["spec.clusterIP"],
  "kubernetes:helm.sh/v3:Release": ["name", "namespace"],
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": ["roleRef"],
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": ["roleRef"],
  "kubernetes:storage.k8s.io/v1:StorageClass": ["parameters", "provisioner"],
  // With another region or cluster the provider is another one, and all its resources are replaced.
  "pulumi:providers:aws": ["region"],
  "pulumi:providers:kubernetes": ["kubeconfig"],
};

/** Of every Kubernetes object, but not of a chart's release. */
const OBJECT_IDENTITY = ["metadata.name", "metadata.namespace"];

/** The inputs of a type that can't be changed. */
export function unchangeableInputs(type: string): readonly UnchangeableInput[] {
  const inputs = Object.hasOwn(UNCHANGEABLE_INPUTS, type) ? UNCHANGEABLE_INPUTS[type]! : [];
  const isObject = type.startsWith("kubernetes:") && type !== "kubernetes:helm.sh/v3:Release";
  return isObject ? [...OBJECT_IDENTITY, ...inputs] : inputs;
}

/** Whether a change of an input, at a path such as "tags.owner" or "subnetIds[1]", replaces its resource. */
export function isUnchangeable(type: string, path: string, removed: boolean): boolean {
  return unchangeableInputs(type).some((input) =>
    typeof input === "string" ? touches(path, input) : removed && touches(path, input.path),
  );
}

/** Changes that the provider or the API refuses: `up` stops there. */
export const REFUSED_CHANGES: Readonly<Record<string, readonly RefusedChange[]>> = {
  // UpdateClusterConfig accepts only subnets of the VPC of the cluster, and the provider no longer replaces the
  // cluster (terraform-provider-aws#34209).
  "eks:index:Cluster": [
    {
      path: "vpcId",
      why: "EKS can't move a cluster to another VPC: `up` stops here. Destroy the stack first, then create it in the new VPC",
    },
  ],
  "aws:lb/loadBalancer:LoadBalancer": [
    {
      path: "subnets",
      of: "vpcId",
      why: "a load balancer can't move to another VPC: `up` stops here. Destroy the stack first, then create it in the new VPC",
    },
  ],
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": [
    {
      path: "value",
      why: "Kubernetes refuses another value: use another name for the class, or delete it with kubectl first",
    },
    {
      path: "preemptionPolicy",
      why: "Kubernetes refuses another policy: use another name for the class, or delete it with kubectl first",
    },
  ],
  "kubernetes:storage.k8s.io/v1:StorageClass": [
    { path: "reclaimPolicy", why: "Kubernetes refuses another value: use another name for the class" },
    { path: "volumeBindingMode", why: "Kubernetes refuses another value: use another name for the class" },
  ],
};

export interface RefusedChange {
  /** Of the input. A replaced resource that the input refers to counts as a change, too. */
  path: string;
  /** Counts only if the resource that the input refers to is replaced because of this input of its own. */
  of?: string;
  why: string;
}

/** Inputs of a launch template that its versions don't contain: its own tags, and the number of the default version. */
const NOT_VERSIONED = ["tags", "tagsAll", "updateDefaultVersion", "defaultVersion"];

/** Whether a changed input of a launch template creates a new version, which its node groups then roll out. */
export function makesTemplateVersion(path: string): boolean {
  return !NOT_VERSIONED.some((input) => touches(path, input));
}

/** Inputs of a node group whose change replaces its nodes; labels, taints and sizes change on running ones. */
export const ROLLING_INPUTS = ["version", "releaseVersion", "launchTemplate"];

/** Whether one of the paths is the other or is within it. */
export function touches(changed: string, path: string): boolean {
  return path === "*" || isWithin(changed, path) || isWithin(path, changed);
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
