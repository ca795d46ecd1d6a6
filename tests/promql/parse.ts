import { parser } from "@prometheus-io/lezer-promql";

/** A PromQL expression, or a part of it, without comments. */
export interface SyntaxTree {
  /** As lezer-promql's `promql.grammar` names it. */
  kind: string;
  text: string;
  children: SyntaxTree[];
}

/**
 * The expression, parsed by the grammar of Prometheus' own editor. It knows no types: `rate(x)` without a range passes
 * here, and fails in promtool.
 *
 * @throws Error with the text and the place when it is no PromQL
 */
export function parsePromql(text: string): SyntaxTree {
  const [expression] = toTree(parser.parse(text).topNode, text).children;
  return expression!; // without one, the parser has put an error in its place
}

type LezerNode = ReturnType<typeof parser.parse>["topNode"];

function toTree(node: LezerNode, text: string): SyntaxTree {
  if (node.type.isError) refuse(text, node.from, "is no PromQL");
  const tree = { kind: node.name, text: text.slice(node.from, node.to), children: [] as SyntaxTree[] };
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "LineComment") tree.children.push(toTree(child, text));
  }
  if (tree.kind === "StringLiteral" && unquoted(tree.text) === undefined) {
    refuse(text, node.from, "has a string that doesn't end, or an escape other than JSON's");
  }
  return tree;
}

function refuse(text: string, position: number, what: string): never {
  const rest = text.slice(position);
  const place = rest ? `at character ${position + 1}, before ${rest}` : "at its end";
  throw new Error(`${text}\n${what}: ${place}`);
}

/** The text inside the quotes of a `StringLiteral`. */
export function stringValue(literal: SyntaxTree): string {
  const value = literal.kind === "StringLiteral" ? unquoted(literal.text) : undefined;
  if (value === undefined)
    throw new Error(`${literal.text} is not a string in quotes, which PromQL needs here`);
  return value;
}

function unquoted(text: string): string | undefined {
  const inner = text.slice(1, -1);
  if (text.length < 2 || text[0] !== text.at(-1)) return undefined;
  if (text.startsWith("`")) return inner;
  const json = text.startsWith('"') ? inner : inner.replaceAll("\\'", "'").replaceAll('"', '\\"');
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch {
    return undefined;
  }
}

/** The first child of a kind. */
export function child(node: SyntaxTree, kind: string): SyntaxTree | undefined {
  return node.children.find((inner) => inner.kind === kind);
}

/** A label's name, or a metric's, bare or in quotes. */
export function nameOf(node: SyntaxTree): string {
  return node.kind === "QuotedLabelName" ? stringValue(node.children[0]!) : node.text;
}
