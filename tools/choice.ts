import type { Tool } from "./tool";
import { isWithin, rangeText, versionIn } from "./version";

/** What an executable printed when asked for its version, or why it couldn't. */
export type Answer = { printed: string } | { failed: string };

/** What was seen of one tool. */
export interface Sighting {
  /** The first on PATH, if any of there may be used. */
  onPath?: { file: string; answer: Answer };
  cacheFile: string;
  inCache: boolean;
}

export interface Found {
  file: string;
  version: string;
  from: "PATH" | "cache";
}

/** The one on PATH if its version is accepted, otherwise the one in the cache. */
export function choose(tool: Tool, sighting: Sighting): Found | undefined {
  const { onPath, cacheFile, inCache } = sighting;
  if (onPath && "printed" in onPath.answer && refusal(tool, sighting) === undefined) {
    return { file: onPath.file, version: versionIn(onPath.answer.printed)!, from: "PATH" };
  }
  return inCache ? { file: cacheFile, version: tool.version, from: "cache" } : undefined;
}

/** Why the one on PATH isn't used, in a line; undefined where it is, or there is none. */
export function refusal(tool: Tool, { onPath }: Sighting): string | undefined {
  if (!onPath || !tool.fromPath) return undefined;
  const { versions, because } = tool.fromPath;
  const named = `${tool.name} on PATH (${onPath.file})`;
  if ("failed" in onPath.answer) return `${named} is refused: ${onPath.answer.failed}.`;
  const version = versionIn(onPath.answer.printed);
  if (version === undefined) return `${named} is refused: it ${unclearText(tool, onPath.answer.printed)}.`;
  if (isWithin(version, versions)) return undefined;
  const accepted = `Accepted is ${rangeText(versions)}.`;
  return `${tool.name} ${version} on PATH (${onPath.file}) is refused: ${because}. ${accepted}`;
}

/** For a tool that `choose` didn't find: what was seen, and the command that builds it. */
export function notFoundText(tool: Tool, sighting: Sighting, command: string): string {
  const file = `${sighting.cacheFile} does not exist.`;
  const seen = tool.fromPath
    ? [refusal(tool, sighting) ?? `There is no ${tool.name} on PATH.`, `The cache has none either: ${file}`]
    : [`There is no ${tool.name} yet: ${file}`];
  const time = tool.cost.minutes <= 1 ? "a minute" : `${tool.cost.minutes} minutes`;
  return [
    ...seen,
    `${command} builds ${tool.name} ${tool.version} from its Go module, once, in about ${time}.`,
  ].join("\n");
}

/** What is wrong with an executable that was just built; undefined if its version is right. */
export function builtProblem(tool: Tool, answer: Answer): string | undefined {
  if ("failed" in answer) return answer.failed;
  if (!tool.versionArguments || versionIn(answer.printed) === tool.version) return undefined;
  return unclearText(tool, answer.printed);
}

function unclearText({ versionArguments = [] }: Tool, printed: string): string {
  const line = printed.trim().split("\n")[0]!.slice(0, 80);
  return `answered ${versionArguments.join(" ")} with "${line}", where its version was expected`;
}
