import { at, entries, UNKNOWN } from "../../stack-view";
import { constant, HOURS_A_MONTH } from "../money";
import { PRICE_BOOK } from "../price-book";
import { gp3Size, instancePrices } from "./ec2";
import { NoPrice, part, servicePrice, type Priced, type Pricer, type PricingContext } from "./pricer";

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
