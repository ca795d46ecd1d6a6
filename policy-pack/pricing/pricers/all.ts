import { at, UNKNOWN, type ResourceView } from "../../stack-view";
import { priceAutoScalingGroup, priceFleet } from "./auto-scaling-group";
import { priceCloudFormationStack } from "./cloudformation";
import {
  priceCapability,
  priceClusterComponent,
  priceControlPlane,
  priceNodeComponent,
} from "./control-plane";
import { priceFargateProfile } from "./fargate";
import { priceInstance, priceSpotRequest } from "./instance";
import { NODE_POOL_TYPES, priceNodePool } from "./karpenter";
import { customResourcePricer, priceChart, priceObjectGroup, priceRelease } from "./charts";
import { priceGateway, priceIngress, priceService } from "./kubernetes-balancers";
import { priceClaim, priceStatefulSet } from "./kubernetes-volumes";
import {
  priceClassicLoadBalancer,
  priceEndpoint,
  priceEndpointSubnet,
  priceLoadBalancer,
} from "./load-balancer";
import { priceAccelerator, priceElasticIp, priceNatGateway, priceVpc } from "./network";
import { priceNodeGroup } from "./node-group";
import { daily, metered, NoPrice, type Part, type Pricer, type PricingContext, textOf } from "./pricer";
import {
  byTheHour,
  byTheMonth,
  byUse,
  priceAlarm,
  priceApi,
  priceApiStage,
  priceCertificateAuthority,
  priceFileSystem,
  priceFirewall,
  priceFlowLog,
  priceFunction,
  priceKey,
  priceParameter,
  priceQueue,
  priceResolverEndpoint,
  priceScanning,
  priceStream,
  priceTable,
  priceVpnConnection,
  priceWebAcl,
} from "./services";
import { priceLogGroup, priceVolume } from "./storage";
import {
  priceCacheCluster,
  priceClusterInstance,
  priceDatabase,
  priceDatabaseCluster,
  priceReplicationGroup,
} from "./database";

/**
 * To queues and functions AWS delivers free; of mails, the first 1000 a month are free and 100 000 more cost $2, more
 * than an inbox takes. https://aws.amazon.com/sns/pricing/
 */
const FREE_DELIVERIES: readonly unknown[] = ["email", "email-json", "sqs", "lambda"];

const priceSubscription: Pricer = ({ props }, context) => {
  const protocol = at(props, "protocol");
  if (protocol === UNKNOWN) throw new NoPrice("its protocol is unknown until up");
  if (FREE_DELIVERIES.includes(protocol)) return [];
  if (protocol === "http" || protocol === "https") {
    return [metered("deliveries over HTTP", "httpDeliveries", "sns-http-deliveries", context, 1e6)];
  }
  throw new NoPrice(`deliveries by ${textOf(protocol)} are billed, and how many isn't assumed`);
};

/** https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/ */
const FREE_BUDGETS_WITH_ACTIONS = 2;

/** Of the budgets that have actions, two are free. */
const priceBudgetAction: Pricer = (action, context) => {
  const budgetOf = ({ urn, props }: ResourceView) => {
    const name = at(props, "budgetName");
    return name === undefined || name === UNKNOWN ? urn : name;
  };
  const budgets = [...new Set(context.stack.ofType(action.type).map(budgetOf))];
  const first = context.stack.ofType(action.type).find((other) => budgetOf(other) === budgetOf(action));
  if (first !== action || budgets.indexOf(budgetOf(action)) < FREE_BUDGETS_WITH_ACTIONS) return [];
  return [daily("budget with actions, beyond the second", 1, "budget-action", context)];
};

/** Objects of a bucket, and requests to it. */
const priceBucket = byUse(
  ["objects", "objectGigabyteMonths", "s3-storage"],
  ["writing requests to objects", "objectWrites", "s3-writes", 1000],
  ["reading requests to objects", "objectReads", "s3-reads", 1000],
);

const priceSnapshot = byUse(["snapshots", "snapshotGigabyteMonths", "ebs-snapshot"]);

const priceTransitAttachment = byTheHour("transit gateway attachment", "transit-gateway-attachment", [
  "data through transit gateways",
  "transitGatewayGigabytes",
  "transit-gateway-data",
]);

/** An object of a kind that Pulumi has no type for: priced as one of its own type would be. */
function priceCustomResource(object: ResourceView, context: PricingContext): Part[] {
  const [apiVersion, kind] = [at(object.props, "apiVersion"), at(object.props, "kind")];
  if (apiVersion === UNKNOWN || kind === UNKNOWN) throw new NoPrice("its kind is unknown until up");
  const type = `kubernetes:${textOf(apiVersion)}:${textOf(kind)}`;
  const pricer = type === object.type ? undefined : pricerOf(type);
  return pricer ? pricer(object, context) : [];
}

/** Types that bill, or may. */
export const PRICERS: Readonly<Record<string, Pricer>> = {
  "aws:acmpca/certificateAuthority:CertificateAuthority": priceCertificateAuthority,
  "aws:apigateway/restApi:RestApi": byUse(["requests to REST APIs", "apiRequests", "rest-api-requests", 1e6]),
  "aws:apigateway/stage:Stage": priceApiStage,
  "aws:apigatewayv2/api:Api": priceApi,
  "aws:cfg/recorder:Recorder": byUse(["configuration items", "configurationItems", "config-items"]),
  "aws:cfg/rule:Rule": byUse(["evaluations of rules", "ruleEvaluations", "config-rule-evaluations"]),
  "aws:cloudfront/distribution:Distribution": byUse(
    ["data to the internet", "cdnGigabytes", "cloudfront-egress"],
    ["requests to distributions", "cdnRequests", "cloudfront-https-requests", 10_000],
  ),
  "aws:cloudtrail/trail:Trail": byUse(["data events", "trailDataEvents", "cloudtrail-data-events", 100_000]),
  "aws:cloudwatch/dashboard:Dashboard": byTheMonth("dashboard", "cloudwatch-dashboard"),
  "aws:cloudwatch/eventBus:EventBus": byUse(["custom events", "customEvents", "eventbridge-events", 1e6]),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": byTheMonth("metric of a log group", "cloudwatch-metric"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": priceAlarm,
  "aws:dynamodb/table:Table": priceTable,
  "aws:ebs/snapshot:Snapshot": priceSnapshot,
  "aws:ebs/snapshotCopy:SnapshotCopy": priceSnapshot,
  "aws:ebs/snapshotImport:SnapshotImport": priceSnapshot,
  "aws:ec2/ami:Ami": priceSnapshot,
  "aws:ec2/amiCopy:AmiCopy": priceSnapshot,
  "aws:ec2/amiFromInstance:AmiFromInstance": priceSnapshot,
  "aws:ec2/flowLog:FlowLog": priceFlowLog,
  "aws:ec2/trafficMirrorSession:TrafficMirrorSession": byTheHour("traffic mirror", "traffic-mirror"),
  "aws:ec2/vpnConnection:VpnConnection": priceVpnConnection,
  "aws:ec2clientvpn/endpoint:Endpoint": byUse(["connections", "clientVpnHours", "client-vpn-connection"]),
  "aws:ec2clientvpn/networkAssociation:NetworkAssociation": byTheHour(
    "network of a client VPN",
    "client-vpn-association",
  ),
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": priceTransitAttachment,
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": priceTransitAttachment,
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": priceSnapshot,
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": priceScanning,
  "aws:ecr/repository:Repository": byUse(["images", "imageGigabyteMonths", "ecr-storage"]),
  "aws:efs/fileSystem:FileSystem": priceFileSystem,
  "aws:elasticache/cluster:Cluster": priceCacheCluster,
  "aws:elasticache/replicationGroup:ReplicationGroup": priceReplicationGroup,
  "aws:grafana/workspace:Workspace": byUse(["editors", "grafanaEditorMonths", "managed-grafana-editor"]),
  "aws:kinesis/stream:Stream": priceStream,
  "aws:kms/externalKey:ExternalKey": priceKey,
  "aws:kms/replicaExternalKey:ReplicaExternalKey": priceKey,
  "aws:kms/replicaKey:ReplicaKey": priceKey,
  "aws:lambda/function:Function": priceFunction,
  "aws:networkfirewall/firewall:Firewall": priceFirewall,
  "aws:rds/cluster:Cluster": priceDatabaseCluster,
  "aws:rds/clusterInstance:ClusterInstance": priceClusterInstance,
  "aws:rds/instance:Instance": priceDatabase,
  "aws:route53/resolverEndpoint:ResolverEndpoint": priceResolverEndpoint,
  "aws:route53/zone:Zone": byTheMonth("hosted zone", "route53-zone", [
    "queries",
    "dnsQueries",
    "route53-queries",
    1e6,
  ]),
  "aws:s3/bucket:Bucket": priceBucket,
  "aws:s3/bucketV2:BucketV2": priceBucket,
  "aws:secretsmanager/secret:Secret": byTheMonth("secret", "secret"),
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": byTheMonth(
    "hosted zone of a namespace",
    "route53-zone",
  ),
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": byTheMonth(
    "hosted zone of a namespace",
    "route53-zone",
  ),
  "aws:sfn/stateMachine:StateMachine": byUse([
    "transitions",
    "stateTransitions",
    "step-functions-transitions",
    1000,
  ]),
  "aws:ssm/parameter:Parameter": priceParameter,
  "aws:wafv2/webAcl:WebAcl": priceWebAcl,
  "aws:autoscaling/group:Group": priceAutoScalingGroup,
  "aws:budgets/budgetAction:BudgetAction": priceBudgetAction,
  // The price is that of the first two billion samples a month
  "aws:amp/workspace:Workspace": byUse([
    "metric samples",
    "metricSamples",
    "managed-prometheus-samples",
    10e6,
  ]),
  "aws:cloudformation/stack:Stack": priceCloudFormationStack,
  "aws:cloudwatch/logGroup:LogGroup": priceLogGroup,
  "aws:ebs/volume:Volume": priceVolume,
  "aws:ec2/eip:Eip": priceElasticIp,
  "aws:ec2/fleet:Fleet": priceFleet,
  "aws:ec2/instance:Instance": priceInstance,
  "aws:ec2/natGateway:NatGateway": priceNatGateway,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": priceSpotRequest,
  "aws:ec2/vpc:Vpc": priceVpc,
  "aws:ec2/vpcEndpoint:VpcEndpoint": priceEndpoint,
  "aws:eks/capability:Capability": priceCapability,
  "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": priceEndpointSubnet,
  "aws:eks/cluster:Cluster": priceControlPlane,
  "aws:eks/fargateProfile:FargateProfile": priceFargateProfile,
  "aws:eks/nodeGroup:NodeGroup": priceNodeGroup,
  "aws:globalaccelerator/accelerator:Accelerator": priceAccelerator,
  "aws:kms/key:Key": priceKey,
  "aws:alb/loadBalancer:LoadBalancer": priceLoadBalancer,
  "aws:elb/loadBalancer:LoadBalancer": priceClassicLoadBalancer,
  "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator": priceAccelerator,
  "aws:lb/loadBalancer:LoadBalancer": priceLoadBalancer,
  "aws:sns/topicSubscription:TopicSubscription": priceSubscription,
  "aws:sqs/queue:Queue": priceQueue,
  "eks:index:Cluster": priceClusterComponent,
  "eks:index:ManagedNodeGroup": priceNodeComponent,
  "eks:index:NodeGroup": priceNodeComponent,
  "eks:index:NodeGroupV2": priceNodeComponent,
  ...Object.fromEntries(NODE_POOL_TYPES.map((type) => [type, priceNodePool])),
  "kubernetes:apiextensions.k8s.io/v1:CustomResource": priceCustomResource,
  "kubernetes:apps/v1:StatefulSet": priceStatefulSet,
  "kubernetes:core/v1:PersistentVolumeClaim": priceClaim,
  "kubernetes:core/v1:Service": priceService,
  "kubernetes:extensions/v1beta1:Ingress": priceIngress,
  "kubernetes:gateway.networking.k8s.io/v1:Gateway": priceGateway,
  "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway": priceGateway,
  "kubernetes:helm.sh/v2:Chart": priceChart,
  "kubernetes:helm.sh/v3:Chart": priceChart,
  "kubernetes:helm.sh/v3:Release": priceRelease,
  "kubernetes:helm.sh/v4:Chart": priceChart,
  "kubernetes:kustomize:Directory": priceObjectGroup,
  "kubernetes:kustomize/v2:Directory": priceObjectGroup,
  "kubernetes:networking.k8s.io/v1:Ingress": priceIngress,
  "kubernetes:networking.k8s.io/v1beta1:Ingress": priceIngress,
  "kubernetes:yaml:ConfigFile": priceObjectGroup,
  "kubernetes:yaml:ConfigGroup": priceObjectGroup,
  "kubernetes:yaml/v2:ConfigFile": priceObjectGroup,
  "kubernetes:yaml/v2:ConfigGroup": priceObjectGroup,
};

/** The pricer of a type; undefined where it is free or unknown. */
export function pricerOf(type: string): Pricer | undefined {
  return Object.hasOwn(PRICERS, type) ? PRICERS[type] : customResourcePricer(type);
}
