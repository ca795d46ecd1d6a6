import { HOURS_A_MONTH } from "../pricing/money";
import { isUnknown, isUnknownList, numberIn } from "../reading/values";
import { broken, NO_PARAMETERS, stackRule, undecided, type Finding } from "../rule";
import { at, entries, type ResourceView } from "../stack-view";

export const oneDollarNumber = stackRule({
  id: "one-dollar-number",
  level: "mandatory",
  requires: "The budget and the HighCost alert have the amount of the ceiling.",
  reason:
    "The budget, the HighCost alert and the ceiling are one decision; where they differ, one of them guards nothing.",
  fix: "Let all three follow betterprompts:cost.hourlyCeilingUsd.",
  parameters: NO_PARAMETERS,
  reads: ["hourlyCeilingUsd"],
  check: (stack, _, { ceilingUsd }) => [
    ...stack.ofType("aws:budgets/budget:Budget").flatMap((budget) => budgetFindings(budget, ceilingUsd)),
    ...stack
      .ofType("kubernetes:monitoring.coreos.com/v1:PrometheusRule")
      .flatMap((rule) => alertFindings(rule, ceilingUsd)),
  ],
});

function budgetFindings(budget: ResourceView, ceilingUsd: number | undefined): Finding[] {
  const [type, unit, limit] = ["budgetType", "timeUnit", "limitAmount"].map((key) => at(budget.props, key));
  if (isUnknown(type)) return [undecided(budget, "budgetType")];
  if (type !== "COST") return []; // in gigabytes or hours, not dollars
  if (ceilingUsd === undefined) return [broken(budget, "has no hourly ceiling to agree with")];
  if (isUnknown(unit)) return [undecided(budget, "timeUnit")];
  if (unit !== "MONTHLY") return [broken(budget, `is ${String(unit)}, not MONTHLY`)];
  if (isUnknown(limit)) return [undecided(budget, "limitAmount")];
  const expected = ceilingUsd * HOURS_A_MONTH;
  const found = numberIn(limit);
  if (found !== undefined && Math.abs(found - expected) <= A_CENT) return [];
  const limited = found === undefined ? "has no limitAmount" : `is limited to $${found.toFixed(2)} a month`;
  return [
    broken(budget, `${limited}, but ${HOURS_A_MONTH} hours at $${ceilingUsd} are $${expected.toFixed(2)}`),
  ];
}

/** A cent, and what binary fractions add to it. */
const A_CENT = 0.01 + 1e-6;

function alertFindings(rule: ResourceView, ceilingUsd: number | undefined): Finding[] {
  const groups = at(rule.props, "spec", "groups");
  const lists = entries(groups).map((group) => at(group, "rules"));
  if (isUnknownList(groups) || lists.some(isUnknownList)) return [undecided(rule, "a list of alerts")];
  const alerts = lists.flatMap(entries);
  if (alerts.some((alert) => isUnknown(at(alert, "alert")))) return [undecided(rule, "the name of an alert")];
  return alerts
    .filter((alert) => at(alert, "alert") === "HighCost")
    .flatMap((alert) => highCostFindings(rule, at(alert, "expr"), ceilingUsd));
}

function highCostFindings(rule: ResourceView, expr: unknown, ceilingUsd: number | undefined): Finding[] {
  if (isUnknown(expr)) return [undecided(rule, "the expression of HighCost")];
  if (ceilingUsd === undefined)
    return [broken(rule, "has a HighCost alert without an hourly ceiling to agree with")];
  const thresholds = [...String(expr).matchAll(COMPARISON)].map(([, number]) => Number(number));
  if (thresholds.includes(ceilingUsd)) return [];
  const found = thresholds.length === 0 ? "no number" : thresholds.join(" and ");
  return [broken(rule, `compares HighCost with ${found}, the ceiling is ${ceilingUsd}`)];
}

/** PromQL's `cost > 10`, also with the modifier "bool". */
const COMPARISON = />=?\s*(?:bool\s+)?(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])/gi;
