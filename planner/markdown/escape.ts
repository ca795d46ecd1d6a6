/** Longer texts say no more: a policy's JSON, a list of a hundred subnets. */
const LONGEST = 300;

/** Characters that mean something to Markdown or HTML somewhere in a line, or would end a table's cell. */
const SPECIAL = /[&<>|`*_[\]\\~#$]/g;

/** Text that reads as it stands, in a paragraph, a list or a table's cell: one line, cut after 300 characters. */
export function escape(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  return cut.replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}

/** A name or a value; GitHub makes no mention or reference of what stands in code. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** Lines as they stand, within a fence that nothing in them can close. */
export function fenced(lines: string[]): string[] {
  const runs = lines.join("\n").match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${fence}text`, ...lines, fence];
}
