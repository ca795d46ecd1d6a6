/** Whether the IANA database has a zone of this name. The case counts: KEDA looks it up as a file's name. */
export function isTimeZone(name: string): boolean {
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return known === name || known.toLowerCase() !== name.toLowerCase(); // an alias resolves to another name
  } catch {
    return false;
  }
}

/**
 * The zone's offsets from UTC in a year, in minutes: one, or two with daylight saving. The first of each month is
 * enough, and any year with today's rules.
 */
export function utcOffsets(timeZone: string): number[] {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offsets = Array.from({ length: 12 }, (_, month) => {
    const instant = new Date(Date.UTC(2026, month, 1));
    const name = parts.formatToParts(instant).find((part) => part.type === "timeZoneName")!.value;
    const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
    if (!match) return 0; // "GMT"
    return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  });
  return [...new Set(offsets)];
}
