import { at, entries, UNKNOWN } from "../../stack-view";
import { constant, HOURS_A_MONTH } from "../money";
import { instancePricesOf, PRICE_BOOK } from "../price-book";
import { NoPrice, numberIn, servicePrice, type Pricer } from "./pricer";

/** The root volume of Amazon's images, where the instance names no size. */
const DEFAULT_VOLUME_GIB = 8;

/** An instance of its own, on-demand, and the volumes that it is made with. */
export const priceInstance: Pricer = ({ props }, context) => {
  const type = at(props, "instanceType");
  if (type === UNKNOWN) throw new NoPrice("its instance type is unknown until up");
  const prices = instancePricesOf(String(type), context.region);
  if (!prices) throw new NoPrice(`no price for instance type ${String(type)} in ${context.region}`);
  const volumes = [at(props, "rootBlockDevice"), ...entries(at(props, "ebsBlockDevices"))];
  const gibibytes = volumes.reduce<number>((sum, volume) => sum + sizeOf(volume), 0);
  const { usd, source } = servicePrice("ebs-gp3", context);
  return [
    { item: `instance ${String(type)}`, cost: constant(prices.onDemand), source: PRICE_BOOK.ec2Source },
    { item: `its volumes, ${gibibytes} GB`, cost: constant((gibibytes * usd) / HOURS_A_MONTH), source },
  ];
};

function sizeOf(volume: unknown): number {
  const kind = at(volume, "volumeType") ?? "gp3";
  if (kind !== "gp3") throw new NoPrice(`no price for volumes of type ${String(kind)}`);
  return numberIn(at(volume, "volumeSize") ?? DEFAULT_VOLUME_GIB, "the size of a volume");
}
