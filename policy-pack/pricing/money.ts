/** US dollars in one hour, in the four situations that a plan tells apart. */
export interface Money {
  /** Every pool at its minimum. */
  floor: number;
  /** The usual working hour. */
  expected: number;
  /** Every pool at its maximum. */
  ceiling: number;
  /** The usual working hour with no spot capacity anywhere. */
  spotGone: number;
}

export const SITUATIONS = ["floor", "expected", "ceiling", "spotGone"] as const;

export type Situation = (typeof SITUATIONS)[number];

/** What a reader of a month's bill multiplies an hour with. */
export const HOURS_A_MONTH = 730;

/** Computes the four amounts one by one. */
export function money(amount: (situation: Situation) => number): Money {
  return {
    floor: amount("floor"),
    expected: amount("expected"),
    ceiling: amount("ceiling"),
    spotGone: amount("spotGone"),
  };
}

/** The same amount in every situation. */
export function constant(usdPerHour: number): Money {
  return money(() => usdPerHour);
}

export function sum(amounts: Money[]): Money {
  return money((situation) => amounts.reduce((total, amount) => total + amount[situation], 0));
}
