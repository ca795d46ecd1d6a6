import { at, entries, UNKNOWN } from "../../stack-view";
import { constant } from "../money";
import { instancePricesOf, priceBookOf, type InstancePrices } from "../price-book";
import { monthly, NoPrice, numberIn, part, type Priced, type Pricer, type PricingContext } from "./pricer";

/** The root volume of Amazon's images, gp3 where the instance names nothing else. */
const DEFAULT_ROOT_GIB = 8;

/** An instance of its own, on-demand, and the volumes that it is made with. */
export const priceInstance: Pricer = ({ props }, context) => {
  const type = at(props, "instanceType");
  if (type === UNKNOWN) throw new NoPrice("its instance type is unknown until up");
  const prices = instancePrices(String(type), context.region);
  return [
    {
      item: `instance ${String(type)}`,
      cost: constant(prices.onDemand),
      rate: { quantity: 1, unit: "hour", usd: prices.onDemand },
      source: ec2Source(context.region),
    },
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
  return monthly(`its volumes, ${gibibytes} GB`, gibibytes, "ebs-gp3", context);
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
