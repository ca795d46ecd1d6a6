import type { Environment } from "./cache";
import { toolSets } from "./catalog";
import { choose, notFoundText } from "./choice";
import { sight } from "./sight";

/**
 * The absolute path of each tool of a set, by its name: from PATH if its version is accepted there, else from the cache.
 * Throws an Error that says what was seen of those that are missing, and how to get them.
 */
export function findTools(set: "promtool" | "sandbox", environment: Environment): Record<string, string> {
  const sightings = toolSets[set]!.map((tool) => ({ tool, sighting: sight(tool, environment) }));
  const paths: Record<string, string> = {};
  const missing: string[] = [];
  for (const { tool, sighting } of sightings) {
    const found = choose(tool, sighting);
    if (found) paths[tool.name] = found.file;
    else missing.push(notFoundText(tool, sighting, `npm run ${set}:setup`));
  }
  if (missing.length > 0) throw new Error(missing.join("\n"));
  return paths;
}

/**
 * The absolute path of a promtool that can check the stack's rules: from PATH if it is 3.0 or newer, else from the cache.
 * Throws an Error that says what was seen and how to get one.
 */
export function findPromtool(environment: Environment = process.env): string {
  return findTools("promtool", environment)["promtool"]!;
}
