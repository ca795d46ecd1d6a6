import { at, entries, UNKNOWN } from "../../stack-view";
import { constant, HOURS_A_MONTH } from "../money";
import { instancePricesOf, PRICE_BOOK, type InstancePrices } from "../price-book";
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
  const prices = instancePrices(String(type), context.region);
  return [
    { item: `instance ${String(type)}`, cost: constant(prices.onDemand), source: PRICE_BOOK.ec2Source },
    part(() => volumes(props, context)),
  ];
};

function volumes(props: Record<string, unknown>, context: PricingContext): Priced {
  const others = at(props, "ebsBlockDevices");
  if (others === UNKNOWN) throw new NoPrice("its volumes are unknown until up");
  const root = gp3Size(at(props, "rootBlockDevice"), { volumeType: "gp3", volumeSize: DEFAULT_ROOT_GIB });
  const gibibytes = entries(others).reduce<number>(
    (sum, volume) => sum + gp3Size(volume, { volumeType: "gp2" }), // AWS's default for a volume of no type
    root,
  );
  const { usd, source } = servicePrice("ebs-gp3", context);
  return { item: `its volumes, ${gibibytes} GB`, cost: constant((gibibytes * usd) / HOURS_A_MONTH), source };
}

/** Prices of an instance type in a region. Throws {@link NoPrice} if the book has none. */
export function instancePrices(type: string, region: string): InstancePrices {
  const prices = instancePricesOf(type, region);
  if (!prices) throw new NoPrice(`no price for instance type ${type} in ${region}`);
  return prices;
}

/**
 * GiB of a block device, which must be gp3. Throws {@link NoPrice} if it isn't, or if its size doesn't show.
 *
 * @param device has `volumeType` and `volumeSize`
 * @param defaults what counts where the device names nothing
 */
export function gp3Size(device: unknown, defaults: { volumeType: string; volumeSize?: number }): number {
  if (device === UNKNOWN) throw new NoPrice("its volumes are unknown until up");
  const kind = at(device, "volumeType") ?? defaults.volumeType;
  if (kind !== "gp3") throw new NoPrice(`no price for volumes of type ${String(kind)}`);
  return numberIn(at(device, "volumeSize") ?? defaults.volumeSize, "the size of a volume");
}
