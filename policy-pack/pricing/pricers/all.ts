import { at, UNKNOWN, type ResourceView } from "../../stack-view";
import type { Meter } from "../usage";
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
import { priceKey, priceLogGroup, priceVolume } from "./storage";

/**
 * To queues and functions AWS delivers free; of mails, the first 1000 a month are free and 100 000 more cost $2, more
 * than an inbox takes. https://aws.amazon.com/sns/pricing/
 */
const FREE_DELIVERIES: readonly unknown[] = ["email", "email-json", "sqs", "lambda"];

const priceSubscription: Pricer = ({ props }) => {
  const protocol = at(props, "protocol");
  if (protocol === UNKNOWN) throw new NoPrice("its protocol is unknown until up");
  if (FREE_DELIVERIES.includes(protocol)) return [];
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

/** Workspaces of Amazon Managed Prometheus; the price is that of the first two billion samples a month. */
const priceWorkspace = byUse("metricSamples", "metric samples", "managed-prometheus-samples", 10e6);

const priceQueue = byUse("queueRequests", "requests to queues", "sqs-requests", 1e6);

/** A pricer for what is billed by use alone. */
function byUse(meter: Meter, what: string, price: string, per: number): Pricer {
  return (_resource, context) => [metered(what, meter, price, context, per)];
}

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
  "aws:autoscaling/group:Group": priceAutoScalingGroup,
  "aws:budgets/budgetAction:BudgetAction": priceBudgetAction,
  "aws:amp/workspace:Workspace": priceWorkspace,
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
