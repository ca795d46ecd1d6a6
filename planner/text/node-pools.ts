import type { SpotReserveSettings } from "../../components/nodes/spot-reserve.settings";
import { allocatable } from "../../policy-pack/pricing/allocatable";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import type { StackSettings } from "../../stacks/settings";
import { scheduleWords } from "./scaling-words";
import { heading, table, wrap, type Paint } from "./layout";

/** @param verbose what each instance type has, and what it leaves to pods, has a line too */
export function nodePoolsSection(
  { pools, spotReserve }: Pick<StackSettings, "pools" | "spotReserve">,
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
  return [
    heading("Node pools", "", paint),
    table(columns, rows, paint),
    ...(spotReserve ? wrap(reserveWords(spotReserve), "  ") : []),
  ].join("\n");
}

function reserveWords(reserve: SpotReserveSettings): string {
  const { nodes } = reserve;
  const kept =
    nodes === 1 ? "A placeholder pod keeps 1 spot node" : `Placeholder pods keep ${nodes} spot nodes`;
  return [kept, ...scheduleWords({ schedule: reserve.schedule })].join(", ");
}

function typeFacts(type: string, slotsPerGpu: number): string {
  const { vcpu, memoryGiB } = instanceFacts(type);
  const left = allocatable(type, slotsPerGpu);
  const gpu = left.gpu > 0 ? `, ${left.gpu} slots` : "";
  return `${type}: ${left.cpu.toFixed(2)} of ${vcpu} CPU, ${left.memory.toFixed(2)} of ${memoryGiB} GiB to pods${gpu}`;
}
