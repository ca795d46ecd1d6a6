import type { ResourceView, StackView } from "../../stack-view";
import { UNKNOWN } from "../../stack-view";
import type { Money, UsageAssumptions } from "../money";
import { servicePriceOf } from "../price-book";

/** The input of pricers beside the resource. */
export interface PricingContext {
  stack: StackView;
  region: string;
  /** YYYY-MM-DD */
  today: string;
  usage: UsageAssumptions;
  /** Nodes that the expected load needs, by the URN of the node group. */
  nodes: ReadonlyMap<string, { expected: number; spotGone: number }>;
  /** True for the first resource of its type: lines by use are for the whole stack, and are listed at the first resource. */
  isFirst: (resource: ResourceView) => boolean;
}

/** One priced thing of a resource. */
export interface Priced {
  item: string;
  cost: Money;
  source: string;
}

/** Prices one resource, some of its parts perhaps not. Throws {@link NoPrice} where it can't price the resource. */
export type Pricer = (resource: ResourceView, context: PricingContext) => (Priced | NoPrice)[];

/** Why a resource has no price. */
export class NoPrice extends Error {}

/** One part of a resource, which may be without a price while others have one. */
export function part(price: () => Priced): Priced | NoPrice {
  try {
    return price();
  } catch (error) {
    if (error instanceof NoPrice) return error;
    throw error;
  }
}

/** The price of a service by its name in the book. Throws {@link NoPrice} if the region has none. */
export function servicePrice(name: string, { region }: PricingContext): { usd: number; source: string } {
  const price = servicePriceOf(name, region);
  if (!price) throw new NoPrice(`no price for ${name} in ${region}`);
  return price;
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
