import { factsOf, instanceTypes, isInCatalog, isSpot, NODE_GROUP } from "../reading/node-groups";
import { isUnknown } from "../reading/values";
import { broken, resourceRule, undecided, type Finding } from "../rule";
import { at, entries, type ResourceView } from "../stack-view";

export const spotDiversity = resourceRule({
  id: "spot-diversity",
  level: "mandatory",
  requires: "A spot pool names several instance types of one size, in several zones.",
  reason: "Spot capacity goes away by type and zone; few types in few zones are interrupted together.",
  fix: "Name at least minTypes instance types of equal vCPU and memory, and subnets of minSubnets zones.",
  parameters: {
    schema: {
      minTypes: { type: "integer", minimum: 1, description: "Fewest instance types of a spot pool." },
      minSubnets: { type: "integer", minimum: 1, description: "Fewest subnets, one a zone, of a spot pool." },
    },
    defaults: { minTypes: 4, minSubnets: 3 },
  },
  types: [NODE_GROUP],
  check(group, { minTypes, minSubnets }) {
    const spot = isSpot(group);
    if (spot === undefined) return [undecided(group, "capacityType")];
    return spot ? [...typeFindings(group, minTypes), ...subnetFindings(group, minSubnets)] : [];
  },
});

function typeFindings(group: ResourceView, minTypes: number): Finding[] {
  const types = instanceTypes(group);
  if (!types) return [undecided(group, "instanceTypes")];
  const different = new Set(types);
  if (different.size < minTypes) {
    return [
      broken(
        group,
        `has ${different.size} instance types (${types.join(", ")}), a spot pool needs ${minTypes}`,
      ),
    ];
  }
  const strange = types.filter((type) => !isInCatalog(type));
  if (strange.length > 0) return [broken(group, `has types of unknown size: ${strange.join(", ")}`)];
  const sizes = new Set(factsOf(types).map(({ vcpu, memoryGiB }) => `${vcpu} vCPU and ${memoryGiB} GiB`));
  return sizes.size > 1 ? [broken(group, `has types of different sizes: ${[...sizes].join(", ")}`)] : [];
}

/** The subnets themselves may be unknown: how many they are is not. */
function subnetFindings(group: ResourceView, minSubnets: number): Finding[] {
  const subnets = at(group.props, "subnetIds");
  if (isUnknown(subnets)) return [undecided(group, "subnetIds")];
  const count = entries(subnets).length;
  return count < minSubnets ? [broken(group, `has ${count} subnets, a spot pool needs ${minSubnets}`)] : [];
}
