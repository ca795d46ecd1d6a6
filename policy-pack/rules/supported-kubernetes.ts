import { supportOf } from "../pricing/pricers/control-plane";
import { isUnknown } from "../reading/values";
import { broken, resourceRule, undecided, type Finding } from "../rule";
import { at, type ResourceView } from "../stack-view";

export const supportedKubernetes = resourceRule({
  id: "supported-kubernetes",
  level: "mandatory",
  requires: "The control plane runs a version in standard support.",
  reason:
    "In extended support the control plane costs six times as much, and the change of version that ends it takes planning.",
  fix: "Move to a newer version: CONTRIBUTING.md says what moves together.",
  parameters: {
    schema: {
      warnDaysAhead: { type: "integer", minimum: 0, description: "Days before the end of standard support." },
    },
    defaults: { warnDaysAhead: 90 },
  },
  reads: ["today"],
  types: ["aws:eks/cluster:Cluster", "eks:index:Cluster"],
  check(cluster, { warnDaysAhead }, { today }) {
    if (isOutline(cluster)) return [];
    const version = at(cluster.props, "version");
    if (isUnknown(version)) return [undecided(cluster, "version")];
    if (version === undefined || version === null) {
      return [advice(cluster, "names no version: AWS chooses one, and nobody notices when its support ends")];
    }
    const { extended, standardUntil } = supportOf(String(version), today);
    const name = `runs ${String(version)}`;
    if (extended) {
      return [
        broken(
          cluster,
          `${name}: in extended support ${standardUntil ? `since ${standardUntil}` : "for long"}`,
        ),
      ];
    }
    if (!standardUntil) {
      return [advice(cluster, `${name}, which policy-pack/pricing/pricers/control-plane.ts doesn't list`)];
    }
    const days = daysBetween(today, standardUntil);
    const message = `${name}, whose standard support ends in ${days} days, on ${standardUntil}`;
    return days > warnDaysAhead ? [] : [advice(cluster, message)];
  },
});

/** The engine shows the component of @pulumi/eks without inputs, and beside it the cluster that it makes. */
function isOutline({ type, props }: ResourceView): boolean {
  return type === "eks:index:Cluster" && Object.keys(props).length === 0;
}

function advice(cluster: ResourceView, message: string): Finding {
  return { ...broken(cluster, message), level: "advisory" };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
