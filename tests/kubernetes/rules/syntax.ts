const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** RFC 1123. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && DNS_LABEL.test(text);
}

/** RFC 1123. */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split(".").every((label) => DNS_LABEL.test(label));
}

/** RFC 1035: no digit first. Kubernetes 1.35 has RelaxedServiceNameValidation in alpha, shut. */
export function isServiceName(text: string): boolean {
  return isDnsLabel(text) && /^[a-z]/.test(text);
}

/** RFC 6335: at most 15 characters, a letter among them. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && DNS_LABEL.test(text) && /[a-z]/.test(text) && !text.includes("--");
}

/** "name" or "prefix/name": the key of a label, an annotation, a taint. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split("/");
  const name = parts.pop()!;
  return name.length <= 63 && NAME.test(name) && parts.length < 2 && parts.every(isSubdomain);
}

export function isLabelValue(text: string): boolean {
  return text === "" || (text.length <= 63 && NAME.test(text));
}
