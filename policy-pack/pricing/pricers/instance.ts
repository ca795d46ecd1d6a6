import { at, entries, UNKNOWN } from "../../stack-view";
import { constant, HOURS_A_MONTH } from "../money";
import { instancePricesOf, PRICE_BOOK } from "../price-book";
import {
  NoPrice,
  numberIn,
  part,
  servicePrice,
  type Priced,
  type Pricer,
  type PricingContext,
} from "./pricer";

/** The root volume of Amazon's images, gp3 where the instance names nothing else. */
const DEFAULT_ROOT_GIB = 8;

/** An instance of its own, on-demand, and the volumes that it is made with. */
export const priceInstance: Pricer = ({ props }, context) => {
  const type = at(props, "instanceType");
  if (type === UNKNOWN) throw new NoPrice("its instance type is unknown until up");
  const prices = instancePricesOf(String(type), context.region);
  if (!prices) throw new NoPrice(`no price for instance type ${String(type)} in ${context.region}`);
  return [
    { item: `instance ${String(type)}`, cost: constant(prices.onDemand), source: PRICE_BOOK.ec2Source },
    part(() => volumes(props, context)),
  ];
};

function volumes(props: Record<string, unknown>, context: PricingContext): Priced {
  const others = at(props, "ebsBlockDevices");
  if (others === UNKNOWN) throw new NoPrice("its volumes are unknown until up");
  const root = at(props, "rootBlockDevice");
  const gibibytes = entries(others).reduce<number>(
    (sum, volume) => sum + sizeOf(volume, "gp2"), // AWS's default for a volume that names no type
    sizeOf({ volumeSize: DEFAULT_ROOT_GIB, volumeType: "gp3", ...(root as object | undefined) }, "gp3"),
  );
  const { usd, source } = servicePrice("ebs-gp3", context);
  return { item: `its volumes, ${gibibytes} GB`, cost: constant((gibibytes * usd) / HOURS_A_MONTH), source };
}

function sizeOf(volume: unknown, defaultType: string): number {
  const kind = at(volume, "volumeType") ?? defaultType;
  if (kind !== "gp3") throw new NoPrice(`no price for volumes of type ${String(kind)}`);
  return numberIn(at(volume, "volumeSize"), "the size of a volume");
}
