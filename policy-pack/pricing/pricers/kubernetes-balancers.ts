import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { balancerLines, type BalancerKind } from "./load-balancer";
import { MayBill, NoPrice, type Part, type Pricer, type PricingContext, textOf } from "./pricer";

/** A Service of type LoadBalancer has a controller make a load balancer that no program shows. */
export const priceService: Pricer = ({ props }, context) => serviceLines(at(props, "spec"), at(props, "metadata", "annotations"), context); // prettier-ignore

const CLASSES_OF_AWS: readonly unknown[] = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
const ANNOTATION = "service.beta.kubernetes.io/aws-load-balancer-";

/**
 * The load balancer of a Service: a network load balancer where a class or an annotation asks for one, or where AWS's
 * controller is in the program and takes every Service; else the classic one of the cloud provider.
 */
export function serviceLines(spec: unknown, annotations: unknown, context: PricingContext): Part[] {
  const type = at(spec, "type");
  if (type === UNKNOWN) throw new NoPrice("its type is unknown until up");
  if (type !== "LoadBalancer") return [];
  if (annotations === UNKNOWN) throw new NoPrice("its annotations are unknown until up");
  const wanted = at(annotations, `${ANNOTATION}type`);
  const byClass = at(spec, "loadBalancerClass");
  if (wanted === UNKNOWN || byClass === UNKNOWN) {
    throw new NoPrice("the kind of its load balancer is unknown until up");
  }
  if (byClass !== undefined && !CLASSES_OF_AWS.includes(byClass)) {
    return [new MayBill(`the controller of class ${textOf(byClass)} may make a load balancer for it`)];
  }
  const byController =
    byClass !== undefined || wanted === "external" || wanted === "nlb-ip" || hasController(context.stack);
  const kind: BalancerKind = byController || wanted === "nlb" ? "network" : "classic";
  const scheme =
    at(annotations, `${ANNOTATION}scheme`) ??
    (isYes(at(annotations, `${ANNOTATION}internal`)) ? "internal" : undefined) ??
    (byController ? "internal" : "internet-facing");
  const hasOwnAddresses = at(annotations, `${ANNOTATION}eip-allocations`) !== undefined;
  return balancerLines(kind, hasOwnAddresses ? 0 : addresses(scheme, context), context, "assumed");
}

function isYes(value: unknown): boolean {
  return value !== undefined && value !== "false" && value !== false;
}

/** The controller makes an application load balancer for an Ingress of its class, one for all of a group. */
export const priceIngress: Pricer = (ingress, context) => {
  const asked = ingressBalancer(ingress, context.stack);
  if (asked === undefined) return [];
  if (asked.group === UNKNOWN) throw new NoPrice("its group is unknown until up");
  if (asked.group !== undefined && firstOfGroup(asked.group, context.stack) !== ingress) return [];
  return balancerLines("application", addresses(asked.scheme, context), context, "assumed");
};

/** The same for the Ingress that a chart's values ask for. */
export function ingressLines(className: unknown, annotations: unknown, context: PricingContext): Part[] {
  const resource = { spec: { ingressClassName: className }, metadata: { annotations } };
  const asked = ingressBalancer({ props: resource }, context.stack);
  if (asked === undefined || (asked.group !== undefined && firstOfGroup(asked.group, context.stack)))
    return [];
  return balancerLines("application", addresses(asked.scheme, context), context, "assumed");
}

const INGRESS_TYPES = [
  "kubernetes:networking.k8s.io/v1:Ingress",
  "kubernetes:networking.k8s.io/v1beta1:Ingress",
  "kubernetes:extensions/v1beta1:Ingress",
];
const ALB_CONTROLLERS: readonly unknown[] = ["ingress.k8s.aws/alb", "eks.amazonaws.com/alb"];

/** The group and the scheme of the load balancer that an Ingress asks AWS's controller for; undefined if it doesn't. */
function ingressBalancer(
  { props }: Pick<ResourceView, "props">,
  stack: StackView,
): { group: unknown; scheme: unknown } | undefined {
  const annotations = at(props, "metadata", "annotations");
  const name = at(props, "spec", "ingressClassName") ?? at(annotations, "kubernetes.io/ingress.class");
  if (name === UNKNOWN) throw new NoPrice("its class is unknown until up");
  const ingressClass = named("kubernetes:networking.k8s.io/v1:IngressClass", name, stack);
  const controller = at(ingressClass?.props, "spec", "controller");
  if (!(ingressClass ? ALB_CONTROLLERS.includes(controller) : name === "alb")) return undefined;
  const parameters =
    named("kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams", at(ingressClass?.props, "spec", "parameters", "name"), stack) ??
    named("kubernetes:eks.amazonaws.com/v1:IngressClassParams", at(ingressClass?.props, "spec", "parameters", "name"), stack); // prettier-ignore
  const of = (key: string) => at(annotations, `alb.ingress.kubernetes.io/${key}`);
  return {
    group: at(parameters?.props, "spec", "group", "name") ?? of("group.name"),
    scheme: at(parameters?.props, "spec", "scheme") ?? of("scheme") ?? "internal",
  };
}

const groupsOf = new WeakMap<StackView, ReadonlyMap<unknown, ResourceView>>();

/** The Ingress at which the load balancer of a group is priced. */
function firstOfGroup(group: unknown, stack: StackView): ResourceView | undefined {
  let firsts = groupsOf.get(stack);
  if (!firsts) {
    const found = new Map<unknown, ResourceView>();
    for (const ingress of stack.ofTypes(INGRESS_TYPES)) {
      const name = groupOf(ingress, stack);
      if (name !== undefined && !found.has(name)) found.set(name, ingress);
    }
    groupsOf.set(stack, (firsts = found));
  }
  return firsts.get(group);
}

function groupOf(ingress: ResourceView, stack: StackView): unknown {
  try {
    return ingressBalancer(ingress, stack)?.group;
  } catch (error) {
    if (error instanceof NoPrice) return undefined;
    throw error;
  }
}

/** AWS's controller makes an application or a network load balancer for a Gateway; others make a Service. */
export const priceGateway: Pricer = ({ props }, context) => {
  const name = at(props, "spec", "gatewayClassName");
  if (name === UNKNOWN) throw new NoPrice("its class is unknown until up");
  const gatewayClass = ["v1", "v1beta1"]
    .map((version) =>
      named(`kubernetes:gateway.networking.k8s.io/${version}:GatewayClass`, name, context.stack),
    )
    .find((found) => found !== undefined);
  const controller = textOf(at(gatewayClass?.props, "spec", "controllerName") ?? name);
  const kind = /^gateway\.k8s\.aws\/alb$|(?<![a-z])alb(?![a-z])/.test(controller)
    ? "application"
    : /^gateway\.k8s\.aws\/nlb$|(?<![a-z])nlb(?![a-z])/.test(controller)
      ? "network"
      : undefined;
  if (controller.includes("vpc-lattice") || controller.startsWith("application-networking.k8s.aws/")) {
    throw new NoPrice(
      "VPC Lattice bills its services by the hour and by use, and there is no price for it here",
    );
  }
  if (kind === undefined) {
    return [new MayBill(`the controller of gateway class ${textOf(name)} may make a load balancer for it`)];
  }
  const configuration = at(props, "spec", "infrastructure", "parametersRef", "name");
  const scheme = at(
    named("kubernetes:gateway.k8s.aws/v1beta1:LoadBalancerConfiguration", configuration, context.stack)
      ?.props,
    "spec",
    "scheme",
  );
  return balancerLines(kind, addresses(scheme ?? "internal", context), context, "assumed");
};

/** Public addresses of a load balancer that a controller makes: one in each zone of the public subnets. */
function addresses(scheme: unknown, { stack }: PricingContext): number | NoPrice {
  if (scheme === UNKNOWN)
    return new NoPrice("whether it is internal is unknown until up, and so its addresses");
  return scheme === "internet-facing" ? publicZones(stack) : 0;
}

/** AWS asks for two zones: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/ */
const FEWEST_ZONES = 2;

const zonesOf = new WeakMap<StackView, number>();

function publicZones(stack: StackView): number {
  const known = zonesOf.get(stack);
  if (known !== undefined) return known;
  const zones = new Set(
    stack
      .ofType("aws:ec2/subnet:Subnet")
      .filter(
        ({ props }) =>
          at(props, "mapPublicIpOnLaunch") === true ||
          at(props, "tags", "kubernetes.io/role/elb") !== undefined,
      )
      .map(({ urn, props }) => {
        const zone = at(props, "availabilityZone") ?? at(props, "availabilityZoneId");
        return zone === undefined || zone === UNKNOWN ? urn : zone;
      }),
  ).size;
  const most = Math.max(zones, FEWEST_ZONES);
  zonesOf.set(stack, most);
  return most;
}

const controllersOf = new WeakMap<StackView, boolean>();

const CHART_TYPES = [
  "kubernetes:helm.sh/v3:Release",
  "kubernetes:helm.sh/v3:Chart",
  "kubernetes:helm.sh/v4:Chart",
];

/** Whether AWS's load balancer controller is in the program, as a chart or as a part of EKS Auto Mode. */
function hasController(stack: StackView): boolean {
  const known = controllersOf.get(stack);
  if (known !== undefined) return known;
  const has =
    stack
      .ofTypes(CHART_TYPES)
      .some(({ props }) => textOf(at(props, "chart")).endsWith("aws-load-balancer-controller")) ||
    stack
      .ofType("aws:eks/cluster:Cluster")
      .some(({ props }) => enabled(at(props, "kubernetesNetworkConfig")));
  controllersOf.set(stack, has);
  return has;
}

/** Exports have a list of one network configuration in some versions of the SDK. */
function enabled(network: unknown): boolean {
  return [network, ...entries(network)].some((each) => at(each, "elasticLoadBalancing", "enabled") === true);
}

/** The object of a type that has a name in the cluster. */
function named(type: string, name: unknown, stack: StackView): ResourceView | undefined {
  if (typeof name !== "string" || name === UNKNOWN) return undefined;
  return stack
    .ofType(type)
    .find((resource) => (at(resource.props, "metadata", "name") ?? resource.name) === name);
}
