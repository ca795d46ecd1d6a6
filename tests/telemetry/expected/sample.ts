/** One series of a query's result. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** Values by the values of labels, one level a label. */
export interface Tree {
  [value: string]: number | Tree;
}

/** The series of a tree: samples(["pool", "resource"], { system: { cpu: 0.5 } }) is one. */
export function samples(labels: string[], tree: Tree, others: Record<string, string> = {}): Sample[] {
  const [label, ...deeper] = labels;
  return Object.entries(tree).flatMap(([value, below]) => {
    const known = { ...others, [label!]: value };
    return typeof below === "number" ? [{ labels: known, value: below }] : samples(deeper, below, known);
  });
}

/** A single series without labels. */
export function single(value: number): Sample[] {
  return [{ labels: {}, value }];
}
