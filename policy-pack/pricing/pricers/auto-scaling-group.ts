import { at, entries, UNKNOWN, type ResourceView, type StackView } from "../../stack-view";
import { constant, money, SITUATIONS, type Money, type Situation } from "../money";
import {
  addressLines,
  EKS_IMAGE_ASSUMED,
  find,
  isSpot,
  launchOfMachine,
  launchOfTemplate,
  launchTemplate,
  NODE_IMAGES,
  refuseDedicated,
  stated,
  statedGroup,
  volumeLines,
  volumesOf,
  type Launch,
} from "./launch";
import {
  countIn,
  countNodes,
  creditLines,
  equalOptions,
  impossibleSizes,
  nodeLine,
  type MachineOption,
  type Machines,
} from "./nodes";
import { typesByRequirements } from "./node-types";
import { NoPrice, numberIn, part, type Priced, type Pricer, type PricingContext, textOf } from "./pricer";

export const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";

/** What a group of instances is made of, whichever service keeps it. */
interface Group {
  onDemand: Money;
  spot: Money;
  onDemandChoice: Machines["choice"];
  spotChoice: Machines["choice"];
  options: MachineOption[];
  /** In place of options: what AWS chooses types by. */
  requirements?: unknown;
  /** What they are launched with, or why it doesn't show. */
  launch: Launch | NoPrice;
  subnetIds: unknown;
}

/** The instances of an Auto Scaling group, their volumes and their public addresses. */
export const priceAutoScalingGroup: Pricer = (group, context) => {
  const { props } = group;
  const sizes = sizesOf(group);
  const policy = statedGroup(at(props, "mixedInstancesPolicy"));
  if (policy === UNKNOWN) throw new NoPrice("its mixed instances policy is unknown until up");
  const subnetIds = at(props, "vpcZoneIdentifiers");
  const lines =
    policy === undefined
      ? priceUniform(group, sizes, subnetIds, context)
      : priceMixed(group, policy, sizes, subnetIds, context);
  const warmPool = statedGroup(at(props, "warmPool"));
  return warmPool === undefined
    ? lines
    : [...lines, new NoPrice("no price for the instances of its warm pool")];
};

/** Without a desired size, a group starts with its minimum. */
function sizesOf({ props }: ResourceView): Money {
  const unit = stated(at(props, "desiredCapacityType")) ?? "units";
  if (unit !== "units") throw new NoPrice(`its sizes are counted in ${textOf(unit)}`);
  const floor = countIn(at(props, "minSize"), "minSize");
  const ceiling = countIn(at(props, "maxSize"), "maxSize");
  const desired = stated(at(props, "desiredCapacity"));
  const expected = desired === undefined ? floor : countIn(desired, "desiredCapacity");
  if (floor > expected || expected > ceiling) throw new NoPrice(impossibleSizes(floor, expected, ceiling));
  return { floor, expected, ceiling, spotGone: expected };
}

/** All with the type of one launch template or launch configuration. */
function priceUniform(group: ResourceView, sizes: Money, subnetIds: unknown, context: PricingContext) {
  const reference = at(group.props, "launchTemplate");
  const named = ["id", "name"].some((key) => stated(at(reference, key)) !== undefined);
  const launch = named
    ? templateLaunch(group, reference, context.stack)
    : configurationLaunch(group, context.stack);
  const spot = isSpot(launch);
  return priceGroup(
    group,
    {
      onDemand: spot ? constant(0) : sizes,
      spot: spot ? sizes : constant(0),
      onDemandChoice: "first",
      spotChoice: "first",
      ...(launch.instanceType === undefined && launch.requirements !== undefined
        ? { options: [], requirements: launch.requirements }
        : { options: [optionOf(launch.instanceType, launch)] }),
      launch,
      subnetIds,
    },
    context,
  );
}

function templateLaunch(user: ResourceView, reference: unknown, stack: StackView): Launch {
  const [id, name, version] = ["id", "name", "version"].map((key) => at(reference, key));
  return launchOfTemplate(launchTemplate(user, { id, name, version }, stack).props);
}

/** Of the launch configuration with the group's name for it, or of the only one that the group waits for. */
function configurationLaunch(group: ResourceView, stack: StackView): Launch {
  const name = stated(at(group.props, "launchConfiguration"));
  const waitedFor = stack.dependencies(group, LAUNCH_CONFIGURATION);
  const configuration =
    find(stack, LAUNCH_CONFIGURATION, "name", name) ??
    find(stack, LAUNCH_CONFIGURATION, "id", name) ??
    (waitedFor.length === 1 ? waitedFor[0] : undefined);
  if (configuration) return launchOfMachine(configuration.props);
  if (name === undefined && waitedFor.length === 0) return templateLaunch(group, undefined, stack);
  throw new NoPrice("its launch configuration doesn't show");
}

/** An option of an override, or of the launch itself. */
function optionOf(
  type: unknown,
  launch: Launch | NoPrice | undefined,
  weight: unknown = undefined,
): MachineOption {
  const named = stated(type) ?? (launch instanceof NoPrice ? undefined : launch?.instanceType);
  if (named === UNKNOWN) throw new NoPrice("its instance types are unknown until up");
  if (named === undefined) {
    if (launch instanceof NoPrice) throw launch;
    throw new NoPrice("it names no instance type");
  }
  const units = stated(weight) === undefined ? 1 : countIn(weight, "weightedCapacity");
  if (units === 0) throw new NoPrice("weightedCapacity can't be 0");
  return { type: textOf(named), weight: units };
}

/** A base of on-demand instances, and a share of on-demand among those above it. */
function priceMixed(
  group: ResourceView,
  policy: unknown,
  sizes: Money,
  subnetIds: unknown,
  context: PricingContext,
) {
  const distribution = at(policy, "instancesDistribution");
  const number = (key: string, standard: number) =>
    numberIn(stated(at(distribution, key)) ?? standard, `instancesDistribution.${key}`);
  const base = number("onDemandBaseCapacity", 0);
  const share = number("onDemandPercentageAboveBaseCapacity", 100) / 100;
  if (share > 1) throw new NoPrice(`onDemandPercentageAboveBaseCapacity can't be ${share * 100}`);
  const onDemandOf = (size: number) => Math.min(size, base) + Math.ceil(Math.max(size - base, 0) * share);
  const onDemand = money((situation) => onDemandOf(sizes[situation]));
  const configured = configuredOptions(group, [at(policy, "launchTemplate")], context.stack);
  const strategy = stated(at(distribution, "onDemandAllocationStrategy"));
  return priceGroup(
    group,
    {
      onDemand,
      spot: money((situation) => sizes[situation] - onDemand[situation]),
      onDemandChoice: strategy === "lowest-price" ? "cheapest" : "first",
      spotChoice: spotChoice(stated(at(distribution, "spotAllocationStrategy"))),
      ...configured,
      subnetIds,
    },
    context,
  );
}

/** Groups and fleets take the cheapest spot pools unless they say otherwise. */
function spotChoice(strategy: unknown): Machines["choice"] {
  return strategy === undefined || /^lowest-?price$/i.test(textOf(strategy)) ? "cheapest" : "middle";
}

/** Launch templates with what overrides them: the types, and what all are launched with. */
function configuredOptions(user: ResourceView, configurations: unknown[], stack: StackView) {
  const found = configurations.map((configuration) => {
    const reference = at(configuration, "launchTemplateSpecification");
    const launch = part(() =>
      templateLaunch(
        user,
        {
          id: at(reference, "launchTemplateId"),
          name: at(reference, "launchTemplateName"),
          version: at(reference, "version"),
        },
        stack,
      ),
    );
    const overrides = at(configuration, "overrides");
    if (overrides === UNKNOWN) throw new NoPrice("its instance types are unknown until up");
    const [requirements, ...others] = entries(overrides).flatMap(
      (override) => statedGroup(at(override, "instanceRequirements")) ?? [],
    );
    if (others.length > 0) throw new NoPrice("AWS chooses its instance types by several requirements");
    const options = requirements === undefined ? overridden(overrides, launch) : [];
    const isOneLaunch = entries(overrides).every(
      (override) => statedGroup(at(override, "launchTemplateSpecification")) === undefined,
    );
    return {
      options,
      requirements,
      launch: isOneLaunch ? launch : new NoPrice("its instance types have launch templates of their own"),
    };
  });
  const [first] = found;
  if (!first) throw new NoPrice("its launch template doesn't show");
  return {
    options: found.flatMap(({ options }) => options),
    requirements: found.length === 1 ? first.requirements : undefined,
    launch: found.length === 1 ? first.launch : new NoPrice("it has several launch templates"),
  };
}

/** The types of overrides, or the one of the launch. */
function overridden(overrides: unknown, launch: Launch | NoPrice): MachineOption[] {
  if (entries(overrides).length === 0) return [optionOf(undefined, launch)];
  return entries(overrides).map((override) =>
    optionOf(at(override, "instanceType"), launch, at(override, "weightedCapacity")),
  );
}

function priceGroup(user: ResourceView, group: Group, context: PricingContext): (Priced | NoPrice)[] {
  const { launch, options } = group;
  if (!(launch instanceof NoPrice)) refuseDedicated(launch);
  const machinesOf = (isSpot: boolean, choice: Machines["choice"]): Machines => {
    if (group.requirements === undefined) return { options, isSpot, isWindows: false, choice };
    const types = typesByRequirements(group.requirements, isSpot, context.region);
    const label = `one of ${types.length} types that fit its requirements`;
    return { options: equalOptions(types), isSpot, isWindows: false, choice: "cheapest", label };
  };
  const isUsed = (units: Money) => SITUATIONS.some((situation) => units[situation] > 0);
  const parts = [
    // A group of no instances still has a line, of nothing.
    ...(isUsed(group.onDemand) || !isUsed(group.spot)
      ? [{ units: group.onDemand, machines: machinesOf(false, group.onDemandChoice) }]
      : []),
    ...(isUsed(group.spot) ? [{ units: group.spot, machines: machinesOf(true, group.spotChoice) }] : []),
  ];
  const counts = parts.map(({ units, machines }) => countNodes(units, machines, context));
  const nodes = money((situation: Situation) => counts.reduce((sum, count) => sum + count[situation], 0));
  const volumes = () => {
    if (launch instanceof NoPrice) throw launch;
    return volumesOf(launch, NODE_IMAGES.linux);
  };
  // A launch that doesn't show may limit credits; the volumes say that it is hidden.
  const cpuCredits = launch instanceof NoPrice ? "standard" : launch.cpuCredits;
  return [
    ...parts.map(({ units, machines }) => nodeLine(units, machines, context)),
    ...volumeLines(volumes, nodes, context, EKS_IMAGE_ASSUMED),
    ...parts.flatMap(({ units, machines }) => creditLines(units, machines, cpuCredits, context)),
    ...(launch instanceof NoPrice ? [] : addressLines(user, launch, group.subnetIds, nodes, context)),
  ];
}

/** A fleet of instances: so many on-demand, so many on spot. */
export const priceFleet: Pricer = (fleet, context) => {
  const target = at(fleet.props, "targetCapacitySpecification");
  const count = (key: string) => {
    const value = stated(at(target, key));
    return value === undefined ? undefined : countIn(value, key);
  };
  const total = count("totalTargetCapacity");
  if (total === undefined) throw new NoPrice("its capacity doesn't show");
  const [onDemandTarget, spotTarget] = [count("onDemandTargetCapacity"), count("spotTargetCapacity")];
  const rest = stated(at(target, "defaultTargetCapacityType")) === "spot" ? 0 : total - (spotTarget ?? 0);
  const onDemand = Math.min(onDemandTarget || rest, total); // exports write 0 where none is named
  const configured = configuredOptions(
    fleet,
    entries(at(fleet.props, "launchTemplateConfigs")),
    context.stack,
  );
  const strategy = (key: string) => stated(at(fleet.props, key, "allocationStrategy"));
  return priceGroup(
    fleet,
    {
      onDemand: constant(onDemand),
      spot: constant(total - onDemand),
      onDemandChoice: strategy("onDemandOptions") === "prioritized" ? "first" : "cheapest",
      spotChoice: spotChoice(strategy("spotOptions")),
      ...configured,
      subnetIds: undefined,
    },
    context,
  );
};
