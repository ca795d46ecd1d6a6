import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { costOfProgram, type UnknownUse } from "../../policy-pack/pricing/cost";
import { HOURS_A_MONTH, type UsageBand } from "../../policy-pack/pricing/money";
import { METERS, unknownUsage, type Meter, type Usage } from "../../policy-pack/pricing/usage";
import { StackView, type ResourceView } from "../../policy-pack/stack-view";
import { fromIssues, nearestName, valueAt } from "../../stacks/problems";
import { InputError } from "../command";
import { counted } from "../text/layout";
import { unitPrice } from "../text/money";
import type { Estimate } from "./estimate";
import { lineOf, syntaxError } from "../yaml-readings";

/** The use of the resources that a pattern matches: of each of them, in a month. */
export interface UsageEntry {
  /** A URN, a name or a type, in which * matches any text. */
  pattern: string;
  amounts: Partial<Record<Meter, UsageBand>>;
  /** Where the pattern, or a meter below it, is in the file. */
  lineOf(meter?: Meter): number | undefined;
}

const METER_NAMES = Object.keys(METERS) as Meter[];
const BAND = ["floor", "expected", "ceiling"];

/** More of anything is a mistake, and would swallow all other costs. */
const MOST = 1e15;

const amount = z.number().min(0).max(MOST);

/** One number is the amount in every situation. */
const band = z.preprocess(
  (value) => (typeof value === "number" ? { floor: value, expected: value, ceiling: value } : value),
  z
    .strictObject({ floor: amount, expected: amount, ceiling: amount })
    .refine(({ floor, expected, ceiling }) => floor <= expected && expected <= ceiling, {
      error: "floor <= expected <= ceiling",
    }),
);

const meters: z.ZodType<Partial<Record<Meter, UsageBand | null>>> = z.strictObject(
  Object.fromEntries(METER_NAMES.map((meter) => [meter, band.nullish()])),
);

/** Values that are left empty are not known. */
const usageFile = z.record(z.string(), meters.nullable());

/** What each level of the file is. */
const LEVELS = [
  "patterns of resources, each with its meters",
  "a group of meters with amounts a month",
  "a number, or a group with floor, expected and ceiling",
];

/**
 * Reads a file of `--usage`: patterns with meters, each with its amount a month.
 *
 * @param source its name in messages
 * @throws InputError with every problem and its line
 */
export function readUsage(text: string, source: string): UsageEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const hint = /^\*/m.test(text) ? ": put a pattern that starts with * in quotes" : "";
    throw new InputError(`${source} is not YAML: ${syntaxError(error, lines)}${hint}.`);
  }
  let data: unknown;
  try {
    data = document.toJS() ?? {};
  } catch {
    throw new InputError(
      `${source} is not YAML: an alias without its anchor, or too many of them. Put a pattern that starts with * in quotes.`,
    );
  }
  const result = usageFile.safeParse(data);
  if (!result.success) {
    const lineAt = (path: (string | number)[]) => lineOf(document, lines, path);
    throw new InputError(
      [`${source} must be changed:`, ...problems(result.error.issues, data, lineAt)].join("\n"),
    );
  }
  return Object.entries(result.data).map(([pattern, amounts]) => ({
    pattern,
    amounts: Object.fromEntries(
      Object.entries(amounts ?? {}).filter(([, value]) => value !== null && value !== undefined),
    ),
    lineOf: (meter) => lineOf(document, lines, meter === undefined ? [pattern] : [pattern, meter]),
  }));
}

/** One line each, in the order of the file. */
function problems(
  issues: z.core.$ZodIssue[],
  data: unknown,
  lineAt: (path: (string | number)[]) => number | undefined,
): string[] {
  const schemas = {
    keysAt: ({ length }: unknown[]) => (length === 1 ? METER_NAMES : BAND),
    issuesAt: () => [],
  };
  const found = fromIssues(issues, [], data, schemas).map((problem) => {
    // A number in place of a band has no group in the file.
    const path =
      typeof valueAt(data, problem.path.slice(0, 2)) === "number" ? problem.path.slice(0, 2) : problem.path;
    const isGroup = problem.allowed === "a group of settings";
    const allowed = isGroup ? LEVELS[path.length]! : problem.allowed.replace("no setting of", "no meter of");
    const line = lineAt(path) ?? 1;
    return { line, text: `  line ${line}: ${path.map((key) => `${key}: `).join("")}allowed is ${allowed}` };
  });
  return [...new Set(found.sort((one, other) => one.line - other.line).map(({ text }) => text))];
}

/** The use that entries give; of several that match a resource, the first that names the meter counts. */
export function usageOf(entries: readonly UsageEntry[]): Usage {
  const find = finder(entries);
  return (meter, resource) => {
    const month = find(resource, meter)?.amounts[meter];
    return (
      month && {
        floor: month.floor / HOURS_A_MONTH,
        expected: month.expected / HOURS_A_MONTH,
        ceiling: month.ceiling / HOURS_A_MONTH,
      }
    );
  };
}

type Find = (resource: ResourceView, meter: Meter) => UsageEntry | undefined;

/** Patterns without * are looked up, so that a file with an entry for each of thousands of resources is quick. */
function finder(entries: readonly UsageEntry[]): Find {
  const isGlob = ({ pattern }: UsageEntry) => pattern.includes("*");
  const exact = new Map(entries.filter((entry) => !isGlob(entry)).map((entry) => [entry.pattern, entry]));
  const globs = entries.filter(isGlob).map((entry) => ({ entry, matches: matcher(entry.pattern) }));
  const place = new Map(entries.map((entry, index) => [entry, index]));
  return ({ urn, name, type }, meter) => {
    const keys = [urn, name, type];
    return [
      ...keys.flatMap((key) => exact.get(key) ?? []),
      ...globs.filter(({ matches }) => keys.some(matches)).map(({ entry }) => entry),
    ]
      .filter(({ amounts }) => amounts[meter] !== undefined)
      .sort((one, other) => place.get(one)! - place.get(other)!)[0];
  };
}

/** Pieces between the stars are sought one after the other: a regular expression can take exponential time. */
function matcher(pattern: string): (text: string) => boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, from);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}

/** Resources, and what they are billed for by use, whether the use is known or not. */
export interface MeteredStack {
  uses: readonly UnknownUse[];
  stack: StackView;
}

/** What the resources of an estimate's files are billed for by use; of a preview without its unchanged resources, those that change. */
export function meteredOf({ programs, today }: Pick<Estimate, "programs" | "today">): MeteredStack {
  const parts = programs.map(({ input: { view }, region }) => ({
    resources: view.resources,
    ...costOfProgram(view, { region: region.name, today, usage: unknownUsage }),
  }));
  return {
    uses: parts.flatMap(({ unknownUse }) => unknownUse),
    stack: new StackView(parts.flatMap(({ resources }) => resources)),
  };
}

/**
 * What of a usage file has no effect, one sentence each: a pattern that matches nothing, a meter by which nothing that
 * matches is billed. It is no error: one file may be for several stacks.
 */
export function unusedUsage(
  entries: readonly UsageEntry[],
  { uses, stack }: MeteredStack,
  source: string,
): string[] {
  const find = finder(entries);
  const used = new Map<UsageEntry, Set<Meter>>(entries.map((entry) => [entry, new Set()]));
  for (const { urn, meter } of uses) {
    const resource = stack.get(urn);
    const entry = resource && find(resource, meter);
    if (entry) used.get(entry)!.add(meter);
  }
  const names = () => [...new Set(stack.resources.flatMap(({ name, type }) => [name, type]))];
  return entries.flatMap((entry) => {
    const { pattern, amounts } = entry;
    const idle = (Object.keys(amounts) as Meter[]).filter((meter) => !used.get(entry)!.has(meter));
    if (idle.length === 0) return [];
    const where = (meter?: Meter) => `${source}, line ${entry.lineOf(meter)}: `;
    const matches = matcher(pattern);
    const matching = new Set(
      stack.resources.filter(({ urn, name, type }) => [urn, name, type].some(matches)).map(({ urn }) => urn),
    );
    if (matching.size === 0) {
      const nearest = nearestName(pattern, names());
      return [
        `${where()}"${pattern}" matches no resource${nearest === undefined ? "" : `; did you mean "${nearest}"?`}`,
      ];
    }
    return idle.map((meter) => {
      const isBilled = uses.some((each) => each.meter === meter && matching.has(each.urn));
      return isBilled
        ? `${where(meter)}an earlier pattern has ${meter} of what "${pattern}" matches`
        : `${where(meter)}nothing that "${pattern}" matches is billed by ${meter}`;
    });
  });
}

/**
 * A usage file for a stack, in which everything is commented out: each resource that is billed by use, with its
 * meters, their units and prices.
 */
export function usageTemplate({ uses, stack }: MeteredStack, source: string): string {
  const names = countsOf(stack.resources.map(({ name }) => name));
  const entries = [...groups(uses, ({ urn }) => urn)].map(([urn, ofResource]) => {
    const { name, type } = stack.get(urn)!;
    const meters = [...groups(ofResource, ({ meter }) => meter)].map(
      ([meter, lines]) =>
        `#   ${meter}: 0 # ${lines.map(({ item, usd }) => `${item}: ${unitPrice(usd, METERS[meter])}`).join("; ")}`,
    );
    return [`# ${JSON.stringify(names.get(name) === 1 ? name : urn)}: # ${type}`, ...meters].join("\n");
  });
  return `${[head(source, entries.length), ...entries].join("\n\n")}\n`;
}

function countsOf(names: string[]): Map<string, number> {
  return new Map([...groups(names, (name) => name)].map(([name, same]) => [name, same.length]));
}

function groups<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const value of values) {
    const group = found.get(keyOf(value));
    if (group) group.push(value);
    else found.set(keyOf(value), [value]);
  }
  return found;
}

function head(source: string, count: number): string {
  return [
    `# Use of what AWS bills by use in ${source}: ${counted(count, "resource")}. Read by the cost command's --usage.`,
    "# Remove the # of a resource and of its meters, and write how much it uses in a month: a number, or",
    "# { floor: 10, expected: 100, ceiling: 500 }. What stays away is unknown.",
    "# The name of a resource may also be its URN or a type, and * in it matches any text; the first that",
    "# matches counts, and the amount is that of each resource that matches.",
  ].join("\n");
}
