import { createHash } from "node:crypto";

/** A resource that the program registers. */
export interface Registration {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  custom: boolean | undefined;
  region: string;
}

/** The account of plans: an example of AWS's documentation. */
export const ACCOUNT_ID = "111122223333";

/** AWS's public parameter that names the newest release of EKS's image for a version of Kubernetes. */
export function imageRelease(name: string): { name: string; type: string; value: string } {
  const [, version] = /\/optimized-ami\/(1\.\d+)\/.*\/release_version$/.exec(name) ?? [];
  if (version === undefined)
    throw new Error(`planner/simulated-outputs.ts has no value for the public parameter ${name} of AWS.`);
  return { name, type: "String", value: `${version}.0-20260101` };
}

/** Id and outputs in the format of AWS, the same in every run. Outputs that AWS doesn't compute are the inputs. */
export function simulatedOutputs(resource: Registration): { id: string; state: Record<string, unknown> } {
  const make = OUTPUTS[resource.type];
  const { id, ...computed } = make ? make(resource) : kubernetesOutputs(resource);
  return { id: resource.custom === false ? "" : id, state: { ...resource.inputs, ...computed } };
}

type Outputs = { id: string } & Record<string, unknown>;

const OUTPUTS: Record<string, (resource: Registration) => Outputs> = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2("rtbassoc", "route-table-association"),
  "aws:ec2/route:Route": (resource) => ({ id: `r-rtb-${hex(resource, 17)}1080289494` }),
  "aws:ec2/natGateway:NatGateway": ec2("nat", "natgateway"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint"),
  "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", "security-group-rule"),
  "aws:ec2/eip:Eip": (resource) => {
    const allocationId = `eipalloc-${hex(resource, 17)}`;
    return { id: allocationId, allocationId, publicIp: "198.51.100.1" };
  },
  "aws:ec2/launchTemplate:LaunchTemplate": (resource) => ({
    ...ec2("lt", "launch-template")(resource),
    name: `${input(resource, "namePrefix")}${TIMESTAMP}`,
    latestVersion: 1,
    defaultVersion: 1,
  }),
  "aws:kms/key:Key": (resource) => {
    const keyId = uuid(resource);
    return { id: keyId, keyId, arn: arn("kms", resource.region, `key/${keyId}`) };
  },
  "aws:budgets/budget:Budget": (resource) => ({ id: `${ACCOUNT_ID}:${input(resource, "name")}` }),
  "aws:sns/topic:Topic": (resource) => {
    const topicArn = arn("sns", resource.region, input(resource, "name"));
    return { id: topicArn, arn: topicArn };
  },
  "aws:sns/topicPolicy:TopicPolicy": (resource) => ({ id: input(resource, "arn") }),
  "aws:sns/topicSubscription:TopicSubscription": (resource) => {
    const subscription = `${input(resource, "topic")}:${uuid(resource)}`;
    return { id: subscription, arn: subscription };
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": costExplorer("anomalymonitor"),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": costExplorer("anomalysubscription"),
  "aws:kms/alias:Alias": (resource) => {
    const id = input(resource, "name");
    return { id, arn: arn("kms", resource.region, id) };
  },
  "aws:cloudwatch/logGroup:LogGroup": (resource) => {
    const id = input(resource, "name");
    return { id, arn: arn("logs", resource.region, `log-group:${id}`) };
  },
  "aws:iam/role:Role": (resource) => {
    const id = input(resource, "name");
    return { id, arn: arn("iam", "", `role/${id}`) };
  },
  "aws:iam/rolePolicy:RolePolicy": (resource) => ({ id: `${input(resource, "role")}:${resource.name}` }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (resource) => ({
    id: `${input(resource, "role")}/${input(resource, "policyArn")}`,
  }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (resource) => {
    const issuer = arn("iam", "", `oidc-provider/${input(resource, "url").replace("https://", "")}`);
    return { id: issuer, arn: issuer };
  },
  "eks:index:Cluster": (resource) => {
    const name = input(resource, "name");
    const endpoint = `https://${hex(resource, 32).toUpperCase()}.gr7.${resource.region}.eks.amazonaws.com`;
    return {
      id: name,
      eksCluster: { name, endpoint, arn: arn("eks", resource.region, `cluster/${name}`) },
      kubeconfigJson: kubeconfig(name, endpoint),
      clusterSecurityGroupId: `sg-${hex(resource, 17)}`,
      oidcIssuer: `oidc.eks.${resource.region}.amazonaws.com/id/${hex(resource, 32).toUpperCase()}`,
    };
  },
  "aws:eks/addon:Addon": (resource) => {
    const [cluster, addon] = [input(resource, "clusterName"), input(resource, "addonName")];
    return { id: `${cluster}:${addon}`, arn: arn("eks", resource.region, `addon/${cluster}/${addon}`) };
  },
  "aws:eks/nodeGroup:NodeGroup": (resource) => {
    const cluster = input(resource, "clusterName");
    const nodeGroupName = `${input(resource, "nodeGroupNamePrefix")}${TIMESTAMP}`;
    return {
      id: `${cluster}:${nodeGroupName}`,
      nodeGroupName,
      arn: arn("eks", resource.region, `nodegroup/${cluster}/${nodeGroupName}/${uuid(resource)}`),
      resources: [{ autoscalingGroups: [{ name: `eks-${nodeGroupName}-${uuid(resource)}` }] }],
    };
  },
  "aws:autoscaling/tag:Tag": (resource) => {
    const { key } = resource.inputs["tag"] as { key: string };
    return { id: `${input(resource, "autoscalingGroupName")},${key}` };
  },
  "aws:scheduler/schedule:Schedule": (resource) => {
    const id = `default/${input(resource, "namePrefix")}${TIMESTAMP}`;
    return { id, arn: arn("scheduler", resource.region, `schedule/${id}`) };
  },
  "aws:lb/loadBalancer:LoadBalancer": (resource) => ({
    ...elb("loadbalancer/app")(resource),
    dnsName: `${input(resource, "name")}-${hex(resource, 10)}.${resource.region}.elb.amazonaws.com`,
  }),
  "aws:lb/targetGroup:TargetGroup": elb("targetgroup"),
  "aws:lb/listener:Listener": elb("listener/app"),
  "aws:lb/listenerRule:ListenerRule": elb("listener-rule/app"),
  "kubernetes:helm.sh/v3:Release": (resource) => {
    const [name, namespace] = [input(resource, "name"), input(resource, "namespace")];
    return {
      id: `${namespace}/${name}`,
      status: { status: "deployed", name, namespace, revision: 1 },
    };
  },
};

/** An input as text. */
function input({ inputs }: Registration, key: string): string {
  return String(inputs[key]);
}

/** The AWS provider appends a time and a counter to a name prefix. */
const TIMESTAMP = "20260101000000000000000001";

/** All other resources are providers and Kubernetes objects. */
function kubernetesOutputs({ type, name, inputs, custom }: Registration): Outputs {
  if (custom && !type.startsWith("kubernetes:") && !type.startsWith("pulumi:providers:")) {
    throw new Error(
      `planner/simulated-outputs.ts has no outputs for the type ${type} of "${name}": add them there.`,
    );
  }
  const { namespace, name: objectName = name } = (inputs["metadata"] ?? {}) as Record<string, string>;
  return { id: namespace ? `${namespace}/${objectName}` : objectName };
}

function ec2(prefix: string, arnType: string): (resource: Registration) => Outputs {
  return (resource) => {
    const id = `${prefix}-${hex(resource, 17)}`;
    return { id, arn: arn("ec2", resource.region, `${arnType}/${id}`) };
  };
}

/** ARNs of Cost Explorer have no region. */
function costExplorer(arnType: string): (resource: Registration) => Outputs {
  return (resource) => {
    const resourceArn = arn("ce", "", `${arnType}/${uuid(resource)}`);
    return { id: resourceArn, arn: resourceArn };
  };
}

function elb(arnType: string): (resource: Registration) => Outputs {
  return (resource) => {
    const balancerArn = arn(
      "elasticloadbalancing",
      resource.region,
      `${arnType}/${resource.inputs["name"] ?? resource.name}/${hex(resource, 16)}`,
    );
    return { id: balancerArn, arn: balancerArn };
  };
}

function arn(service: string, region: string, resource: string): string {
  return `arn:aws:${service}:${region}:${ACCOUNT_ID}:${resource}`;
}

/** Hexadecimal digits that differ by resource and are the same in every run. */
function hex({ type, name }: Registration, length: number): string {
  return createHash("sha256").update(`${type} ${name}`).digest("hex").slice(0, length);
}

function uuid(resource: Registration): string {
  return hex(resource, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function kubeconfig(clusterName: string, endpoint: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: clusterName, cluster: { server: endpoint } }],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", clusterName],
          },
        },
      },
    ],
  });
}
