import { isInCatalog, poolsOf, type Pool } from "../reading/node-groups";
import { broken, stackRule, undecided, type Finding } from "../rule";

export const gpuPools = stackRule({
  id: "gpu-pools",
  level: "mandatory",
  requires: "Pools of GPU types have a taint, and together few GPUs.",
  reason:
    "A GPU node costs several times a plain one: pods that use no GPU must not land there, and there must not be many.",
  fix: "Give pools of GPU types a NO_SCHEDULE taint and a small maximum.",
  parameters: {
    schema: { maxGpus: { type: "integer", minimum: 0, description: "Most GPUs of all pools together." } },
    defaults: { maxGpus: 10 },
  },
  check(stack, { maxGpus }) {
    const pools = poolsOf(stack);
    const gpus = pools.reduce((sum, pool) => sum + gpusPerNode(pool) * (pool.maxSize ?? 0), 0);
    return [
      ...pools.flatMap(poolFindings),
      ...(gpus > maxGpus
        ? [{ message: `all pools at their maximum have ${gpus} GPUs, the stack may have ${maxGpus}` }]
        : []),
    ];
  },
});

/** Of the type with the most. */
function gpusPerNode({ facts }: Pool): number {
  return Math.max(0, ...facts.map(({ gpu }) => gpu?.count ?? 0));
}

function poolFindings(pool: Pool): Finding[] {
  const { group, types, tainted, maxSize } = pool;
  if (!types) return [undecided(group, "instanceTypes")];
  const strange = types.filter((type) => !isInCatalog(type));
  if (strange.length > 0) {
    return [broken(group, `has instance types of which nothing is known: ${strange.join(", ")}`)];
  }
  if (gpusPerNode(pool) === 0) return [];
  if (tainted === false)
    return [broken(group, `has GPUs (${types.join(", ")}) and no taint that keeps other pods away`)];
  return [
    ...(tainted === undefined ? [undecided(group, "taints")] : []),
    ...(maxSize === undefined ? [undecided(group, "scalingConfig.maxSize")] : []),
  ];
}
