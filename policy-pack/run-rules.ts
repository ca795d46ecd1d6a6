import type { Finding, Level, Parameters, Rule, RuleContext } from "./rule";
import { RULES } from "./rules/all";
import type { StackView } from "./stack-view";

/** A rule that a stack breaks, as text for a person. */
export interface BrokenRule {
  rule: string;
  /** Advisory also where a mandatory rule can't be decided before an `up`. */
  level: Level;
  /** Absent where the stack as a whole breaks the rule. */
  urn: string | undefined;
  message: string;
  reason: string;
  fix: string;
}

/** The input of a run of the rules. */
export interface RunContext extends RuleContext {
  /** By the rule's id; what isn't given has the rule's default. */
  parameters?: Readonly<Record<string, Partial<Parameters>>>;
}

/** Runs rules over a stack, in their order. Time is linear in the number of resources. */
export function runRules(
  stack: StackView,
  context: RunContext,
  rules: readonly Rule[] = RULES,
): BrokenRule[] {
  return rules.flatMap((rule) =>
    findingsOf(rule, stack, context).map((finding) => ({
      rule: rule.id,
      level: levelOf(rule, finding),
      urn: finding.urn,
      message: finding.message,
      reason: rule.reason,
      fix: rule.fix,
    })),
  );
}

function findingsOf(rule: Rule, stack: StackView, context: RunContext): Finding[] {
  const parameters = parametersOf(rule, context.parameters?.[rule.id]);
  return rule.scope === "stack"
    ? rule.check(stack, parameters, context)
    : stack.ofTypes(rule.types).flatMap((resource) => rule.check(resource, parameters, context));
}

/** A rule's defaults, with what is configured in their place. */
export function parametersOf(
  { parameters }: Rule,
  configured: Readonly<Record<string, unknown>> = {},
): Parameters {
  const own = Object.entries(configured).filter(
    ([key, value]) => key in parameters.schema && value !== undefined,
  );
  return { ...parameters.defaults, ...(Object.fromEntries(own) as Parameters) };
}

/** What can't be decided yet is reported, but stops nothing. */
export function levelOf({ level }: Rule, finding: Finding): Level {
  return finding.undecided ? "advisory" : (finding.level ?? level);
}
