import { at, UNKNOWN, type ResourceView } from "../../stack-view";
import type { Meter } from "../usage";
import { priceAutoScalingGroup, priceFleet } from "./auto-scaling-group";
import { priceCloudFormationStack } from "./cloudformation";
import { priceCapability, priceClusterComponent, priceControlPlane } from "./control-plane";
import { priceFargateProfile } from "./fargate";
import { priceInstance, priceSpotRequest } from "./instance";
import { NODE_POOL_TYPES, priceNodePool } from "./karpenter";
import {
  priceAccelerator,
  priceElasticIp,
  priceEndpoint,
  priceLoadBalancer,
  priceNatGateway,
  priceVpc,
} from "./network";
import { priceNodeGroup } from "./node-group";
import { daily, metered, NoPrice, type Part, type Pricer, type PricingContext, textOf } from "./pricer";
import { priceClaim, priceKey, priceLogGroup, priceRelease, priceStatefulSet, priceVolume } from "./storage";

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

/** A Service of this type has the cloud make a load balancer that no plan shows. */
const priceService: Pricer = ({ props }) => {
  const type = at(props, "spec", "type");
  if (type === UNKNOWN) throw new NoPrice("its type is unknown until up");
  if (type !== "LoadBalancer") return [];
  throw new NoPrice("a Service of type LoadBalancer makes a load balancer of its own");
};

/** The load-balancer controller makes one for an Ingress of its class. */
const priceIngress: Pricer = ({ props }) => {
  const annotation = at(props, "metadata", "annotations", "kubernetes.io/ingress.class");
  const ingressClass = at(props, "spec", "ingressClassName") ?? annotation;
  if (ingressClass === UNKNOWN) throw new NoPrice("its class is unknown until up");
  if (ingressClass !== "alb") return [];
  throw new NoPrice("an Ingress of class alb makes a load balancer of its own");
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
  const pricer = Object.hasOwn(PRICERS, type) && type !== object.type ? PRICERS[type] : undefined;
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
  "aws:eks/cluster:Cluster": priceControlPlane,
  "aws:eks/fargateProfile:FargateProfile": priceFargateProfile,
  "aws:eks/nodeGroup:NodeGroup": priceNodeGroup,
  "aws:globalaccelerator/accelerator:Accelerator": priceAccelerator,
  "aws:kms/key:Key": priceKey,
  "aws:lb/loadBalancer:LoadBalancer": priceLoadBalancer,
  "aws:sns/topicSubscription:TopicSubscription": priceSubscription,
  "aws:sqs/queue:Queue": priceQueue,
  "eks:index:Cluster": priceClusterComponent,
  ...Object.fromEntries(NODE_POOL_TYPES.map((type) => [type, priceNodePool])),
  "kubernetes:apiextensions.k8s.io/v1:CustomResource": priceCustomResource,
  "kubernetes:apps/v1:StatefulSet": priceStatefulSet,
  "kubernetes:core/v1:PersistentVolumeClaim": priceClaim,
  "kubernetes:core/v1:Service": priceService,
  "kubernetes:helm.sh/v3:Release": priceRelease,
  "kubernetes:networking.k8s.io/v1:Ingress": priceIngress,
};
