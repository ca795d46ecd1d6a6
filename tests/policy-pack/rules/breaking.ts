import assert from "node:assert/strict";
import { NO_USAGE } from "../../../policy-pack/pricing/money";
import { RULES } from "../../../policy-pack/rules/all";
import { runRules, type BrokenRule, type RunContext } from "../../../policy-pack/run-rules";
import { StackView, UNKNOWN, type ResourceView } from "../../../policy-pack/stack-view";
import { CEILING_USD, compliantStack } from "./compliant-stack";

export const CONTEXT: RunContext = {
  region: "us-east-1",
  today: "2026-11-25",
  ceilingUsd: CEILING_USD,
  usage: NO_USAGE,
  environment: "production",
  defaultTags: undefined,
};

/**
 * What to change of the compliant stack: name of the resource, path in its properties, value. Undefined removes. A
 * path is text with dots, or a list where a key has dots itself.
 */
export type Change = [name: string, path: string | string[], value: unknown];

/** The compliant stack with some values changed. */
export function changed(...changes: Change[]): StackView {
  // By way of JSON, so that nothing is shared: a change is in one place.
  const resources = JSON.parse(JSON.stringify(compliantStack())) as ResourceView[];
  for (const [name, path, value] of changes) {
    const keys = typeof path === "string" ? path.split(".") : [...path];
    const last = keys.pop()!;
    let inner = named(resources, name).props;
    for (const key of keys) inner = inner[key] as Record<string, unknown>;
    if (value === undefined) delete inner[last];
    else inner[last] = value;
  }
  return new StackView(resources);
}

/** The compliant stack with one value that a preview can't know. */
export function unknown(name: string, path: string): StackView {
  return changed([name, path, UNKNOWN]);
}

/** The compliant stack without some resources. */
export function without(...names: string[]): StackView {
  return new StackView(compliantStack().filter(({ name }) => !names.includes(name)));
}

/** The compliant stack and more. */
export function and(
  type: string,
  props: Record<string, unknown>,
  rest: Partial<ResourceView> = {},
): StackView {
  return new StackView([...compliantStack(), view(type, props, rest)]);
}

export function view(
  type: string,
  props: Record<string, unknown>,
  rest: Partial<ResourceView> = {},
): ResourceView {
  const urn = `urn:pulumi:production::shop::${type}::more`;
  return { urn, type, name: "more", props, parent: undefined, dependsOn: [], ignoreChanges: [], ...rest };
}

export function named(resources: ResourceView[], name: string): ResourceView {
  const found = resources.find((resource) => resource.name === name);
  assert.ok(found, `no resource "${name}" in the compliant stack`);
  return found;
}

/** What one rule finds. */
export function found(rule: string, stack: StackView, context: Partial<RunContext> = {}): BrokenRule[] {
  const only = RULES.filter(({ id }) => id === rule);
  assert.equal(only.length, 1, `no rule "${rule}"`);
  return runRules(stack, { ...CONTEXT, ...context }, only);
}

export function accepts(rule: string, stack: StackView, context: Partial<RunContext> = {}): void {
  assert.deepEqual(found(rule, stack, context), []);
}

/** The rule is broken once, at its own level and with this message. */
export function refuses(
  rule: string,
  stack: StackView,
  message: RegExp,
  context: Partial<RunContext> = {},
): void {
  const all = found(rule, stack, context);
  assert.equal(all.length, 1, `one finding, not ${JSON.stringify(all, null, 1)}`);
  assert.match(all[0]!.message, message);
  assert.equal(all[0]!.level, RULES.find(({ id }) => id === rule)!.level);
  assert.doesNotMatch(all[0]!.message, /unknown until up/);
}

/** The rule is undecided, and says so without stopping the stack. */
export function isUndecided(rule: string, stack: StackView, context: Partial<RunContext> = {}): void {
  const all = found(rule, stack, context);
  assert.ok(all.length > 0, "says nothing");
  for (const { message, level } of all) {
    assert.match(message, /unknown until up/);
    assert.equal(level, "advisory");
  }
}
