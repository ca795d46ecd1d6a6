import { poolsOf } from "../reading/node-groups";
import { stackRule, undecided } from "../rule";

export const nodeCount = stackRule({
  id: "node-count",
  level: "mandatory",
  requires: "The maxima of all pools together are bounded.",
  reason: "Pools that are each within their bounds can together still have more nodes than planned.",
  fix: "Lower the maximum of a pool.",
  parameters: {
    schema: { maxNodes: { type: "integer", minimum: 1, description: "Most nodes of all pools together." } },
    defaults: { maxNodes: 40 },
  },
  check(stack, { maxNodes }) {
    const pools = poolsOf(stack);
    const nodes = pools.reduce((sum, { maxSize = 0 }) => sum + maxSize, 0);
    if (nodes > maxNodes) {
      return [{ message: `all pools at their maximum are ${nodes} nodes, the stack may have ${maxNodes}` }];
    }
    return pools
      .filter(({ maxSize }) => maxSize === undefined)
      .map(({ group }) => undecided(group, "scalingConfig.maxSize"));
  },
});
