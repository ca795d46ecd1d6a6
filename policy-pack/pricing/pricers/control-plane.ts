import { at, UNKNOWN } from "../../stack-view";
import { supportOf } from "../eks-versions";
import { constant } from "../money";
import { NoPrice, servicePrice, type Pricer } from "./pricer";

/** A control plane; six times the price when its version is out of standard support. */
export const priceControlPlane: Pricer = ({ props }, context) => {
  const version = at(props, "version");
  if (version === UNKNOWN) throw new NoPrice("its version of Kubernetes is unknown until up");
  const { extended, standardUntil } = supportOf(String(version), context.today);
  const price = servicePrice(extended ? "eks-control-plane-extended" : "eks-control-plane", context);
  const since = standardUntil === undefined ? "" : ` since ${standardUntil}`;
  const support = extended ? `, extended support${since}` : "";
  return [
    {
      item: `control plane, Kubernetes ${version ?? "default"}${support}`,
      cost: constant(price.usd),
      source: price.source,
    },
  ];
};

/** The component of @pulumi/eks, in whose place a preview also shows the cluster that it makes. */
export const priceClusterComponent: Pricer = (component, context) => {
  const made = context.stack.ofType("aws:eks/cluster:Cluster").some(({ parent }) => parent === component.urn);
  if (made) return [];
  if (at(component.props, "skipDefaultNodeGroup") !== true) {
    throw new NoPrice("the nodes that it makes itself don't show");
  }
  return priceControlPlane(component, context);
};
