import { Address4 } from "ip-address";
import { UNKNOWN, valuesAt } from "./paths";
import type { Properties } from "./state";

/** An input that AWS refuses, and why. */
export interface Problem {
  path: string;
  reason: string;
}

/** A rule for a type's inputs, regardless of other resources. Values that aren't known yet break no rule. */
export type Rule = (inputs: Properties) => Problem[];

/** A rule for each value at a path; `judge` returns what is wrong with a value. */
export function each(path: string, judge: (value: unknown) => string | undefined): Rule {
  return (inputs) =>
    valuesAt(inputs, path).flatMap((located) => {
      const reason = judge(located.value);
      return reason === undefined ? [] : [{ path: located.path, reason }];
    });
}

export function oneOf(path: string, allowed: readonly (string | number)[]): Rule {
  return each(path, (value) =>
    allowed.includes(value as string | number) ? undefined : `${value} is not one of ${allowed.join(", ")}`,
  );
}

/** Both bounds are allowed. */
export function between(path: string, least: number, most: number): Rule {
  return each(path, (value) =>
    Number(value) >= least && Number(value) <= most
      ? undefined
      : `${value} is not between ${least} and ${most}`,
  );
}

/** Lengths are in characters. */
export function text(path: string, pattern: RegExp, longest: number): Rule {
  return each(path, (value) => {
    const given = String(value);
    if (given.length > longest)
      return `"${given}" has ${given.length} characters, at most ${longest} are allowed`;
    return pattern.test(given) ? undefined : `"${given}" doesn't match ${pattern.source}`;
  });
}

/** The JSON text of a policy with statements. */
export function policyDocument(path: string, longest: number): Rule {
  return each(path, (value) => {
    const document = typeof value === "string" ? parsed(value) : value;
    const statements = (document as Properties | undefined)?.["Statement"];
    if (statements === undefined)
      return "MalformedPolicyDocument: the policy needs to be JSON with a Statement";
    const length = JSON.stringify(document).length;
    return length <= longest
      ? undefined
      : `LimitExceeded: the policy has ${length} characters, at most ${longest}`;
  });
}

export function json(path: string): Rule {
  return each(path, (value) => (parsed(String(value)) === undefined ? "is not JSON" : undefined));
}

/** An IPv4 block without host bits, with a prefix length within bounds. */
export function cidr(path: string, shortest = 0, longest = 32): Rule {
  return each(path, (value) => {
    if (!Address4.isValid(String(value)) || !String(value).includes("/"))
      return `"${value}" is not a CIDR block`;
    const block = new Address4(String(value));
    if (block.startAddress().correctForm() !== block.correctForm()) {
      return `${value} has bits set to the right of its prefix`;
    }
    const prefix = block.subnetMask;
    return prefix >= shortest && prefix <= longest
      ? undefined
      : `/${prefix} is not between /${shortest} and /${longest}`;
  });
}

/** Exactly one of several inputs. */
export function exactlyOne(paths: string[]): Rule {
  return (inputs) => {
    const given = paths.filter((path) => inputs[path] !== undefined);
    return given.length === 1
      ? []
      : [
          {
            path: given[1] ?? paths[0]!,
            reason: `exactly one of ${paths.join(", ")} is needed, not ${given.length}`,
          },
        ];
  };
}

const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/**
 * Tags as every service takes them:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function tags(path: string): Rule {
  return each(path, (value) => {
    if (Object.keys(value as Properties).length > 50) return "at most 50 tags are allowed";
    for (const [key, tag] of Object.entries(value as Properties)) {
      if (/^aws:/i.test(key)) return `"${key}": aws: prefixed tag key names are not allowed for external use`;
      if (!TAG_KEY.test(key))
        return `the key "${key}" needs 1 to 128 letters, digits, spaces or _ . : / = + - @`;
      if (tag !== UNKNOWN && !TAG_VALUE.test(String(tag))) {
        return `the value "${tag}" of "${key}" may have 256 letters, digits, spaces or _ . : / = + - @`;
      }
    }
    return undefined;
  });
}

function parsed(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}
