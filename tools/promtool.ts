import type { Environment } from "./cache";
import { findTools } from "./find";

/**
 * The absolute path of a promtool that may judge the stack's rules: from PATH if it is 3.0 or newer, else from the cache.
 * Throws an Error that says what was seen and how to get one.
 */
export function findPromtool(environment: Environment = process.env): string {
  return findTools("promtool", environment)["promtool"]!;
}
