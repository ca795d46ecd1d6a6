import { standardSupportEnds } from "../pricing/eks-versions";
import { isUnknown } from "../reading/values";
import { broken, resourceRule, undecided, type Finding } from "../rule";
import { at, type ResourceView } from "../stack-view";

export const supportedKubernetes = resourceRule({
  id: "supported-kubernetes",
  level: "mandatory",
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
    const version = at(cluster.props, "version");
    if (isUnknown(version)) return [undecided(cluster, "version")];
    if (version === undefined || version === null) {
      return [advice(cluster, "names no version: AWS chooses one, and nobody notices when its support ends")];
    }
    const end = standardSupportEnds[String(version)];
    if (end === undefined) return unlisted(cluster, String(version));
    if (today > end) return [broken(cluster, `runs ${String(version)}: in extended support since ${end}`)];
    const days = daysBetween(today, end);
    const message = `runs ${String(version)}, whose standard support ends in ${days} days, on ${end}`;
    return days > warnDaysAhead ? [] : [advice(cluster, message)];
  },
});

function advice(cluster: ResourceView, message: string): Finding {
  return { ...broken(cluster, message), level: "advisory" };
}

/** Versions older than the table's are out of standard support; newer ones came after it was written. */
function unlisted(cluster: ResourceView, version: string): Finding[] {
  const oldest = Math.min(...Object.keys(standardSupportEnds).map(minor));
  return minor(version) < oldest
    ? [broken(cluster, `runs ${version}: out of standard support for long`)]
    : [advice(cluster, `runs ${version}, which policy-pack/pricing/eks-versions.ts doesn't list`)];
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
