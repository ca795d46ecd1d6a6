import { callLabels } from "./functions";
import { drop, keep, missing, NO_LABELS, shown, union, type Labels, type Operand } from "./label-sets";
import { binaryLabels } from "./matching";
import { child, nameOf, parsePromql, stringValue, type SyntaxTree } from "./parse";
import { namesNoMetric, readSelector } from "./selectors";

/**
 * Labels of a metric without its name; undefined when nothing exports or records it. Labels of the target, such as
 * instance, that expressions should not name can be given as one name that PromQL can't write, like "(target of a)":
 * then series of two exporters don't match without on().
 */
export type LabelsOf = (metric: string) => readonly string[] | undefined;

export interface Inference {
  /** Labels that the result's series can have; "scalar" without series, "unknown" only beside a problem. */
  labels: Operand;
  /** One sentence each, with the part of the expression where it is. */
  problems: string[];
}

/**
 * The labels that an expression's result can have, and where it uses a metric or a label that doesn't exist, or
 * matches series that can't match.
 *
 * @throws Error as `parsePromql`
 */
export function inferLabels(text: string, labelsOf: LabelsOf): Inference {
  const problems: string[] = [];
  return { labels: infer(parsePromql(text), { labelsOf, problems }), problems };
}

interface Scope {
  labelsOf: LabelsOf;
  problems: string[];
}

function infer(node: SyntaxTree, scope: Scope): Operand {
  const report = (problem: string) => {
    scope.problems.push(`${problem}; in ${node.text.replaceAll(/\s+/g, " ")}`);
  };
  switch (node.kind) {
    case "NumberDurationLiteral":
    case "StringLiteral":
      return "scalar";
    case "VectorSelector":
      return selectorLabels(node, scope, report);
    case "MatrixSelector":
    case "SubqueryExpr":
    case "OffsetExpr":
    case "StepInvariantExpr":
    case "ParenExpr":
      return infer(node.children[0]!, scope);
    case "UnaryExpr":
      return infer(node.children[1]!, scope);
    case "AggregateExpr":
      return aggregateLabels(node, scope, report);
    case "BinaryExpr": {
      const [left, right] = [node.children[0]!, node.children.at(-1)!];
      return binaryLabels(node, infer(left, scope), infer(right, scope), report);
    }
    case "FunctionCall": {
      const args = child(node, "FunctionCallBody")!.children;
      const operands = args.map((argument) => ({ node: argument, operand: infer(argument, scope) }));
      return callLabels(child(node, "FunctionIdentifier")!.text, operands, report);
    }
    default:
      report(`${node.kind} is nothing that this analysis knows`);
      return "unknown";
  }
}

function selectorLabels(node: SyntaxTree, scope: Scope, report: (problem: string) => void): Labels {
  const { name, matchers } = readSelector(node);
  const known = name === undefined ? undefined : scope.labelsOf(name);
  if (known === undefined) {
    report(name === undefined ? namesNoMetric(node) : `nothing exports or records ${name}`);
    return "unknown";
  }
  const labels = new Set(known);
  const asked = matchers.map(({ label }) => label);
  for (const label of missing(asked, labels)) report(`${name} has no label ${label}, only ${shown(labels)}`);
  const empty = matchers.filter(({ op, value }) => op === "=" && value === "");
  return drop(
    labels,
    empty.map(({ label }) => label),
  );
}

/** They choose among the series, and leave them as they are. */
const CHOOSING = ["topk", "bottomk", "limitk", "limit_ratio"];

function aggregateLabels(node: SyntaxTree, scope: Scope, report: (problem: string) => void): Operand {
  const operator = child(node, "AggregateOp")!.text.toLowerCase();
  const modifier = child(node, "AggregateModifier");
  const args = child(node, "FunctionCallBody")!.children;
  const labels = args.map((argument) => infer(argument, scope)).at(-1);
  if (labels === undefined || labels === "scalar") {
    report(`${operator} has no series to aggregate`);
    return "unknown";
  }
  const names = modifier ? child(modifier, "GroupingLabels")!.children.map(nameOf) : [];
  const isWithout = modifier !== undefined && child(modifier, "Without") !== undefined;
  for (const name of missing(names, labels)) {
    report(`${isWithout ? "without" : "by"} (${name}): no such label, only ${shown(labels)}`);
  }
  if (CHOOSING.includes(operator)) return labels;
  const counted = operator === "count_values" ? new Set([stringValue(args[0]!)]) : NO_LABELS;
  return isWithout ? drop(union(labels, counted), names) : union(keep(labels, names), counted);
}
