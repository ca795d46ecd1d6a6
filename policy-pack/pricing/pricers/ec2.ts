import { at, UNKNOWN } from "../../stack-view";
import { instancePricesOf, type InstancePrices } from "../price-book";
import { NoPrice, numberIn } from "./pricer";

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
