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
