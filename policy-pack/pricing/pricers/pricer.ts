import type { ResourceView, StackView } from "../../stack-view";
import { UNKNOWN } from "../../stack-view";
import { constant, HOURS_A_MONTH, money, usageIn, type Money } from "../money";
import { servicePriceOf, type ServicePrice } from "../price-book";
import { unitOf, type Meter, type Usage } from "../usage";

/** The input of pricers beside the resource. */
export interface PricingContext {
  stack: StackView;
  /** Of the resource. */
  region: string;
  /** YYYY-MM-DD */
  today: string;
  usage: Usage;
  /** Nodes that the expected load needs, by the URN of the node group. */
  nodes: ReadonlyMap<string, { expected: number; spotGone: number }>;
  /** True for the first resource of its type: lines by use are for the whole stack, and are listed at the first resource. */
  isFirst: (resource: ResourceView) => boolean;
}

/** One priced thing of a resource. */
export interface Priced {
  item: string;
  /** US dollars an hour. */
  cost: Money;
  source: string;
  /** How the expected amount comes about: so many units at so many dollars each. */
  rate?: Rate;
  /** Why the price is assumed, where the book says so. */
  derived?: string;
}

export interface Rate {
  quantity: number;
  /** As on AWS's price pages: "hour", "GB-month". */
  unit: string;
  /** US dollars a unit. */
  usd: number;
}

/** One thing that is billed by use. */
export interface Metered {
  item: string;
  meter: Meter;
  /** US dollars for one unit of the meter. */
  usd: number;
  source: string;
  derived?: string;
}

/** What a pricer has to say of one part of a resource. */
export type Part = Priced | Metered | NoPrice | MayBill;

/** Prices one resource, some of its parts perhaps not. Throws {@link NoPrice} where it can't price the resource. */
export type Pricer = (resource: ResourceView, context: PricingContext) => Part[];

/** Why a resource has no price. */
export class NoPrice extends Error {}

/** Why a resource, free itself, may have others made that bill and that the program doesn't show. */
export class MayBill {
  constructor(readonly reason: string) {}
}

/** One part of a resource, which may be without a price while others have one; or what its price follows from. */
export function part<T>(price: () => T): T | NoPrice {
  try {
    return price();
  } catch (error) {
    if (error instanceof NoPrice) return error;
    throw error;
  }
}

/** Several parts of a resource, which may all be without a price for one reason. */
export function guarded<T>(parts: () => (T | NoPrice)[]): (T | NoPrice)[] {
  try {
    return parts();
  } catch (error) {
    if (error instanceof NoPrice) return [error];
    throw error;
  }
}

/** The price of a service by its name in the book. Throws {@link NoPrice} if the region has none. */
export function servicePrice(name: string, { region }: Pick<PricingContext, "region">): ServicePrice {
  const price = servicePriceOf(name, region);
  if (!price) throw new NoPrice(`no price for ${name} in ${region}`);
  return price;
}

/** So many of what the book prices by the hour. Throws {@link NoPrice}. */
export function hourly(item: string, count: number | Money, name: string, context: PricingContext): Priced {
  return line(item, count, servicePrice(name, context), 1);
}

const HOURS_A_DAY = 24;

/** So many of what the book prices by the day. Throws {@link NoPrice}. */
export function daily(item: string, count: number | Money, name: string, context: PricingContext): Priced {
  return line(item, count, servicePrice(name, context), HOURS_A_DAY);
}

/** So many of what the book prices by the month: gigabytes, IOPS, keys. Throws {@link NoPrice}. */
export function monthly(item: string, count: number | Money, name: string, context: PricingContext): Priced {
  return line(item, count, servicePrice(name, context), HOURS_A_MONTH);
}

function line(item: string, count: number | Money, price: ServicePrice, hours: number): Priced {
  const counts = typeof count === "number" ? constant(count) : count;
  return {
    item,
    cost: money((situation) => (counts[situation] * price.usd) / hours),
    rate: { quantity: counts.expected, unit: price.unit, usd: price.usd },
    ...originOf(price),
  };
}

/**
 * What is billed by use, at a price of the book. Throws {@link NoPrice}.
 *
 * @param per how many units of the meter the price is for
 */
export function metered(item: string, meter: Meter, name: string, context: PricingContext, per = 1): Metered {
  const price = servicePrice(name, context);
  return { item, meter, usd: price.usd / per, ...originOf(price) };
}

/** Where a price comes from, for a line that has another amount. */
export function originOf({
  source,
  derived,
}: Pick<ServicePrice, "source" | "derived">): Pick<Priced, "source" | "derived"> {
  return { source, ...(derived === undefined ? {} : { derived }) };
}

/** The line of a metered thing for a known use. */
export function atUse(metered: Metered, use: Parameters<typeof usageIn>[0]): Priced {
  const { item, meter, usd } = metered;
  return {
    item: `${item}, assumed`,
    cost: money((situation) => usageIn(use, situation) * usd),
    rate: { quantity: use.expected * HOURS_A_MONTH, unit: unitOf(meter), usd },
    ...originOf(metered),
  };
}

/** Computes something of a whole stack once, so that a large one is not searched for each of its resources. */
export function oncePerStack<T>(compute: (stack: StackView) => T): (stack: StackView) => T {
  const known = new WeakMap<StackView, { value: T }>();
  return (stack) => {
    const found = known.get(stack) ?? { value: compute(stack) };
    known.set(stack, found);
    return found.value;
  };
}

const LONGEST = 60;

/** A value as text, for matching and for reasons; a group, which no type or name is, is cut short. */
export function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const text = JSON.stringify(value); // String() would call what the group has by the name of toString
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

/** No size, count or number of days in a cloud is above this: what is, is a mistake, and would swallow all other costs. */
const MOST = 1e9;

/** A number that the price depends on. Throws {@link NoPrice} if it is unknown, isn't one, or can't be. */
export function numberIn(value: unknown, what: string): number {
  if (value === UNKNOWN) throw new NoPrice(`${what} is unknown until up`);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw new NoPrice(`${what} is not a number`);
  if (number < 0 || number > MOST) throw new NoPrice(`${what} can't be ${number}`);
  return number;
}
