import { NODE_GROUP } from "../reading/node-groups";
import { isUnknown, numberIn } from "../reading/values";
import { broken, resourceRule, undecided } from "../rule";
import { at } from "../stack-view";

export const poolBounds = resourceRule({
  id: "pool-bounds",
  level: "mandatory",
  requires: "Every pool has a minimum and a maximum, and the maximum is bounded.",
  reason: "A pool's maximum is all that stops the autoscaler from buying nodes.",
  fix: "Set scalingConfig.maxSize to at least minSize and at most maxNodesPerPool.",
  parameters: {
    schema: { maxNodesPerPool: { type: "integer", minimum: 1, description: "Most nodes of one pool." } },
    defaults: { maxNodesPerPool: 20 },
  },
  types: [NODE_GROUP],
  check(group, { maxNodesPerPool }) {
    const sizes = ["minSize", "maxSize"].map((key) => at(group.props, "scalingConfig", key));
    const [min, max] = sizes.map(numberIn);
    if (max !== undefined && max > maxNodesPerPool) {
      return [broken(group, `may grow to ${max} nodes, a pool may have ${maxNodesPerPool}`)];
    }
    if (sizes.some(isUnknown)) return [undecided(group, "scalingConfig")];
    if (min === undefined || max === undefined) return [broken(group, "names no minSize or no maxSize")];
    return min > max ? [broken(group, `has minSize ${min} above maxSize ${max}`)] : [];
  },
});
