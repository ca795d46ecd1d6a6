/**
 * A copy of an object with other values at some paths.
 *
 * @param changes "spec.ports.0.name" -> the new value, or undefined to leave the field out
 */
export function changed<T extends object>(object: T, changes: Record<string, unknown>): T {
  const copy = JSON.parse(JSON.stringify(object)) as T; // structuredClone would keep one map that is in two places
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const field = keys.pop()!;
    const holder = keys.reduce(
      (outer, key) => outer[key] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
    if (value === undefined) delete holder[field];
    else holder[field] = value;
  }
  return copy;
}
