/** To six decimals: sums of millicores, mebibytes and cents without the noise of binary fractions. */
export function rounded(value: number): number {
  return Number(value.toFixed(6));
}

/** A report as JSON, its numbers rounded. */
export function roundedJson(report: object): string {
  return `${JSON.stringify(report, (_key, value: unknown) => (typeof value === "number" ? rounded(value) : value), 2)}\n`;
}
