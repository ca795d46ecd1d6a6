import type { SpotReserveSettings } from "../../components/nodes/spot-reserve.settings";
import { allocatable } from "../../policy-pack/pricing/allocatable";
import { instanceFacts } from "../../policy-pack/pricing/instance-facts";
import { vcpuQuotas, zoneAddresses } from "../../stacks/node-room";
import type { StackSettings } from "../../stacks/settings";
import { heading, table, wrap, type Paint } from "./layout";
import { scheduleTexts } from "./pod-autoscaling";

/** @param verbose lists what each instance type has, and what it leaves to pods */
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
    ...(spotReserve ? wrap(reserveText(spotReserve), "  ") : []),
  ].join("\n");
}

function reserveText(reserve: SpotReserveSettings): string {
  const { nodes } = reserve;
  const kept =
    nodes === 1 ? "A placeholder pod keeps 1 spot node" : `Placeholder pods keep ${nodes} spot nodes`;
  return [kept, ...scheduleTexts({ schedule: reserve.schedule })].join(", ");
}

/** What the account and the subnets must have for all nodes, including those that rolling updates add. */
export function nodeRoomSection(settings: Pick<StackSettings, "network" | "pools">, paint: Paint): string {
  const rows = vcpuQuotas(settings.pools).map(({ code, name, atMaximum, surge }) => [
    code,
    name,
    String(atMaximum),
    String(surge),
    String(atMaximum + surge),
  ]);
  const columns = [
    { title: "EC2 quota" },
    { title: "name" },
    ...["maximum", "update", "total"].map((title) => ({ title, align: "right" as const })),
  ];
  const addresses = zoneAddresses(settings).map(
    ({ zone, needed, available }) => `${zone} ${count(needed)} of ${count(available)}`,
  );
  return [
    heading(
      "Quotas in vCPU, and addresses: every pool at its maximum, and what a rolling update adds",
      "",
      paint,
    ),
    table(columns, rows, paint),
    ...wrap(`Addresses of the private subnets: ${addresses.join(", ")}`, "  "),
  ].join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function typeFacts(type: string, slotsPerGpu: number): string {
  const { vcpu, memoryGiB } = instanceFacts(type);
  const left = allocatable(type, slotsPerGpu);
  const gpu = left.gpu > 0 ? `, ${left.gpu} slots` : "";
  return `${type}: ${left.cpu.toFixed(2)} of ${vcpu} CPU, ${left.memory.toFixed(2)} of ${memoryGiB} GiB to pods${gpu}`;
}
