import { z } from "zod";
import { crossCheck } from "./cross-checks";
import { fromIssues, noSuchSetting, SettingsError, type Problem, type Schemas } from "./problems";
import { stackSettings, type StackSettings } from "./settings";

z.config({ jitless: true }); // each schema parses once: compiling it first takes longer

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
    else problems.push(...fromIssues(parsed.error.issues, [name], input, SCHEMAS));
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

const SCHEMAS: Schemas = {
  keysAt(path) {
    const schema = unwrap(schemaAt(path));
    return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  },
  issuesAt(path, value) {
    const schema = schemaAt(path);
    return schema instanceof z.ZodType ? (schema.safeParse(value).error?.issues ?? []) : [];
  },
};

function schemaAt(path: Problem["path"]): unknown {
  return path.reduce<unknown>((outer, key) => step(unwrap(outer), key), stackSettings);
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

/**
 * The project's own keys of a stack's configuration. The engine hands over text; groups and lists arrive as JSON.
 *
 * @param config "project:key" -> text
 */
export function ownConfiguration(project: string, config: Record<string, string>): Record<string, unknown> {
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(project.length + 1), plainValue(text)]));
}

function plainValue(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // the schema then says what belongs here
  }
}
