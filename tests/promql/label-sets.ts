/** Names of labels that series can have; "unknown" after a problem, so that one mistake is reported once. */
export type Labels = ReadonlySet<string> | "unknown";

/** What an expression yields: series with labels, or a number or string, which match everything. */
export type Operand = Labels | "scalar";

export type Report = (problem: string) => void;

export const NO_LABELS: ReadonlySet<string> = new Set();

export function keep(labels: Labels, names: Iterable<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => labels === "unknown" || labels.has(name)));
}

export function drop(labels: Labels, names: string[]): Labels {
  return labels === "unknown" ? labels : new Set([...labels].filter((label) => !names.includes(label)));
}

export function union(labels: Labels, others: Labels): Labels {
  return labels === "unknown" || others === "unknown" ? "unknown" : new Set([...labels, ...others]);
}

/** Those of the names that no series can have. */
export function missing(names: string[], labels: Labels): string[] {
  return labels === "unknown" ? [] : names.filter((name) => !labels.has(name));
}

export function shown(labels: Labels): string {
  return labels === "unknown" ? "unknown labels" : `{${[...labels].sort().join(", ")}}`;
}
