import { UNKNOWN } from "../../stack-view";
import { NoPrice, textOf } from "./pricer";

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** A quantity of Kubernetes, as in requests and limits: cores, bytes or a count. Throws {@link NoPrice}. */
export function quantityIn(value: unknown, what: string): number {
  if (value === UNKNOWN) throw new NoPrice(`${what} is unknown until up`);
  const match = QUANTITY.exec(textOf(value).trim());
  if (!match) throw new NoPrice(`${what} is not a quantity: ${textOf(value)}`);
  const [, number, exponent, suffix = ""] = match;
  const amount = exponent === undefined ? Number(number) * FACTORS[suffix]! : Number(`${number}e${exponent}`);
  if (!Number.isFinite(amount) || amount < 0) throw new NoPrice(`${what} can't be ${textOf(value)}`);
  return amount;
}

const GIBIBYTE = 2 ** 30;

/** The same of memory or storage, in GiB. */
export function gibibytesIn(value: unknown, what: string): number {
  return quantityIn(value, what) / GIBIBYTE;
}
