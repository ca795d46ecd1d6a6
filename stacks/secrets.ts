import { ENCRYPTED } from "../components/network/addresses";
import { settingName, valueAt, type Problem } from "./problems";

export { ENCRYPTED };

/** Settings that must be encrypted in a stack's file. */
const SECRETS: Problem["path"][] = [
  ["notifications", "slack", "webhookUrl"],
  ["notifications", "heartbeatUrl"],
  ["grafanaAccess", "signIn", "clientSecret"],
];

/**
 * Secrets that are not encrypted in the file, so that anyone can read them. Their values are not shown.
 *
 * @param input the settings below `betterprompts:`
 * @param isEncrypted whether a secret is, by its path and its value
 */
export function readableSecrets(
  input: Record<string, unknown>,
  isEncrypted: (path: Problem["path"], value: unknown) => boolean,
): Problem[] {
  return SECRETS.filter((path) => {
    const value = valueAt(input, path);
    return value !== undefined && !isEncrypted(path, value);
  }).map((path) => ({
    path,
    found: "text that anyone can read",
    allowed: `an encrypted value: pulumi config set --secret --path '${settingName(path)}'`,
  }));
}

/**
 * Problems as they may be shown. A secret may be under a wrong name: then what was found beside the right one, or in
 * a section of which the engine decrypted a part, is hidden; so is a group that has one under its right name, but in
 * a wrong place.
 *
 * @param decryptedSections sections with anything that the engine decrypted
 */
export function withoutSecrets(problems: Problem[], decryptedSections: string[] = []): Problem[] {
  return problems.map((problem) => {
    const { path, found } = problem;
    const besideSecret = SECRETS.filter(inOwnGroup).some((secret) =>
      secret.slice(0, -1).every((key, index) => path.length <= index || path[index] === key),
    );
    const mayHoldIt = typeof found === "string" || (typeof found === "object" && found !== null);
    const hidden =
      mayHoldIt &&
      (besideSecret || decryptedSections.includes(String(path[0])) || namesSecret({ [path.at(-1)!]: found }));
    return hidden ? { ...problem, found: ENCRYPTED } : problem;
  });
}

/** A section may contain a secret beside much that is none; a group inside a section exists for its secret. */
function inOwnGroup(secret: Problem["path"]): boolean {
  return secret.length > 2;
}

const NAMES = SECRETS.map((path) => letters(String(path.at(-1))));

/** Whether any key of nested groups is called like a secret. */
function namesSecret(value: unknown): boolean {
  return (
    value !== null &&
    typeof value === "object" &&
    Object.entries(value).some(([key, inner]) => NAMES.includes(letters(key)) || namesSecret(inner))
  );
}

/** "webhook-url" and "webhookURL" are one name. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}
