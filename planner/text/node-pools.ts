import type { PoolSettings } from "../../components/nodes/node-pool.settings";
import { allocatable } from "../../policy-pack/pricing/allocatable";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import { heading, table, type Paint } from "./layout";

/** @param verbose what each instance type has, and what it leaves to pods, has a line too */
export function nodePoolsSection(
  pools: Record<string, PoolSettings>,
  verbose: boolean,
  paint: Paint,
): string {
  const rows = Object.entries(pools).flatMap(([name, pool]) => [
    [
      name,
      pool.capacity,
      `${pool.minSize}-${pool.maxSize}`,
      String(pool.zones),
      pool.instanceTypes.join(" "),
    ],
    ...(verbose
      ? pool.instanceTypes.map((type) => ["", "", "", "", paint.dim(typeFacts(type, pool.slotsPerGpu))])
      : []),
  ]);
  const columns = [
    { title: "pool" },
    { title: "capacity" },
    { title: "nodes", align: "right" as const },
    { title: "zones", align: "right" as const },
    { title: "instance types" },
  ];
  return `${heading("Node pools", "", paint)}\n${table(columns, rows, paint)}`;
}

function typeFacts(type: string, slotsPerGpu: number): string {
  const { vcpu, memoryGiB } = instanceFacts(type);
  const left = allocatable(type, slotsPerGpu);
  const gpu = left.gpu > 0 ? `, ${left.gpu} slots` : "";
  return `${type}: ${left.cpu.toFixed(2)} of ${vcpu} CPU, ${left.memory.toFixed(2)} of ${memoryGiB} GiB to pods${gpu}`;
}
