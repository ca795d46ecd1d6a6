import { at, entries, UNKNOWN, type ResourceView } from "../../stack-view";
import { builtInPools, hasAutoModePools } from "./karpenter";
import { stated } from "./launch";
import {
  guarded,
  hourly,
  MayBill,
  metered,
  NoPrice,
  part,
  type Part,
  type Priced,
  type Pricer,
  type PricingContext,
  textOf,
  oncePerStack,
} from "./pricer";

/**
 * The last day of standard support of each minor version on EKS; from the next day on the control plane costs six
 * times as much. Source: the release calendar of the EKS user guide, as of November 2026.
 */
export const standardSupportEnds: Readonly<Record<string, string>> = {
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
  "1.36": "2027-08-02",
};

/** How a version is supported on a day. */
export interface Support {
  extended: boolean;
  /** Last day of standard support; undefined where the table is silent: long over, or not yet announced. */
  standardUntil: string | undefined;
}

/** @param today YYYY-MM-DD */
export function supportOf(version: string, today: string): Support {
  const standardUntil = standardSupportEnds[version];
  if (standardUntil !== undefined) return { extended: today > standardUntil, standardUntil };
  const oldest = Math.min(...Object.keys(standardSupportEnds).map(minor));
  return { extended: minor(version) < oldest, standardUntil };
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}

/**
 * A control plane; six times the price when its version is out of standard support, unless EKS then upgrades it by
 * itself. With EKS Auto Mode, also the nodes of the pools that it brings.
 */
export const priceControlPlane: Pricer = (cluster, context) => [
  part(() => controlPlane(cluster, context)),
  ...provisioned(cluster, context),
  ...autoMode(cluster, context),
];

function controlPlane({ props }: ResourceView, context: PricingContext): Priced {
  const version = stated(at(props, "version"));
  const policy = stated(at(props, "upgradePolicy", "supportType"));
  if (version === UNKNOWN) throw new NoPrice("its version of Kubernetes is unknown until up");
  const { extended, standardUntil } = supportOf(textOf(version), context.today);
  if (extended && policy === UNKNOWN) throw new NoPrice("its upgrade policy is unknown until up");
  const isUpgraded = policy === "STANDARD";
  const since = standardUntil === undefined ? "" : ` since ${standardUntil}`;
  const support = extended ? (isUpgraded ? ", upgraded by EKS" : `, extended support${since}`) : "";
  const price = extended && !isUpgraded ? "eks-control-plane-extended" : "eks-control-plane";
  return hourly(`control plane, Kubernetes ${textOf(version ?? "default")}${support}`, 1, price, context);
}

/** Control planes of a size that is kept, beside the usual price: "tier-xl" and larger. */
function provisioned({ props }: ResourceView, context: PricingContext): Part[] {
  const tier = stated(at(props, "controlPlaneScalingConfig", "tier")) ?? "standard";
  if (tier === "standard") return [];
  if (tier === UNKNOWN) return [new NoPrice("the tier of its control plane is unknown until up")];
  const size = textOf(tier).replace(/^tier-/, "");
  return [
    part(() =>
      hourly(`provisioned control plane, ${size}`, 1, `eks-provisioned-control-plane-${size}`, context),
    ),
  ];
}

function autoMode(cluster: ResourceView, context: PricingContext): Part[] {
  const isEnabled = stated(at(cluster.props, "computeConfig", "enabled")) ?? false;
  if (isEnabled === UNKNOWN) return [new NoPrice("whether it uses EKS Auto Mode is unknown until up")];
  if (isEnabled !== true) return [];
  const names = at(cluster.props, "computeConfig", "nodePools");
  if (names === UNKNOWN) return [new NoPrice("the node pools of EKS Auto Mode are unknown until up")];
  const pools = entries(names).map(textOf);
  if (pools.length > 0) return guarded(() => builtInPools(cluster, pools, context));
  return hasAutoModePools(context.stack)
    ? [] // they have lines of their own
    : [new MayBill("nodes of EKS Auto Mode, whose node pools don't show")];
}

/** The component of @pulumi/eks, in whose place a preview also shows the cluster that it makes. */
export const priceClusterComponent: Pricer = (component, context) => {
  const made = context.stack.ofType("aws:eks/cluster:Cluster").some(({ parent }) => parent === component.urn);
  if (made) return [];
  if (at(component.props, "skipDefaultNodeGroup") !== true) {
    throw new NoPrice("the nodes that it makes itself don't show");
  }
  return priceControlPlane(component, context);
};

const parentsOf = oncePerStack((stack) => new Set(stack.resources.map(({ parent }) => parent)));

/** A node group of @pulumi/eks: the resources below it bill, where they show. */
export const priceNodeComponent: Pricer = ({ urn }, { stack }) => {
  if (!parentsOf(stack).has(urn)) throw new NoPrice("the nodes that it makes itself don't show");
  return [];
};

/** What each kind of capability bills by the hour beside itself. */
const CAPABILITIES: Readonly<
  Record<string, { name: string; price: string; resource: string; what: string }>
> = {
  ACK: { name: "ACK", price: "ack", resource: "ack-resource", what: "resources" },
  ARGOCD: { name: "Argo CD", price: "argocd", resource: "argocd-application", what: "applications" },
  KRO: { name: "kro", price: "kro", resource: "kro-instance", what: "instances" },
};

/** A capability that EKS runs beside the cluster: by the hour, and for each thing that it manages. */
export const priceCapability: Pricer = ({ props }, context) => {
  const type = at(props, "type");
  if (type === UNKNOWN) throw new NoPrice("its type is unknown until up");
  const kind = CAPABILITIES[textOf(type)];
  if (!kind) throw new NoPrice(`no price for capabilities of type ${textOf(type)}`);
  const { name, price, resource, what } = kind;
  const manages =
    type === "ACK" ? [new MayBill("the resources of AWS that ACK makes from objects in the cluster")] : [];
  return [
    part(() => hourly(`capability ${name}`, 1, `eks-capability-${price}`, context)),
    part(() =>
      metered(`${what} of ${name}`, "capabilityResourceHours", `eks-capability-${resource}`, context),
    ),
    ...manages,
  ];
};
