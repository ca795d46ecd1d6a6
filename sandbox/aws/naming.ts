import { createHash } from "node:crypto";
import type { Account } from "./account";
import type { Properties } from "./state";
import type { Naming } from "./types/aws-type";

/** Input that lists the inputs that the provider filled in, as the real provider does. */
const DEFAULTS = "__defaults";

/**
 * The inputs with a name: the program's, otherwise the resource's current one, otherwise the resource's name in the
 * program with seven digits that make it unique in the account.
 */
export function withName(
  naming: Naming | undefined,
  request: { urn: string; name: string; type: string },
  olds: Properties,
  news: Properties,
  account: Account,
): Properties {
  if (!naming) return news;
  const { input, prefix } = naming;
  if (news[input] !== undefined || (prefix && news[prefix] !== undefined)) return news;
  const kept = isNamedByProvider(naming, olds) ? olds[input] : undefined;
  return { ...news, [input]: kept ?? freshName(naming, request, account), [DEFAULTS]: [input] };
}

export function isNamedByProvider({ input }: Naming, inputs: Properties): boolean {
  return ((inputs[DEFAULTS] ?? []) as string[]).includes(input);
}

/** A prefix with a time of 18 digits and a counter, as the provider's SDK creates names. */
export function suffixed(prefix: unknown, account: Account): string {
  return `${prefix}202601010000000000${account.nextHex("name suffix", 8)}`;
}

/** Length of the suffix that is added to a prefix. */
export const SUFFIX_LENGTH = 26;

function freshName(
  { input, longest }: Naming,
  { urn, name, type }: { urn: string; name: string; type: string },
  account: Account,
): string {
  for (let attempt = 0; ; attempt++) {
    const digits = createHash("sha256").update(`${urn} ${attempt}`).digest("hex").slice(0, 7);
    const candidate = `${name.slice(0, longest - 8)}-${digits}`;
    if (!account.find(type, input, candidate)) return candidate;
  }
}
