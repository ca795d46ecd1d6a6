import { distance } from "fastest-levenshtein";
import type { core } from "zod";

/** A setting that must be changed. */
export interface Problem {
  /** Its path below the project's key, for example ["pools", "spot", "maxSize"]. */
  path: (string | number)[];
  found: unknown;
  /** What would be right, as the end of the sentence "allowed is ...". */
  allowed: string;
}

/** Settings that were refused; the message lists every problem. */
export class SettingsError extends Error {
  constructor(
    readonly problems: Problem[],
    readonly file: string,
  ) {
    super(describeProblems(problems, file));
    this.name = "SettingsError";
  }
}

/**
 * All problems as text, one paragraph each.
 *
 * @param lineOf the line of a setting in the file, where that is known
 */
export function describeProblems(
  problems: Problem[],
  file: string,
  lineOf: (path: Problem["path"]) => number | undefined = () => undefined,
): string {
  const count = problems.length === 1 ? "1 setting" : `${problems.length} settings`;
  const paragraphs = problems.map((problem) => {
    const line = lineOf(problem.path);
    return [
      `  ${settingName(problem.path)}`,
      `    found:   ${found(problem.found)}`,
      `    allowed: ${problem.allowed}`,
      `    in:      ${file}${line === undefined ? "" : `, line ${line}`}`,
    ].join("\n");
  });
  return [`${count} in ${file} must be changed:`, ...paragraphs].join("\n\n");
}

/** The path of a setting as `pulumi config set --path` takes it. */
export function settingName(path: Problem["path"]): string {
  const [head, ...rest] = path;
  return rest.reduce<string>(
    (text, key) =>
      text + (typeof key === "number" ? `[${key}]` : /[.\s]/.test(key) ? `["${key}"]` : `.${key}`),
    `betterprompts:${head ?? ""}`,
  );
}

function found(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/**
 * The problems that a schema found, as this project reports them.
 *
 * @param root path of the schema's value in the input
 */
export function fromIssues(
  issues: core.$ZodIssue[],
  root: Problem["path"],
  input: unknown,
  schemas: Schemas,
): Problem[] {
  return issues.filter(isOfRightType).flatMap((issue) => {
    const path = [...root, ...issue.path.map((key) => (typeof key === "symbol" ? key.toString() : key))];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...path, key],
        found: valueAt(input, [...path, key]),
        allowed: noSuchSetting(key, schemas.keysAt(path)),
      }));
    }
    const value = valueAt(input, path);
    return [
      { path, found: value, allowed: numberAsText(issue, value, path, schemas) ?? allowed(issue, value) },
    ];
  });
}

/** False for a further complaint about a value that is of the wrong type anyway, such as its length. */
function isOfRightType(issue: core.$ZodIssue, _index: number, all: core.$ZodIssue[]): boolean {
  const place = issue.path.join(".");
  return (
    issue.code === "invalid_type" ||
    !all.some((other) => other.code === "invalid_type" && other.path.join(".") === place)
  );
}

/** What the schemas have at a path of the settings. */
export interface Schemas {
  /** The keys of the group there. */
  keysAt(path: Problem["path"]): string[];
  /** What is wrong with a value there; nothing if it is accepted. */
  issuesAt(path: Problem["path"], value: unknown): core.$ZodIssue[];
}

/** What to do with a number where text is expected: quotes alone are not enough where the text would be refused too. */
function numberAsText(
  issue: core.$ZodIssue,
  found: unknown,
  path: Problem["path"],
  schemas: Schemas,
): string | undefined {
  if (issue.code !== "invalid_type" || issue.expected !== "string" || typeof found !== "number")
    return undefined;
  const text = String(found);
  const [refused] = schemas.issuesAt(path, text);
  return refused ? allowed(refused) : `text, so in quotes: "${text}"`;
}

/** What is allowed in place of an unknown key. */
export function noSuchSetting(key: string, known: string[]): string {
  const nearest = nearestName(key, known);
  return nearest
    ? `no setting of this name; did you mean "${nearest}"?`
    : `no setting of this name${known.length > 0 ? `; known are ${known.join(", ")}` : ""}`;
}

/** The known name that was probably meant: at most a third of its letters differ. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = [...known].sort((left, right) => distance(name, left) - distance(name, right));
  return nearest !== undefined && distance(name, nearest) <= Math.ceil(nearest.length / 3)
    ? nearest
    : undefined;
}

/** What zod's issue allows. Messages of our own schemas say it themselves. */
function allowed(issue: core.$ZodIssue, found?: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case "too_small":
      if (issue.exact) return issue.message;
      return issue.origin === "array"
        ? `at least ${issue.minimum} ${issue.minimum === 1 ? "entry" : "entries"}`
        : `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big":
      if (issue.exact) return issue.message;
      return issue.origin === "array"
        ? `at most ${issue.maximum} entries`
        : `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_value":
      return oneOfValues(issue.values.map(String), found);
    case "invalid_format":
      return issue.format === "starts_with"
        ? `text that starts with "${(issue as { prefix?: string }).prefix}"`
        : issue.message;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

/** Of a long list only the names that are nearest to what was found. */
function oneOfValues(values: string[], found: unknown): string {
  if (values.length === 1) return values[0]!;
  if (values.length <= MOST_NAMES) return `one of ${values.join(", ")}`;
  const far = (name: string) => distance(String(found), name);
  const nearest = [...values].sort((one, other) => far(one) - far(other)).slice(0, 5);
  return `one of ${values.length} names, for example ${nearest.join(", ")}`;
}

const MOST_NAMES = 50;

const TYPE_NAMES: Record<string, string> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a group of settings",
  record: "a group of settings",
};

/** The value at a path of nested objects and lists. */
export function valueAt(input: unknown, path: Problem["path"]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === "object" ? (value as Record<string, unknown>)[key] : undefined,
    input,
  );
}
