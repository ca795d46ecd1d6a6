import { chmodSync, writeFileSync } from "node:fs";

/**
 * Writes a shell script that runs another command and appends its own arguments. `exec` makes signals reach the
 * command.
 *
 * @param environment set for the command, which inherits the rest
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

/** The text as one argument for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
