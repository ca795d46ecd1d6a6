import { z } from "zod";

/** Bytes in one unit of the suffixes for memory and storage. */
const BYTES: Record<string, number> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

const CPU = /^(\d{1,9}(?:\.\d{1,3})?|\d{1,9}m)$/;
const BYTE_QUANTITY = /^(\d{1,15}(?:\.\d{1,9})?)(Ki|Mi|Gi|Ti|k|M|G|T)$/;
/** What the API server makes of "0Gi", for example; settings name a unit. */
const BYTES_ALONE = /^(\d{1,18})$/;
const DURATION = /^[1-9]\d{0,8}[smhd]$/;

// Far above any cluster's, and far below the 64 bits of Kubernetes and the exact sums of this program.
const MOST_CORES = 1_000_000;
const MOST_TEBIBYTES = 4096;

/** CPU as Kubernetes writes it: "500m" or "1.5". */
export const cpuQuantity = z
  .string()
  .regex(CPU, { error: 'a CPU quantity, for example "500m" or "1.5"', abort: true }) // the next checks can't read others
  .regex(/[1-9]/, "more than zero")
  .refine((text) => cores(text) <= MOST_CORES, { error: `at most ${MOST_CORES} cores` });

/** Memory or storage as Kubernetes writes it: "256Mi" or "50Gi". Without a unit it would be bytes. */
export const byteQuantity = z
  .string()
  .regex(BYTE_QUANTITY, {
    error: 'a byte quantity with its unit, for example "256Mi" or "50Gi"',
    abort: true,
  })
  .regex(/[1-9]/, "more than zero")
  .refine((text) => gibibytes(text) <= MOST_TEBIBYTES * 1024, { error: `at most ${MOST_TEBIBYTES}Ti` });

const MOST_GIBIBYTES_OF_A_VOLUME = 16_384; // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html

/** The size of a volume of at least so many GiB: EBS volumes have whole GiB. */
export function volumeSize(least = 1) {
  return z
    .string()
    .regex(/^[1-9]\d{0,4}Gi$/, { error: 'a volume of whole GiB, for example "50Gi"', abort: true })
    .refine((text) => gibibytes(text) >= least && gibibytes(text) <= MOST_GIBIBYTES_OF_A_VOLUME, {
      error: `from ${least}Gi to ${MOST_GIBIBYTES_OF_A_VOLUME}Gi`,
    });
}

const MOST_DAYS = 3650; // Prometheus and Go count nanoseconds in 64 bits: 292 years

/** A duration as Prometheus and Alertmanager write it: "30s", "5m", "10d". */
export const duration = durationIn("smhd", '"30s", "5m" or "10d"');

/** A duration as Go and so Cluster Autoscaler write it: without days. */
export const goDuration = durationIn("smh", '"30s", "5m" or "24h"');

function durationIn(units: string, examples: string) {
  return z
    .string()
    .refine((text) => DURATION.test(text) && units.includes(text.at(-1)!), {
      error: `a duration, for example ${examples}`,
      abort: true,
    })
    .refine((text) => seconds(text) <= MOST_DAYS * 86400, { error: "at most ten years" });
}

/** In one cluster: https://kubernetes.io/docs/setup/best-practices/cluster-large/ */
export const MOST_PODS = 150_000;

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds in a duration. Throws on what isn't one. */
export function seconds(text: string): number {
  if (!DURATION.test(text)) throw new Error(`"${text}" is not a duration`);
  return Number(text.slice(0, -1)) * SECONDS[text.at(-1)!]!;
}

/** Cores in a CPU quantity. Throws on what isn't one. */
export function cores(quantity: string): number {
  if (!CPU.test(quantity)) throw new Error(`"${quantity}" is not a CPU quantity`);
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** GiB in a byte quantity; as in Kubernetes, bytes without a unit. Throws on what isn't one. */
export function gibibytes(quantity: string): number {
  const match = BYTE_QUANTITY.exec(quantity) ?? BYTES_ALONE.exec(quantity);
  if (!match) throw new Error(`"${quantity}" is not a byte quantity`);
  return (Number(match[1]) * (BYTES[match[2]!] ?? 1)) / 2 ** 30;
}

/** The same CPU in Kubernetes' notation, to the millicore. */
export function cpuText(coreCount: number): string {
  return Number.isInteger(coreCount) ? String(coreCount) : `${Math.round(coreCount * 1000)}m`;
}

/** The same memory in Kubernetes' notation, to the mebibyte. */
export function memoryText(gib: number): string {
  return Number.isInteger(gib) ? `${gib}Gi` : `${Math.round(gib * 1024)}Mi`;
}
