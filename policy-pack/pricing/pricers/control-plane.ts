import { at, UNKNOWN } from "../../stack-view";
import { hourly, NoPrice, type Pricer } from "./pricer";

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

/** A control plane; six times the price when its version is out of standard support. */
export const priceControlPlane: Pricer = ({ props }, context) => {
  const version = at(props, "version");
  if (version === UNKNOWN) throw new NoPrice("its version of Kubernetes is unknown until up");
  const { extended, standardUntil } = supportOf(String(version), context.today);
  const since = standardUntil === undefined ? "" : ` since ${standardUntil}`;
  const support = extended ? `, extended support${since}` : "";
  const price = extended ? "eks-control-plane-extended" : "eks-control-plane";
  return [hourly(`control plane, Kubernetes ${version ?? "default"}${support}`, 1, price, context)];
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
