/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/** Labels by which the API server refuses pods above the level, and warns of what "restricted" would refuse. */
export function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  const advisory = level === "privileged" ? "privileged" : "restricted";
  return {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": advisory,
    "pod-security.kubernetes.io/audit": advisory,
  };
}
