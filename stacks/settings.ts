import { z } from "zod";
import { clusterSettings } from "../components/cluster.settings";
import {
  chartMirror,
  monitoringSettings,
  nodeAutoscalingSettings,
} from "../components/controllers/controllers.settings";
import { costSettings } from "../components/cost.settings";
import { namespaceSettings, priorityClassSettings } from "../components/governance/namespace.settings";
import { dnsLabel, serviceName } from "../components/kubernetes-names";
import { loadBalancerSettings } from "../components/load-balancer.settings";
import { networkSettings } from "../components/network.settings";
import { poolSettings } from "../components/node-pool.settings";
import { podAutoscalingSettings, serviceSettings } from "../components/scaling/service.settings";
import { crossCheck } from "./cross-checks";
import { fromIssues, noSuchSetting, SettingsError, type Problem } from "./problems";

/** Tags by which AWS's bill can be split. They must be activated for billing once: docs/operations. */
export const tagSettings = z.strictObject({
  project: z.string().min(1),
  environment: z.string().min(1),
  owner: z.string().min(1),
  "cost-center": z.string().min(1),
  "managed-by": z.string().min(1),
});

function atLeastOne<Schema extends z.ZodType<object>>(schema: Schema, what: string): Schema {
  return schema.refine((group) => Object.keys(group).length > 0, { error: `at least one ${what}` });
}

/** Everything that a stack's YAML file says under `betterprompts:`. */
export const stackSettings = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region, for example "us-east-1"'),
  tags: tagSettings,
  cost: costSettings,
  network: networkSettings,
  cluster: clusterSettings,
  pools: z.record(dnsLabel, poolSettings),
  nodeAutoscaling: nodeAutoscalingSettings,
  monitoring: monitoringSettings,
  chartMirror: chartMirror.optional(),
  loadBalancer: loadBalancerSettings,
  podAutoscaling: podAutoscalingSettings,
  priorityClasses: priorityClassSettings,
  services: atLeastOne(z.record(serviceName, serviceSettings), "service"),
  namespaces: atLeastOne(z.record(dnsLabel, namespaceSettings), "namespace"),
});

export type StackSettings = z.infer<typeof stackSettings>;

/**
 * Checks a stack's settings. Each section is read on its own, so that a mistake in one doesn't hide those in others.
 *
 * @param input plain data, as the YAML file has it below `betterprompts:`
 * @param file the file's name, for messages
 * @throws SettingsError that lists every problem
 */
export function parseSettings(input: Record<string, unknown>, file: string): StackSettings {
  const sections: Record<string, unknown> = {};
  const problems: Problem[] = unknownSections(input);
  for (const [name, schema] of Object.entries(stackSettings.shape)) {
    const parsed = schema.safeParse(input[name]);
    if (parsed.success) sections[name] = parsed.data;
    else problems.push(...fromIssues(parsed.error.issues, [name], input, knownKeys));
  }
  problems.push(...crossCheck(sections));
  if (problems.length > 0) throw new SettingsError(problems, file);
  return sections as StackSettings;
}

function unknownSections(input: Record<string, unknown>): Problem[] {
  const known = Object.keys(stackSettings.shape);
  return Object.keys(input)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: [name], found: input[name], allowed: noSuchSetting(name, known) }));
}

/** The keys that the schema has at a path: what an unknown key is compared with. */
function knownKeys(path: Problem["path"]): string[] {
  const schema = path.reduce<unknown>((outer, key) => step(unwrap(outer), key), stackSettings);
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function step(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[key];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}
