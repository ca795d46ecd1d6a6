/** Dollars for a machine: the digits that the JSON report has too. */
export function exactUsd(usd: number): number {
  return Number(usd.toFixed(6));
}
