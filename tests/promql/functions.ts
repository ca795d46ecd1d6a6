import { drop, missing, NO_LABELS, shown, union, type Labels, type Operand, type Report } from "./label-sets";
import { stringValue, type SyntaxTree } from "./parse";
import { readSelector } from "./selectors";

export interface Argument {
  node: SyntaxTree;
  operand: Operand;
}

type LabelsOfCall = (args: Argument[], report: Report) => Operand;

/** They change the value alone. */
const KEEPING = `
  abs ceil clamp clamp_max clamp_min exp floor ln log10 log2 round sgn sqrt sort sort_desc timestamp
  changes delta deriv idelta increase irate predict_linear rate resets
  avg_over_time count_over_time first_over_time last_over_time max_over_time min_over_time present_over_time
  quantile_over_time stddev_over_time stdvar_over_time sum_over_time
  histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum`;

/** Without an argument they return the time of evaluation, as a series without labels. */
const CALENDAR = "day_of_month day_of_week day_of_year days_in_month hour minute month year";

/** https://prometheus.io/docs/prometheus/latest/querying/functions/, without what is experimental there. */
const FUNCTIONS: Record<string, LabelsOfCall> = {
  ...forEach(KEEPING, series),
  ...forEach(CALENDAR, calendar),
  time: () => "scalar",
  pi: () => "scalar",
  scalar: () => "scalar",
  vector: () => NO_LABELS,
  absent: ([operand]) => equalityLabels(operand?.node),
  absent_over_time: ([operand]) => equalityLabels(operand?.node),
  histogram_quantile: classicHistogram,
  histogram_fraction: classicHistogram,
  label_replace: labelReplace,
  label_join: labelJoin,
};

/** Labels of a function's result. The metric's name is no label here. */
export function callLabels(name: string, args: Argument[], report: Report): Operand {
  const labels = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (labels) return labels(args, report);
  report(`${name}() is no function that this analysis knows`);
  return "unknown";
}

function forEach(names: string, labels: LabelsOfCall): Record<string, LabelsOfCall> {
  return Object.fromEntries(names.match(/\w+/g)!.map((name) => [name, labels]));
}

function series(args: Argument[], report: Report): Labels {
  const operand = args.map((argument) => argument.operand).find((labels) => labels !== "scalar");
  if (operand === undefined) report("none of the arguments has series");
  return operand ?? "unknown";
}

function calendar(args: Argument[], report: Report): Labels {
  return args.length === 0 ? NO_LABELS : series(args, report);
}

function classicHistogram(args: Argument[], report: Report): Labels {
  const labels = series(args, report);
  if (missing(["le"], labels).length > 0)
    report(`a histogram's buckets need le, there is only ${shown(labels)}`);
  return drop(labels, ["le"]);
}

/** absent() makes up its labels: those that a plain selector asks to be equal to something, once. */
function equalityLabels(operand: SyntaxTree | undefined): Labels {
  const around = ["MatrixSelector", "OffsetExpr", "StepInvariantExpr", "ParenExpr"];
  if (operand && around.includes(operand.kind)) return equalityLabels(operand.children[0]);
  if (operand?.kind !== "VectorSelector") return NO_LABELS;
  const { matchers } = readSelector(operand);
  const isAlone = (name: string) => matchers.filter(({ label }) => label === name).length === 1;
  const kept = matchers.filter(({ label, op, value }) => op === "=" && value !== "" && isAlone(label));
  return new Set(kept.map(({ label }) => label));
}

function labelReplace(args: Argument[], report: Report): Labels {
  const labels = series(args, report);
  const [target, replacement, source, pattern] = args.slice(1).map(({ node }) => stringValue(node));
  if (target === undefined || replacement === undefined || source === undefined || pattern === undefined) {
    report("label_replace takes series and four strings");
    return "unknown";
  }
  const isConstant = source === "";
  const matchesNothing = pattern === ".*" || pattern === "(.*)" || (isConstant && pattern === "");
  if (isConstant && !matchesNothing) report(`"${pattern}" is matched against no label: write "" or ".*"`);
  const takesText = isConstant ? replacement.includes("$") : /\$\{?[1-9]/.test(replacement);
  if (takesText && (isConstant || !pattern.includes("(")))
    report(`"${replacement}" takes its text from nowhere`);
  if (!isConstant) checkSources([source], labels, report);
  return matchesNothing && replacement === "" ? drop(labels, [target]) : union(labels, new Set([target]));
}

function labelJoin(args: Argument[], report: Report): Labels {
  const labels = series(args, report);
  const [target, , ...sources] = args.slice(1).map(({ node }) => stringValue(node));
  if (target === undefined || sources.length === 0) {
    report("label_join takes series, the new label, the separator, and at least one label to join");
    return "unknown";
  }
  checkSources(sources, labels, report);
  return union(labels, new Set([target]));
}

function checkSources(names: string[], labels: Labels, report: Report): void {
  for (const name of missing(names, labels)) report(`source ${name}: no such label, only ${shown(labels)}`);
}
