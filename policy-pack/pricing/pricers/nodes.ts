import { factsOf } from "../instance-facts";
import { money, type Money, type Situation } from "../money";
import { instancePricesOf, priceBookOf, type InstancePrices } from "../price-book";
import { NoPrice, numberIn, originOf, part, servicePrice, type Priced, type PricingContext } from "./pricer";

/** Nodes of which any is as good as another. */
export interface Machines {
  options: readonly MachineOption[];
  isSpot: boolean;
  isWindows: boolean;
  /** Which of the options is expected: the first, the cheapest, or the middle one by price. */
  choice: "first" | "cheapest" | "middle";
  /** What is said in place of the types' names. */
  label?: string;
}

export interface MachineOption {
  type: string;
  /** Units of the group's size that one node counts as. */
  weight: number;
}

/** Options of one unit each. */
export function equalOptions(types: readonly string[]): MachineOption[] {
  return types.map((type) => ({ type, weight: 1 }));
}

/** Types without the repetitions of a list. */
const namesOf = ({ options }: Machines) => [...new Set(options.map(({ type }) => type))];

/** A number of nodes. Throws {@link NoPrice} if it is unknown or isn't one. */
export function countIn(value: unknown, what: string): number {
  const count = numberIn(value, what);
  if (!Number.isInteger(count)) throw new NoPrice(`${what} can't be ${count}`);
  return count;
}

export function impossibleSizes(minimum: number, desired: number, maximum: number): string {
  return `its sizes can't be: minimum ${minimum}, desired ${desired}, maximum ${maximum}`;
}

/** The source of a region's instance prices. */
export function ec2Source(region: string): string {
  return priceBookOf(region)?.ec2Source ?? "";
}

/** Prices of an instance type in a region. Throws {@link NoPrice} if the book has none. */
export function instancePrices(type: string, region: string): InstancePrices {
  const prices = instancePricesOf(type, region);
  if (!prices) throw new NoPrice(`no price for instance type ${type} in ${region}`);
  return prices;
}

/** On-demand, the licence of Windows included where there is one. Throws {@link NoPrice}. */
export function onDemandPrice(type: string, isWindows: boolean, region: string): number {
  const prices = instancePrices(type, region);
  if (!isWindows) return prices.onDemand;
  if (prices.windows === undefined) throw new NoPrice(`no price for ${type} under Windows in ${region}`);
  return prices.windows;
}

/** Average and dearest spot price. Throws {@link NoPrice}. */
export function spotPrice(
  type: string,
  isWindows: boolean,
  region: string,
): { average: number; most: number } {
  if (isWindows) throw new NoPrice("no spot prices under Windows");
  const { spot } = instancePrices(type, region);
  if (!spot) throw new NoPrice(`no spot price for ${type} in ${region}`);
  return { average: spot[1], most: spot[2] };
}

/** The line of so many nodes, or why there is none. */
export function nodeLine(
  units: Money,
  machines: Machines,
  context: PricingContext,
  item?: string,
): Priced | NoPrice {
  return part(() => {
    const { isSpot, isWindows } = machines;
    const kind = `${isSpot ? "spot" : "on-demand"} ${isWindows ? "Windows " : ""}nodes`;
    const cost = money((situation) => costOf(units[situation], machines, situation, context));
    const quantity = countNodes(units, machines, context).expected;
    const usd = quantity > 0 ? cost.expected / quantity : costOf(1, machines, "expected", context);
    return {
      item: item ?? `${kind}, ${machines.label ?? namesOf(machines).join(" ")}`,
      cost,
      rate: { quantity, unit: item === undefined ? "node-hour" : "hour", usd },
      source: ec2Source(context.region),
    };
  });
}

/** The line of CPU credits, where the nodes' types bill them and have a price. */
export function creditLines(
  units: Money,
  machines: Machines,
  cpuCredits: unknown,
  context: PricingContext,
): (Priced | NoPrice)[] {
  if (!runsUnlimited(machines, cpuCredits)) return [];
  if (nodeLine(units, machines, context) instanceof NoPrice) return [];
  return [part(() => creditsLine(units, machines, cpuCredits, context))];
}

/** Nodes that so many units make. With weights, the last node may be more than is needed. */
export function countNodes(units: Money, machines: Machines, context: PricingContext): Money {
  const counts = (amount: number) => machines.options.map((option) => nodesFor(amount, option));
  const chosen = (amount: number, situation: Situation) => {
    if (machines.options.every(({ weight }) => weight === 1)) return amount;
    return nodesFor(amount, chosenOption(amount, machines, situation, context));
  };
  return {
    floor: Math.min(...counts(units.floor)),
    expected: chosen(units.expected, "expected"),
    ceiling: Math.max(...counts(units.ceiling)),
    spotGone: chosen(units.spotGone, "spotGone"),
  };
}

function nodesFor(units: number, { weight }: MachineOption): number {
  return weight === 1 ? units : Math.ceil(units / weight); // one unit a node may be a mean, and so a fraction
}

/** What so many units cost an hour when the option supplies all of them. */
function costOfOption(
  units: number,
  option: MachineOption,
  { isSpot, isWindows }: Machines,
  situation: Situation,
  { region }: PricingContext,
): number {
  const nodes = nodesFor(units, option);
  if (!isSpot || situation === "spotGone") return nodes * onDemandPrice(option.type, isWindows, region);
  const { average, most } = spotPrice(option.type, isWindows, region);
  return nodes * (situation === "ceiling" ? most : average);
}

/**
 * At the floor the cheapest option, at the ceiling the dearest. Expected is the choice: on-demand groups take the first
 * type that is to be had, in the order of the list; spot groups the types with the most capacity, so the middle of the
 * types' averages. Without spot, a node is an on-demand one of the same choice, for the middle of the first type.
 */
function costOf(units: number, machines: Machines, situation: Situation, context: PricingContext): number {
  const costs = machines.options.map((option) => costOfOption(units, option, machines, situation, context));
  if (situation === "floor") return Math.min(...costs);
  if (situation === "ceiling") return Math.max(...costs);
  const choice = situation === "spotGone" && machines.choice === "middle" ? "first" : machines.choice;
  if (choice === "middle") return median(costs);
  return choice === "cheapest" ? Math.min(...costs) : costs[0]!;
}

/** The option whose cost is nearest to the expected one. */
function chosenOption(units: number, machines: Machines, situation: Situation, context: PricingContext) {
  const target = costOf(units, machines, situation, context);
  const distance = (option: MachineOption) =>
    Math.abs(costOfOption(units, option, machines, situation, context) - target);
  return machines.options.reduce((best, option) => (distance(option) < distance(best) ? option : best));
}

/** T2 starts with a limit to its credits, the later families without; a launch may say which. */
function runsUnlimited({ options }: Machines, cpuCredits: unknown): boolean {
  if (cpuCredits === "standard") return false;
  return options.some(({ type }) => isBurstable(type) && (cpuCredits === "unlimited" || !isT2(type)));
}

const isBurstable = (type: string) => factsOf(type)?.baselineVcpu !== undefined;
const isT2 = (type: string) => type.startsWith("t2.");

/**
 * At the ceiling every vCPU is busy all hour, on the type that then costs most: what that adds to the dearest nodes. In a
 * usual hour the baseline will do.
 */
function creditsLine(units: Money, machines: Machines, cpuCredits: unknown, context: PricingContext): Priced {
  const isArm = machines.options.some(({ type }) => isBurstable(type) && factsOf(type)?.arch === "arm64");
  const linux = isArm ? "cpu-credits-arm" : "cpu-credits";
  const price = servicePrice(machines.isWindows ? "cpu-credits-windows" : linux, context);
  const busy = machines.options.map((option) => {
    const idle = costOfOption(units.ceiling, option, machines, "ceiling", context);
    const { vcpu, baselineVcpu = vcpu } = factsOf(option.type) ?? { vcpu: 0 };
    if (isT2(option.type) && cpuCredits !== "unlimited") return idle;
    return idle + nodesFor(units.ceiling, option) * (vcpu - baselineVcpu) * price.usd;
  });
  const ceiling = Math.max(...busy) - costOf(units.ceiling, machines, "ceiling", context);
  return {
    item: "CPU credits above the baseline",
    cost: { floor: 0, expected: 0, ceiling, spotGone: 0 },
    ...originOf(price),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
