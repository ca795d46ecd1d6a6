import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { factsOf } from "../instance-facts";
import { money, type Money, type Situation } from "../money";
import type { InstancePrices } from "../price-book";
import { ec2Source, gp3Size, instancePrices } from "./instance";
import {
  monthly,
  NoPrice,
  numberIn,
  originOf,
  part,
  servicePrice,
  type Priced,
  type Pricer,
  type PricingContext,
} from "./pricer";

/** EKS's defaults for a node group that names neither (API reference, CreateNodegroup). */
const DEFAULT_TYPE = "t3.medium";
const DEFAULT_VOLUME_GIB = 20;

/** Nodes and their root volumes. */
export const priceNodeGroup: Pricer = (group, context) => {
  const nodes = nodeCounts(group, context);
  const types = instanceTypes(group, context);
  const prices = types.map((type) => instancePrices(type, context.region));
  const capacityType = at(group.props, "capacityType");
  if (capacityType === UNKNOWN) throw new NoPrice("its capacity type is unknown until up");
  const isSpot = capacityType === "SPOT";
  return [
    {
      item: `${isSpot ? "spot" : "on-demand"} nodes, ${types.join(" ")}`,
      cost: money((situation) => nodes[situation] * nodePrice(prices, isSpot, situation)),
      rate: { quantity: nodes.expected, unit: "node-hour", usd: nodePrice(prices, isSpot, "expected") },
      source: ec2Source(context.region),
    },
    part(() => rootVolumes(group, nodes, context)),
    ...(runsUnlimited(group, types, context) ? [part(() => cpuCredits(types, isSpot, nodes, context))] : []),
  ];
};

/** AWS starts T3 and T3a without a limit to their credits, unless the launch template says "standard". */
function runsUnlimited(group: ResourceView, types: string[], { stack }: PricingContext): boolean {
  if (!types.some((type) => factsOf(type)?.baselineVcpu !== undefined)) return false;
  const [template] = stack.dependencies(group, "aws:ec2/launchTemplate:LaunchTemplate");
  if (!template && at(group.props, "launchTemplate") !== undefined) return false; // its volumes say that it is hidden
  return at(template?.props, "creditSpecification", "cpuCredits") !== "standard";
}

/**
 * At the ceiling every vCPU is busy all hour, on the type that then costs most: what that adds to the dearest node. In a
 * usual hour the baseline will do.
 */
function cpuCredits(types: string[], isSpot: boolean, nodes: Money, context: PricingContext): Priced {
  const isArm = types.some((type) => factsOf(type)?.arch === "arm64");
  const price = servicePrice(isArm ? "cpu-credits-arm" : "cpu-credits", context);
  const busy = types.map((type) => {
    const { vcpu, baselineVcpu = vcpu } = factsOf(type) ?? { vcpu: 0 };
    const node = nodePrice([instancePrices(type, context.region)], isSpot, "ceiling");
    return node + (vcpu - baselineVcpu) * price.usd;
  });
  const dearest = nodePrice(
    types.map((type) => instancePrices(type, context.region)),
    isSpot,
    "ceiling",
  );
  const more = Math.max(...busy) - dearest;
  return {
    item: "CPU credits above the baseline",
    cost: money((situation) => (situation === "ceiling" ? nodes.ceiling * more : 0)),
    ...originOf(price),
  };
}

/** Nodes in each situation. */
export function nodeCounts(group: ResourceView, { nodes }: Pick<PricingContext, "nodes">): Money {
  const size = (key: string) => numberIn(at(group.props, "scalingConfig", key), `scalingConfig.${key}`);
  const needed = nodes.get(group.urn) ?? { expected: size("desiredSize"), spotGone: size("desiredSize") };
  return { floor: size("minSize"), ceiling: size("maxSize"), ...needed };
}

/** Of the group, or of its launch template. */
function instanceTypes(group: ResourceView, { stack }: PricingContext): string[] {
  const types = at(group.props, "instanceTypes");
  if (types === UNKNOWN || entries(types).includes(UNKNOWN)) {
    throw new NoPrice("its instance types are unknown until up");
  }
  const named = entries(types).map(String);
  if (named.length > 0) return named;
  const ofTemplate = at(launchTemplate(group, stack)?.props, "instanceType");
  if (ofTemplate === UNKNOWN) throw new NoPrice("its instance type is unknown until up");
  return [ofTemplate === undefined ? DEFAULT_TYPE : String(ofTemplate)];
}

/** The launch template that the group waits for, if it has one. One of another stack may contain anything. */
function launchTemplate(group: ResourceView, stack: StackView): ResourceView | undefined {
  const [template] = stack.dependencies(group, "aws:ec2/launchTemplate:LaunchTemplate");
  if (!template && at(group.props, "launchTemplate") !== undefined) {
    throw new NoPrice("its launch template doesn't show");
  }
  return template;
}

/**
 * One node-hour. On-demand groups take the first type that is to be had, in the order of the list; spot groups the
 * types with the most capacity, so the middle of the types' averages is expected. At the floor the cheapest, at the
 * ceiling the dearest. A spot node in a world without spot is an on-demand node of the first type.
 */
function nodePrice(prices: InstancePrices[], isSpot: boolean, situation: Situation): number {
  const onDemand = prices.map((price) => price.onDemand);
  if (!isSpot || situation === "spotGone") {
    if (situation === "floor") return Math.min(...onDemand);
    return situation === "ceiling" ? Math.max(...onDemand) : onDemand[0]!;
  }
  const spot = prices.map((price) => {
    if (!price.spot) throw new NoPrice("no spot price for one of its instance types in its region");
    return price.spot;
  });
  const averages = spot.map(([, average]) => average);
  if (situation === "floor") return Math.min(...averages);
  return situation === "ceiling" ? Math.max(...spot.map(([, , max]) => max)) : median(averages);
}

function rootVolumes(group: ResourceView, nodes: Money, context: PricingContext): Priced {
  const gibibytes = volumeGibibytes(group, context);
  const counts = money((situation) => nodes[situation] * gibibytes);
  return monthly(`root volumes, ${gibibytes} GB gp3 each`, counts, "ebs-gp3", context);
}

/** GiB of a node's volumes: of the launch template that the group waits for, or of the group itself. */
function volumeGibibytes(group: ResourceView, { stack }: PricingContext): number {
  const mappings = at(launchTemplate(group, stack)?.props, "blockDeviceMappings");
  if (mappings === UNKNOWN) throw new NoPrice("its volumes are unknown until up");
  const devices = entries(mappings).map((device) => at(device, "ebs"));
  if (devices.length === 0) {
    return numberIn(at(group.props, "diskSize") ?? DEFAULT_VOLUME_GIB, "the size of its root volume");
  }
  const defaults = { volumeType: "gp3", volumeSize: DEFAULT_VOLUME_GIB };
  return devices.reduce<number>((sum, device) => sum + gp3Size(device, defaults), 0);
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
