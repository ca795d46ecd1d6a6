import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Scalar,
  type LineCounter,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from "yaml";
import { nearestName } from "../stacks/problems";

/** What the engine has in a stack's file beside its settings. */
const KEYS = ["config", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** A number, as this project's reader and the engine's (gopkg.in/yaml.v3) take alike. */
const NUMBER = /^[-+]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** Text that the engine's reader takes for a number once its underscores are gone. */
const NUMBER_OF_THE_ENGINE = /^[-+]?(0x[\da-f]+|0o[0-7]+|0b[01]+|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)$/i;
const DATE = /^\d{4}-\d\d?-\d\d?([Tt ]|$)/;

const IN_QUOTES = "text in quotes, or a number as JSON has it: the engine reads this otherwise than the plan";

/**
 * What the engine would read otherwise than this project's reader, or not at all: one sentence each, with its line.
 * What was found is not shown: it may be a secret.
 */
export function otherReadings(document: Document, lines: LineCounter, project: string): string[] {
  const found: string[] = [];
  const complain = (node: unknown, path: readonly unknown[], allowed: string) => {
    const start = (node as Node | null)?.range?.[0];
    const line = start === undefined ? "" : `line ${lines.linePos(start).line}: `;
    found.push(`${line}${pathText([...path, node])} allowed is ${allowed}.`);
  };
  if (document.directives?.yaml.explicit) return ["allowed is no %YAML directive."]; // YAML 1.1 has other values
  visit(document, {
    Alias(_key, node, path) {
      const anchored = node.resolve(document);
      if (anchored && path.includes(anchored))
        complain(node, path, "no alias inside the value that it refers to");
    },
    Pair(_key, { key }, path) {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== "string" || !isReadAlike(key as Scalar))
        complain(key, path, "a name in text, so in quotes where it looks like a number");
      else if (name === "<<") complain(key, path, "no merge key: write its settings out");
      else if (path.length === 2) checkTopLevel(name, key, path);
      else if (path.length === 4 && pathText(path) === "config:") checkPrefix(name, key, path);
    },
    Scalar(key, node, path) {
      if (node.tag !== undefined) tagged(node, path);
      if (key !== "key" && !isReadAlike(node)) complain(node, path, IN_QUOTES);
    },
    Collection(_key, node, path) {
      if (node.tag !== undefined) tagged(node, path);
    },
  });
  return found;

  function tagged(node: unknown, path: readonly unknown[]): void {
    complain(node, path, "a value without a tag");
  }

  function checkTopLevel(name: string, key: unknown, path: readonly unknown[]): void {
    if (KEYS.includes(name)) return;
    const settings = name.startsWith(`${project}:`) ? `; settings belong below config` : "";
    complain(key, path, `one of ${KEYS.join(", ")}${settings}, not "${name}"`);
  }

  function checkPrefix(name: string, key: unknown, path: readonly unknown[]): void {
    if (name.startsWith(`${project}:`) || name.startsWith("pulumi:")) return;
    const [prefix = ""] = name.split(":");
    const meant = name.includes(":") && nearestName(prefix, [project]) ? "; did you mean that?" : "";
    complain(key, path, `a key that starts with "${project}:", not "${name}": nothing reads another${meant}`);
  }
}

/** Whether both readers make the same of a text without quotes. */
function isReadAlike({ type, value, source = "" }: Scalar): boolean {
  if (type !== "PLAIN") return true;
  if (typeof value === "number") return NUMBER.test(source) && Number.isFinite(value);
  if (typeof value !== "string") return true;
  const isNumber = /^[-+.\d]/.test(source) && NUMBER_OF_THE_ENGINE.test(source.replaceAll("_", ""));
  return !isNumber && !DATE.test(source);
}

/** The keys and places that lead to a node: "config.betterprompts:pools.system.labels:". */
function pathText(nodes: readonly unknown[]): string {
  const keys = nodes.flatMap((node, index): string[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const inner = nodes[index + 1];
    return isSeq(node) && inner !== undefined ? [String(node.items.indexOf(inner))] : [];
  });
  return keys.length > 0 ? `${keys.join(".")}:` : "";
}

/** What the YAML reader's messages say without quoting the file: it may have secrets. */
export function syntaxError({ code, pos }: YAMLError, lines: LineCounter): string {
  const { line, col } = lines.linePos(pos[0]);
  return `line ${line}, column ${col}: ${WORDS[code] ?? code.toLowerCase().replaceAll("_", " ")}`;
}

const WORDS: Partial<Record<YAMLError["code"], string>> = {
  ALIAS_PROPS: "an alias can't have an anchor or a tag of its own",
  BAD_ALIAS: "an alias without its anchor",
  BAD_DIRECTIVE: "a directive that YAML doesn't have",
  BAD_DQ_ESCAPE: "an escape that YAML doesn't have, in text between double quotes",
  BAD_INDENT: "wrong indentation, or a list or group that isn't closed",
  BAD_SCALAR_START: "text that starts with a sign which YAML keeps for itself: put it in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a group on the line of its key, or a missing quote",
  BLOCK_IN_FLOW: "an indented group inside brackets or braces",
  DUPLICATE_KEY: "a key that occurs twice; keys must be unique",
  MISSING_CHAR: "a missing colon, comma, quote, bracket or brace",
  MULTILINE_IMPLICIT_KEY: "a key over several lines, or a missing colon",
  MULTIPLE_DOCS: "a second document: a file has one",
  TAB_AS_INDENT: "a tab in the indentation: use spaces",
  UNEXPECTED_TOKEN: "something that doesn't belong here, such as a stray colon, bracket or brace",
};

/** The line of the deepest part of the path that the file has. */
export function lineOf(
  document: Document,
  lines: LineCounter,
  path: (string | number)[],
): number | undefined {
  let node: unknown = document.contents;
  let line: number | undefined;
  for (const key of path) {
    const place = isMap(node)
      ? node.items.find((pair) => String(pair.key) === String(key))
      : isSeq(node)
        ? { key: node.items[Number(key)], value: node.items[Number(key)] }
        : undefined;
    if (!place) break;
    const start = (place.key as Node | undefined)?.range?.[0];
    if (start !== undefined) line = lines.linePos(start).line;
    node = place.value;
  }
  return line;
}
