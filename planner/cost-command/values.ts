import { UNKNOWN } from "../../policy-pack/stack-view";

/** What a preview writes for a value that only an up will know (pkg/resource/stack/deployment.go of pulumi). */
const COMPUTED = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Mark of special objects in states, and the kind that is a secret (sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value of a state as rules and the cost model read it. Secrets stay hidden, also those in plain text. */
export function plainValue(value: unknown): unknown {
  if (value === COMPUTED) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plainValue);
  if (value === null || typeof value !== "object") return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]));
}
