import { child, nameOf, parsePromql, stringValue, type SyntaxTree } from "./parse";

/** `op` is one of = != =~ !~; `value` is without quotes. */
export interface Matcher {
  label: string;
  op: string;
  value: string;
}

export interface Selector {
  name: string;
  matchers: Matcher[];
  /** As it is written, for example "5m"; only in a range selector. */
  range?: string;
}

/**
 * Every selector of an expression, in the order of the text.
 *
 * @throws Error as `parsePromql`, and for a selector that doesn't say which metric it means
 */
export function metricsIn(text: string): Selector[] {
  const walk = (node: SyntaxTree, range?: string): Selector[] => {
    if (node.kind === "VectorSelector") {
      const { name, matchers } = readSelector(node);
      if (name === undefined) throw new Error(`${text}\n${namesNoMetric(node)}`);
      return [{ name, matchers, ...(range !== undefined && { range }) }];
    }
    const ownRange = node.kind === "MatrixSelector" ? child(node, "DurationExpr")!.text : undefined;
    return node.children.flatMap((inner) => walk(inner, ownRange));
  };
  return walk(parsePromql(text));
}

/** Name and matchers of a `VectorSelector`. `{__name__="x"}` and `{"x"}` name the metric x. */
export function readSelector(node: SyntaxTree): { name: string | undefined; matchers: Matcher[] } {
  const inBraces = child(node, "LabelMatchers")?.children ?? [];
  const matchers = inBraces.filter(({ kind }) => kind !== "QuotedLabelName").map(readMatcher);
  const outside = child(node, "Identifier") ?? inBraces.find(({ kind }) => kind === "QuotedLabelName");
  if (outside) return { name: nameOf(outside), matchers };
  const named = matchers.find(({ label, op }) => label === "__name__" && op === "=");
  return { name: named?.value, matchers: matchers.filter((matcher) => matcher !== named) };
}

export function namesNoMetric(selector: SyntaxTree): string {
  return `${selector.text} names no metric: write its name, or {__name__="name"}`;
}

function readMatcher(node: SyntaxTree): Matcher {
  const [label, op, value] = node.children;
  return { label: nameOf(label!), op: op!.text, value: stringValue(value!) };
}
