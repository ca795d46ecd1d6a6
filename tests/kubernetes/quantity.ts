const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i)|([numkMGTPE])|([eE][+-]?\d+))?$/;
const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * The number of a quantity, in cores, bytes or pieces; undefined where the API server would refuse it.
 * Source of the grammar: apimachinery, pkg/api/resource/quantity.go.
 */
export function quantityValue(quantity: unknown): number | undefined {
  if (typeof quantity !== "string" && typeof quantity !== "number") return undefined;
  const match = QUANTITY.exec(String(quantity));
  if (!match) return undefined;
  const [, digits, binary, decimal, exponent] = match;
  if (binary) return Number(digits) * 2 ** (10 * (BINARY.indexOf(binary) + 1));
  if (decimal) return Number(`${Number(digits)}e${DECIMAL[decimal]}`);
  return Number(`${Number(digits)}${exponent ?? ""}`);
}
