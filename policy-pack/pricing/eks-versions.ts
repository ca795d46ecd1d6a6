/**
 * The last day of standard support of each minor version on EKS; from the next day on the control plane costs six
 * times as much. Source: the release calendar of the EKS user guide, as of November 2026.
 */
export const standardSupportEnds: Readonly<Record<string, string>> = {
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
  "1.36": "2027-08-02",
};

/** The last day of a version's standard support; undefined for a version that is newer than the table. */
export function standardSupportEnd(version: string): string | undefined {
  const known = standardSupportEnds[version];
  if (known !== undefined) return known;
  const [oldest, ends] = Object.entries(standardSupportEnds)[0]!;
  return minor(version) < minor(oldest) ? ends : undefined; // what is older ended before
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
