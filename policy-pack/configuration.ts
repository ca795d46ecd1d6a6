import { Config } from "@pulumi/pulumi";
import { NO_USAGE, type UsageAssumptions } from "./pricing/money";
import type { ContextParameter, ParameterSchema, RuleContext } from "./rule";

/** What --policy-pack-config may say where the stack's own configuration doesn't. */
export const CONTEXT_SCHEMA: Readonly<Record<ContextParameter, ParameterSchema>> = {
  hourlyCeilingUsd: {
    type: "number",
    exclusiveMinimum: 0,
    description: "US dollars an hour that the stack may cost at its maximum.",
  },
  region: { type: "string", description: "AWS region whose prices count." },
  today: {
    type: "string",
    pattern: "^\\d{4}-\\d{2}-\\d{2}$",
    description: "The date that counts, instead of the real one.",
  },
  usage: {
    type: "object",
    description:
      "natGigabytesPerHour, loadBalancerUnits, logGigabytesPerHour, internetGigabytesPerHour, zoneGigabytesPerHour, metricSamplesPerHour, queueRequestsPerHour: {floor, expected, ceiling} each.",
  },
  environment: { type: "string", description: 'What the stack is for, for example "production".' },
};

/**
 * What the rules know about the stack that the engine runs.
 *
 * @param policy the policy's own configuration
 * @throws when a value of the stack's configuration is not the JSON that belongs there
 */
export function contextFromConfiguration(policy: Readonly<Record<string, unknown>>): RuleContext {
  const stack = new Config("betterprompts");
  const cost = stack.getObject<{ hourlyCeilingUsd?: number; usage?: Partial<UsageAssumptions> }>("cost");
  const tags = stack.getObject<Record<string, string>>("tags");
  const own = policy as OwnConfiguration;
  return {
    region: stack.get("region") ?? new Config("aws").get("region") ?? own.region,
    today: own.today ?? stack.get("today") ?? new Date().toISOString().slice(0, 10),
    ceilingUsd: cost?.hourlyCeilingUsd ?? own.hourlyCeilingUsd,
    usage: { ...NO_USAGE, ...own.usage, ...cost?.usage },
    environment: tags?.["environment"] ?? own.environment,
    defaultTags: tags,
  };
}

interface OwnConfiguration {
  hourlyCeilingUsd?: number;
  region?: string;
  today?: string;
  usage?: Partial<UsageAssumptions>;
  environment?: string;
}
