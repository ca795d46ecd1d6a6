import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { SECRET, SIGNATURE } from "../../planner/wire-format";
import type { Properties } from "./state";

/** A message's properties as plain data. Secrets are unwrapped; unknown values stay the engine's marker. */
export function fromWire(struct: Struct | undefined): Properties {
  return struct ? (plain(struct.toJavaScript()) as Properties) : {};
}

export function toWire(properties: Properties): Struct {
  return Struct.fromJavaScript(withoutUndefined(properties) as Record<string, JavaScriptValue>);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  const members = value as Properties;
  if (members[SIGNATURE] === SECRET) return plain(members["value"]);
  return Object.fromEntries(Object.entries(members).map(([key, inner]) => [key, plain(inner)]));
}

/** The protocol has null, but not undefined. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUndefined(inner)]),
  );
}
