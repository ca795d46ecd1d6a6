/** JSON of a report: sums of millicores, mebibytes and cents without the noise of binary fractions. */
export function roundedJson(report: object): string {
  return `${JSON.stringify(report, rounded, 2)}\n`;
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(6)) : value;
}
