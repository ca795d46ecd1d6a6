import * as pulumi from "@pulumi/pulumi";
import { capacityFit } from "./capacity";
import { ownConfiguration, parseSettings } from "./parse-settings";
import { placeholders } from "./placeholders";
import { describeProblems, SettingsError } from "./problems";
import { readableSecrets, withoutSecrets } from "./secrets";
import { nameProblems } from "./stack-name";
import type { StackSettings } from "./settings";

/**
 * The settings of the stack that the engine runs.
 *
 * @throws pulumi.RunError, which the CLI prints without a stack trace, when the settings are wrong, when the pods
 * don't fit on the pools, or when an `up` still finds example values
 */
export function readSettings(): StackSettings {
  const file = `Pulumi.${pulumi.getStack()}.yaml`;
  const settings = parsed(file);
  const badNames = nameProblems(pulumi.getStack(), settings);
  if (badNames.length > 0) throw new pulumi.RunError(badNames.join("\n"));
  const misfits = capacityFit(settings).flatMap((fit) =>
    fit.misfits.map((misfit) => `${fit.scenario}: ${misfit}`),
  );
  if (misfits.length > 0) {
    throw new pulumi.RunError(`The pods of ${file} don't fit on its pools:\n  ${misfits.join("\n  ")}`);
  }
  const examples = placeholders(settings);
  if (examples.length > 0 && !pulumi.runtime.isDryRun()) {
    throw new pulumi.RunError(`These are examples, not yours.\n${describeProblems(examples, file)}`);
  }
  return settings;
}

function parsed(file: string): StackSettings {
  const input = ownConfiguration(pulumi.getProject(), pulumi.runtime.allConfig());
  const decrypted = decryptedSections();
  const readable = readableSecrets(input, ([section]) => decrypted?.includes(String(section)) ?? true);
  if (readable.length > 0) throw new pulumi.RunError(describeProblems(readable, file));
  try {
    return parseSettings(input, file);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new pulumi.RunError(describeProblems(withoutSecrets(error.problems, decrypted), file));
  }
}

/**
 * The engine hands over decrypted values, and beside them which sections had anything encrypted; the SDK reads this
 * variable too, but doesn't export it. Undefined in a plan, which has checked the file.
 */
function decryptedSections(): string[] | undefined {
  const keys = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  if (keys === undefined) return undefined;
  const prefix = `${pulumi.getProject()}:`;
  return (JSON.parse(keys) as string[])
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}
