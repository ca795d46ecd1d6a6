import type { PolicyConfigSchema } from "@pulumi/policy";
import { costOf, type Cost } from "./pricing/cost";
import type { UsageAssumptions } from "./pricing/money";
import type { ResourceView, StackView, UNKNOWN } from "./stack-view";

/** A broken mandatory rule stops the stack; an advisory one is only reported. */
export type Level = "mandatory" | "advisory";

/** One thing that breaks a rule. */
export interface Finding {
  /** Absent where the stack as a whole breaks the rule. */
  urn?: string;
  message: string;
  /** The rule had to read a value that only an `up` will know: whether it is broken isn't known yet. */
  undecided?: true;
  /** Where it differs from the rule's own. */
  level?: Level;
}

/** The input of rules beside the resources. Undefined is what isn't configured. */
export interface RuleContext {
  region: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  /** US dollars an hour that the stack may cost at its maximum. */
  ceilingUsd: number | undefined;
  usage: UsageAssumptions;
  /** "production", "staging", ... */
  environment: string | undefined;
  /** Tags that the AWS provider gives to every resource that can have tags. */
  defaultTags: Readonly<Record<string, unknown>> | typeof UNKNOWN | undefined;
  /** Nodes that the expected load needs, by the URN of the node group. */
  nodes?: ReadonlyMap<string, { expected: number; spotGone: number }>;
}

export type ParameterSchema = PolicyConfigSchema["properties"][string];
export type Parameters = Readonly<Record<string, number | string | readonly string[]>>;

/** What a policy pack may configure of the context, where the stack's own configuration doesn't say it. */
export type ContextParameter = "hourlyCeilingUsd" | "region" | "today" | "usage" | "environment";

interface RuleText<P extends Parameters> {
  /** In kebab case. */
  id: string;
  level: Level;
  /** What it asks of a stack, in one sentence. */
  requires: string;
  /** Why the rule exists, in one sentence. */
  reason: string;
  /** What to do when it is broken, in one sentence. */
  fix: string;
  /** JSON schemas by parameter, and the values that count unless others are given. */
  parameters: { schema: Record<keyof P, ParameterSchema>; defaults: P };
  /** What it reads of the context. */
  reads?: readonly ContextParameter[];
}

/** A rule that looks at one resource alone, so that the engine can stop the resource before it is made. */
export interface ResourceRule<P extends Parameters = Parameters> extends RuleText<P> {
  scope: "resource";
  /** Types that it applies to. */
  types: readonly string[];
  check(resource: ResourceView, parameters: P, context: RuleContext): Finding[];
}

/** A rule that needs the whole stack. */
export interface StackRule<P extends Parameters = Parameters> extends RuleText<P> {
  scope: "stack";
  check(stack: StackView, parameters: P, context: RuleContext): Finding[];
}

export type Rule = ResourceRule | StackRule;

/** For rules without parameters. */
export const NO_PARAMETERS = { schema: {}, defaults: {} };

export function resourceRule<P extends Parameters>(rule: Omit<ResourceRule<P>, "scope">): ResourceRule {
  return { ...rule, scope: "resource" };
}

export function stackRule<P extends Parameters>(rule: Omit<StackRule<P>, "scope">): StackRule {
  return { ...rule, scope: "stack" };
}

/** The name of a resource in messages: its kind and name. */
export function called({ type, name }: Pick<ResourceView, "type" | "name">): string {
  return `${type.slice(type.lastIndexOf(":") + 1)} "${name}"`;
}

/** The finding on a resource that breaks a rule. */
export function broken(resource: ResourceView, message: string): Finding {
  return { urn: resource.urn, message: `${called(resource)} ${message}` };
}

/** The finding on a resource that has a value which the rule needs and which isn't known yet. */
export function undecided(resource: ResourceView, what: string): Finding {
  return { urn: resource.urn, message: `${called(resource)}: ${what} is unknown until up`, undecided: true };
}

const costs = new WeakMap<StackView, { context: RuleContext; cost: Cost }>();

/** What a stack costs; undefined without a region. Several rules ask: it is computed once. */
export function stackCost(stack: StackView, context: RuleContext): Cost | undefined {
  const { region, today, usage, nodes } = context;
  if (region === undefined) return undefined;
  const before = costs.get(stack);
  if (before?.context === context) return before.cost;
  const cost = costOf(stack, { region, today, usage, ...(nodes ? { nodes } : {}) });
  costs.set(stack, { context, cost });
  return cost;
}
