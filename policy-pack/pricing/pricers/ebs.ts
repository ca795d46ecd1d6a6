import { at, UNKNOWN } from "../../stack-view";
import { money, type Money } from "../money";
import { monthly, NoPrice, numberIn, part, type Priced, type PricingContext, textOf } from "./pricer";

/** What a kind of EBS volume bills beside its size, and the most that AWS makes of it. */
interface VolumeKind {
  largestGibibytes: number;
  /** IOPS that inputs may ask for; undefined: the size decides. Where none are included, AWS asks for a number. */
  iops?: { included: number; most: number; mostPerGibibyte: number };
  /** MiB/s, likewise. */
  throughput?: { included: number; most: number };
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const KINDS: Readonly<Record<string, VolumeKind>> = {
  gp2: { largestGibibytes: 16_384 },
  gp3: {
    largestGibibytes: 65_536,
    iops: { included: 3000, most: 80_000, mostPerGibibyte: 500 },
    throughput: { included: 125, most: 2000 },
  },
  io1: { largestGibibytes: 16_384, iops: { included: 0, most: 64_000, mostPerGibibyte: 50 } },
  io2: { largestGibibytes: 65_536, iops: { included: 0, most: 256_000, mostPerGibibyte: 1000 } },
  st1: { largestGibibytes: 16_384 },
  sc1: { largestGibibytes: 16_384 },
  standard: { largestGibibytes: 1024 },
};

/** The last IOPS of each tier of io2: https://aws.amazon.com/ebs/pricing/ */
const IO2_TIERS: readonly [upTo: number, price: string][] = [
  [32_000, "ebs-io2-iops"],
  [64_000, "ebs-io2-iops-tier2"],
  [Infinity, "ebs-io2-iops-tier3"],
];

/** An EBS volume that can be made: of a known kind, within its limits. */
export interface EbsVolume {
  kind: string;
  gibibytes: number;
  iops: number;
  /** MiB/s */
  throughput: number;
}

/**
 * The volume that inputs describe. Throws {@link NoPrice} where they don't show, or where AWS has no such volume.
 *
 * @param inputs as of a volume, a block device or a storage class; undefined is what isn't named
 */
export function ebsVolume(inputs: {
  kind: unknown;
  gibibytes: unknown;
  iops?: unknown;
  throughput?: unknown;
}): EbsVolume {
  const { kind } = inputs;
  if (kind === UNKNOWN) throw new NoPrice("the kind of a volume is unknown until up");
  const limits = typeof kind === "string" && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!limits) throw new NoPrice(`EBS has no volumes of type ${textOf(kind)}`);
  const gibibytes = numberIn(inputs.gibibytes, "the size of a volume");
  if (gibibytes === 0) throw new NoPrice("the size of a volume doesn't show");
  refuseAbove(limits.largestGibibytes, gibibytes, `GB of ${textOf(kind)}`);
  const iops = performance(inputs.iops, limits.iops, `IOPS of ${textOf(kind)}`);
  if (limits.iops && iops === 0) throw new NoPrice(`a volume of ${textOf(kind)} needs IOPS, and names none`);
  if (limits.iops && iops > limits.iops.included) {
    refuseAbove(limits.iops.mostPerGibibyte * gibibytes, iops, `IOPS of ${gibibytes} GB ${textOf(kind)}`);
  }
  const throughput = performance(inputs.throughput, limits.throughput, `MiB/s of ${textOf(kind)}`);
  return { kind: textOf(kind), gibibytes, iops, throughput };
}

/** Exports write a zero where nothing is asked for. */
function performance(value: unknown, limits: { included: number; most: number } | undefined, what: string) {
  if (!limits) return 0;
  const asked = value === undefined || value === null ? 0 : numberIn(value, `the ${what}`);
  refuseAbove(limits.most, asked, what);
  return Math.max(asked, limits.included);
}

function refuseAbove(most: number, asked: number, what: string): void {
  if (asked > most) throw new NoPrice(`AWS makes no volume of ${asked} ${what}: at most ${most}`);
}

/** IOPS by the size of a volume, up to the most that AWS gives its kind. */
export function iopsBySize(kind: unknown, perGibibyte: number, gibibytes: number): number {
  const limits = typeof kind === "string" && Object.hasOwn(KINDS, kind) ? KINDS[kind]!.iops : undefined;
  return Math.min(perGibibyte * gibibytes, limits?.most ?? 0);
}

/** The volume of a block device of an instance or a launch template, which may name its own kind and size. */
export function blockDevice(device: unknown, defaults: { kind: string; gibibytes?: number }): EbsVolume {
  if (device === UNKNOWN) throw new NoPrice("its volumes are unknown until up");
  return ebsVolume({
    kind: nonEmpty(at(device, "volumeType")) ?? defaults.kind,
    gibibytes: nonEmpty(at(device, "volumeSize")) ?? defaults.gibibytes,
    iops: at(device, "iops"),
    throughput: at(device, "throughput"),
  });
}

/** Exports write "", 0 or null where nothing is named. */
function nonEmpty(value: unknown): unknown {
  return value === "" || value === 0 || value === null ? undefined : value;
}

/**
 * What equal volumes cost: their size, and the performance above what is included.
 *
 * @param item what the volumes are, as "root volumes"
 */
export function priceVolumes(
  item: string,
  volume: EbsVolume,
  count: number | Money,
  context: PricingContext,
): (Priced | NoPrice)[] {
  const { kind, gibibytes, iops, throughput } = volume;
  const each = count === 1 ? "" : " each";
  const line = (what: string, amount: number, price: string) =>
    part(() => monthly(`${item}, ${what}${each}`, times(amount, count), price, context));
  const lines = [line(`${gibibytes} GB ${kind}`, gibibytes, `ebs-${kind}`)];
  const { iops: iopsOf, throughput: throughputOf } = KINDS[kind]!;
  if (kind === "io2") {
    let before = 0;
    for (const [upTo, price] of IO2_TIERS) {
      const inTier = Math.min(iops, upTo) - before;
      if (inTier <= 0) break;
      lines.push(line(before === 0 ? `${inTier} IOPS` : `${inTier} IOPS above ${before}`, inTier, price));
      before = upTo;
    }
  } else if (iopsOf && iops > iopsOf.included) {
    const above = iopsOf.included === 0 ? "" : ` above ${iopsOf.included}`;
    lines.push(line(`${iops - iopsOf.included} IOPS${above}`, iops - iopsOf.included, `ebs-${kind}-iops`));
  }
  if (throughputOf && throughput > throughputOf.included) {
    const more = throughput - throughputOf.included;
    lines.push(line(`${more} MiB/s above ${throughputOf.included}`, more, `ebs-${kind}-throughput`));
  }
  return lines;
}

function times(amount: number, count: number | Money): number | Money {
  return typeof count === "number" ? amount * count : money((situation) => amount * count[situation]);
}
