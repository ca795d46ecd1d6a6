/** For the line that says how many are left out. */
const MORE_BYTES = 40;

/**
 * As many entries as the bytes take (UTF-8), and a line that says how many more there are. An entry may have several
 * lines.
 */
export function cut(entries: string[], bytes: number): string[] {
  let left = bytes - MORE_BYTES;
  const shown = entries.findIndex((entry) => (left -= Buffer.byteLength(entry) + 1) < 0);
  if (shown === -1) return entries;
  return [...entries.slice(0, shown), "", `… and ${(entries.length - shown).toLocaleString("en-US")} more`];
}
