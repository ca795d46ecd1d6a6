import { drop, keep, missing, shown, union, type Labels, type Operand, type Report } from "./label-sets";
import { child, nameOf, type SyntaxTree } from "./parse";

const PARTS_BETWEEN_OPERANDS = ["BoolModifier", "MatchingModifierClause"];

/**
 * Labels of a binary operation's result, after "Vector matching" of
 * https://prometheus.io/docs/prometheus/latest/querying/operators/. Whether the labels also distinguish the series of the
 * "one" side depends on the data; only promtool finds that.
 */
export function binaryLabels(node: SyntaxTree, left: Operand, right: Operand, report: Report): Operand {
  const [operator, ...parts] = node.children.slice(1, -1);
  for (const { kind, text } of parts) {
    if (!PARTS_BETWEEN_OPERANDS.includes(kind))
      report(`"${text}" (${kind}) is nothing that this analysis knows`);
  }
  if (left === "scalar") return right;
  if (right === "scalar") return left;

  const matching = readMatching(child(node, "MatchingModifierClause"));
  if (matching.on) checkOn(matching.labels, left, right, report);
  else checkIgnoring(matching.labels, left, right, operator!.kind === "Or", report);

  if (operator!.kind === "Or") return union(left, right);
  if (operator!.kind === "And" || operator!.kind === "Unless") return left;
  if (matching.many === undefined) {
    return matching.on ? keep(left, matching.labels) : drop(left, matching.labels);
  }
  const [many, one] = matching.many === "left" ? [left, right] : [right, left];
  for (const label of missing(matching.include, one)) {
    report(`group_${matching.many}(${label}): the other side has no such label, only ${shown(one)}`);
  }
  return union(drop(many, matching.include), keep(one, matching.include)); // theirs go, even where the one side has none
}

/** `labels` of on(), or of ignoring(), which is what no modifier means: ignoring none. */
interface Matching {
  on: boolean;
  labels: string[];
  many?: "left" | "right";
  include: string[];
}

function readMatching(clause: SyntaxTree | undefined): Matching {
  if (!clause) return { on: false, labels: [], include: [] };
  const [labels, include] = clause.children.filter(({ kind }) => kind === "GroupingLabels");
  const many = child(clause, "GroupLeft") ? "left" : child(clause, "GroupRight") ? "right" : undefined;
  return {
    on: child(clause, "On") !== undefined,
    labels: labels!.children.map(nameOf),
    ...(many && { many }),
    include: include?.children.map(nameOf) ?? [],
  };
}

function checkOn(names: string[], left: Labels, right: Labels, report: Report): void {
  for (const [side, labels] of [["left", left] as const, ["right", right] as const]) {
    for (const name of missing(names, labels)) {
      report(`on(${name}): the ${side} side has no such label, only ${shown(labels)}`);
    }
  }
}

function checkIgnoring(names: string[], left: Labels, right: Labels, isOr: boolean, report: Report): void {
  for (const name of missing(missing(names, left), right)) {
    report(`ignoring(${name}): neither side has such a label`);
  }
  const [ofLeft, ofRight] = [drop(left, names), drop(right, names)];
  if (isOr || ofLeft === "unknown" || ofRight === "unknown") return; // `or` wants them different
  if (shown(ofLeft) !== shown(ofRight)) {
    report(`labels of both sides differ: ${shown(ofLeft)} against ${shown(ofRight)}; they can't match`);
  }
}
