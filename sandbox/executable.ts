import { chmodSync, writeFileSync } from "node:fs";

/**
 * Writes an executable that becomes another command: `exec`, so that signals reach it, with its own arguments at the end.
 *
 * @param environment set for it; the rest it inherits
 */
export function writeExecutable(
  file: string,
  command: string[],
  environment: Record<string, string> = {},
): void {
  const exports = Object.entries(environment).map(([key, value]) => `export ${key}=${quoted(value)}\n`);
  writeFileSync(file, `#!/bin/sh\n${exports.join("")}exec ${command.map(quoted).join(" ")} "$@"\n`);
  chmodSync(file, 0o755);
}

/** One word to a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
