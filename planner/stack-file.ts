import { InputError } from "./command";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ENCRYPTED } from "../stacks/secrets";
import { isMap, LineCounter, parseDocument, type Document } from "yaml";
import { lineOf, otherReadings, syntaxError } from "./yaml-readings";

/** The project's name in Pulumi.yaml; its settings are below it in the stacks' files. */
export const PROJECT = "betterprompts";

/** A stack's YAML file, as `pulumi` would read it. */
export interface StackFile {
  /** Its name, for messages. */
  name: string;
  /** "project:key" -> value. Encrypted values are {@link ENCRYPTED}. */
  config: Record<string, unknown>;
  /** The line of a setting below a key of `config`, counted from 1, if the file has it. */
  lineOf(key: string, path: (string | number)[]): number | undefined;
}

/** A stack that has no file, or one that can't be read. The message says what to do. */
export class StackFileError extends InputError {}

/** Stacks that have a file in the folder. */
export function stackNames(folder: string): string[] {
  return readdirSync(folder)
    .map((file) => /^Pulumi\.([A-Za-z0-9_.-]+)\.yaml$/.exec(file)?.[1])
    .filter((name): name is string => name !== undefined)
    .sort();
}

/** @throws StackFileError if the file is missing or is not YAML */
export function readStackFile(folder: string, stack: string): StackFile {
  const name = `Pulumi.${stack}.yaml`;
  const path = join(folder, name);
  if (!existsSync(path)) {
    throw new StackFileError(`There is no ${name}. Stacks with a file: ${stackNames(folder).join(", ")}.`);
  }
  return readConfigFile(path, name);
}

/**
 * Reads a stack's settings from any file.
 *
 * @param name of the file, for messages
 * @throws StackFileError if the file can't be read or is not YAML
 */
export function readConfigFile(path: string, name = path): StackFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path, name), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new StackFileError(`${name} is not YAML: ${syntaxError(error, lines)}.`);
  const differing = isMap(document.contents) ? otherReadings(document, lines, PROJECT) : [];
  if (differing.length > 0) {
    throw new StackFileError(
      [`${name} must be changed:`, ...differing.map((each) => `  ${each}`)].join("\n"),
    );
  }
  const config: unknown = (plainData(document, name) as { config?: unknown } | null)?.config;
  if (config === null || typeof config !== "object" || Array.isArray(config)) {
    throw new StackFileError(`${name} has no settings: its top level needs the key "config".`);
  }
  return {
    name,
    config: withoutSecrets(config) as Record<string, unknown>,
    lineOf: (key, inner) => lineOf(document, lines, ["config", key, ...inner]),
  };
}

function textOf(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StackFileError(`Can't read ${name}: ${(error as Error).message}.`);
  }
}

/** An alias without its anchor shows only now, and so do aliases of aliases that grow beyond all bounds. */
function plainData(document: Document, name: string): unknown {
  try {
    return document.toJS();
  } catch {
    throw new StackFileError(`${name} is not YAML: an alias without its anchor, or too many of them.`);
  }
}

/** The configuration as the engine hands it to a program: everything is text, groups and lists are JSON. */
export function asEngineConfig(config: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** The CLI writes an encrypted value as a group with the one key `secure`. Only the engine can decrypt it. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === "secure") return ENCRYPTED;
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutSecrets(inner)]));
}
