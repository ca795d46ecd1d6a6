import { entries, UNKNOWN } from "../stack-view";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether a list, or any of its entries, is unknown. */
export function isUnknownList(value: unknown): boolean {
  return isUnknown(value) || entries(value).some(isUnknown);
}

/** A number, also one that is written as text; undefined for anything else. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** AWS and Kubernetes take some booleans as text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
