import type { Policies, ReportViolation } from "@pulumi/policy";
import { CONTEXT_SCHEMA, contextFromConfiguration } from "./configuration";
import { defaultTagsOf, resourceFromEngine, stackFromEngine } from "./from-engine";
import type { Finding, Level, ParameterSchema, ResourceRule, Rule, StackRule } from "./rule";
import { levelOf, parametersOf } from "./run-rules";

/** The rules as the engine's policies. */
export function policiesOf(rules: readonly Rule[]): Policies {
  const inputs = new Map<string, unknown>();
  return rules.map((rule) =>
    rule.scope === "resource" ? resourcePolicy(rule, inputs) : stackPolicy(rule, inputs),
  );
}

/** @param inputs remembers those of every resource, for the stack rules that run in the end */
function resourcePolicy(rule: ResourceRule, inputs: Map<string, unknown>): Policies[number] {
  return {
    ...described(rule),
    validateResource(args, report) {
      inputs.set(args.urn, args.props);
      if (!rule.types.includes(args.type)) return;
      const configured = args.getConfig<Record<string, unknown>>();
      const context = contextFromConfiguration(configured);
      const defaultTags = args.provider ? defaultTagsOf(args.provider) : context.defaultTags;
      const parameters = parametersOf(rule, configured);
      reportFindings(
        rule,
        rule.check(resourceFromEngine(args), parameters, { ...context, defaultTags }),
        report,
      );
    },
  };
}

function stackPolicy(rule: StackRule, inputs: ReadonlyMap<string, unknown>): Policies[number] {
  return {
    ...described(rule),
    validateStack({ resources, getConfig }, report) {
      const configured = getConfig<Record<string, unknown>>();
      const stack = stackFromEngine(resources, inputs);
      const findings = rule.check(
        stack,
        parametersOf(rule, configured),
        contextFromConfiguration(configured),
      );
      reportFindings(rule, findings, report);
    },
  };
}

function described(rule: Rule) {
  return {
    name: rule.id,
    description: rule.reason,
    enforcementLevel: rule.level,
    remediationSteps: rule.fix,
    configSchema: { properties: configurable(rule) },
  };
}

function configurable({ parameters, reads = [] }: Rule): Record<string, ParameterSchema> {
  const own = Object.entries<ParameterSchema>(parameters.schema).map(([key, schema]) => [
    key,
    { ...schema, default: parameters.defaults[key] },
  ]);
  return Object.fromEntries([...own, ...reads.map((key) => [key, CONTEXT_SCHEMA[key]])]) as Record<
    string,
    ParameterSchema
  >;
}

function reportFindings(rule: Rule, findings: Finding[], report: ReportViolation): void {
  for (const finding of findings) {
    const message = `${finding.message}\nFix: ${rule.fix}`;
    if (levelOf(rule, finding) === rule.level) report(message, finding.urn);
    else reportAt(levelOf(rule, finding), rule, finding.urn, message, report);
  }
}

/**
 * A violation at another level than the policy's. The SDK takes it as an object (server.js, makeReportViolationFun),
 * which its types don't say; throwing its UnknownValueError would say less, and only once.
 */
function reportAt(
  enforcementLevel: Level,
  rule: Rule,
  urn: string | undefined,
  message: string,
  report: ReportViolation,
): void {
  const violation = { message: `${rule.reason}\n${message}`, urn, enforcementLevel };
  report(violation as unknown as string);
}
