import type { Threshold } from "@grafana/grafana-foundation-sdk/dashboard";

/** Values at which a colour begins, ascending; the first has no value. They come only from settings and natural limits. */
export type Thresholds = Threshold[];

/** A number that is neither good nor bad. */
export const NEUTRAL: Thresholds = [{ value: null, color: "blue" }];

/** Small is good. If amber isn't below red, only red is used. */
export function badAbove({ amber, red }: { amber?: number; red?: number }): Thresholds {
  const amberComesFirst = amber !== undefined && (red === undefined || amber < red);
  return [
    { value: null, color: "green" },
    ...(amberComesFirst ? [{ value: rounded(amber), color: "orange" }] : []),
    ...(red === undefined ? [] : [{ value: rounded(red), color: "red" }]),
  ];
}

/** Large is good. */
export function badBelow(limit: number, color: "orange" | "red" = "orange"): Thresholds {
  return [
    { value: null, color },
    { value: rounded(limit), color: "green" },
  ];
}

/** One is right; more than the factor up or down is too far. */
export function badFarFromOne(factor: number): Thresholds {
  return [
    { value: null, color: "orange" },
    { value: rounded(1 / factor), color: "green" },
    { value: 1, color: "green" }, // a line of its own
    { value: rounded(factor), color: "orange" },
  ];
}

/** Rounded to a ten-thousandth of a cent, like the recorded settings. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
