import { z } from "zod";

/** Bytes in one unit of each suffix that Kubernetes accepts for memory and storage. */
const BYTES: Record<string, number> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

const CPU = /^(\d+(?:\.\d{1,3})?|\d+m)$/;
const BYTE_QUANTITY = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T)?$/;
const DURATION = /^[1-9]\d*[smhd]$/;

/** CPU as Kubernetes writes it: "500m" or "1.5". */
export const cpuQuantity = z
  .string()
  .regex(CPU, { error: 'a CPU quantity, for example "500m" or "1.5"', abort: true }); // what reckons with it must not see others

/** Memory or storage as Kubernetes writes it: "256Mi" or "50Gi". */
export const byteQuantity = z
  .string()
  .regex(BYTE_QUANTITY, { error: 'a byte quantity, for example "256Mi" or "50Gi"', abort: true });

/** The size of a volume: EBS sells whole GiB. */
export const volumeSize = z.string().regex(/^[1-9]\d{0,4}Gi$/, 'a volume of whole GiB, for example "50Gi"');

/** A duration as Prometheus and Cluster Autoscaler write it: "30s", "5m", "10d". */
export const duration = z.string().regex(DURATION, 'a duration, for example "30s", "5m" or "10d"');

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds in a duration. Throws on text that {@link duration} refuses. */
export function seconds(text: string): number {
  if (!DURATION.test(text)) throw new Error(`"${text}" is not a duration`);
  return Number(text.slice(0, -1)) * SECONDS[text.at(-1)!]!;
}

/** Cores in a CPU quantity. Throws on text that {@link cpuQuantity} refuses. */
export function cores(quantity: string): number {
  if (!CPU.test(quantity)) throw new Error(`"${quantity}" is not a CPU quantity`);
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** GiB in a byte quantity. Throws on text that {@link byteQuantity} refuses. */
export function gibibytes(quantity: string): number {
  const match = BYTE_QUANTITY.exec(quantity);
  if (!match) throw new Error(`"${quantity}" is not a byte quantity`);
  return (Number(match[1]) * (BYTES[match[2] ?? ""] ?? 1)) / 2 ** 30;
}

/** The same CPU in Kubernetes' notation, to the millicore. */
export function cpuText(coreCount: number): string {
  return Number.isInteger(coreCount) ? String(coreCount) : `${Math.round(coreCount * 1000)}m`;
}

/** The same memory in Kubernetes' notation, to the mebibyte. */
export function memoryText(gib: number): string {
  return Number.isInteger(gib) ? `${gib}Gi` : `${Math.round(gib * 1024)}Mi`;
}
