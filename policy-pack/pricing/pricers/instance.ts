import { at } from "../../stack-view";
import { constant } from "../money";
import { instancePricesOf, PRICE_BOOK } from "../price-book";
import { NoPrice, type Pricer } from "./pricer";

/** An instance of its own, on-demand. */
export const priceInstance: Pricer = ({ props }, { region }) => {
  const type = String(at(props, "instanceType"));
  const prices = instancePricesOf(type, region);
  if (!prices) throw new NoPrice(`no price for instance type ${type} in ${region}`);
  return [{ item: `instance ${type}`, cost: constant(prices.onDemand), source: PRICE_BOOK.ec2Source }];
};
