import * as pulumi from "@pulumi/pulumi";
import { capacityFit } from "./capacity";
import { ownConfiguration } from "./own-configuration";
import { placeholders } from "./placeholders";
import { describeProblems, SettingsError } from "./problems";
import { stackNameProblem } from "./stack-name";
import { parseSettings } from "./parse-settings";
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
  const badName = stackNameProblem(pulumi.getStack(), Object.keys(settings.pools));
  if (badName !== undefined) throw new pulumi.RunError(badName);
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
  try {
    return parseSettings(ownConfiguration(pulumi.getProject(), pulumi.runtime.allConfig()), file);
  } catch (error) {
    throw error instanceof SettingsError ? new pulumi.RunError(error.message) : error;
  }
}
