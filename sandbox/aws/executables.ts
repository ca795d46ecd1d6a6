import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as eksVersion } from "@pulumi/eks/package.json";
import { writeExecutable } from "../executable";

const PROVIDERS = [
  { name: "aws", version: awsVersion, main: join(__dirname, "main.ts") },
  { name: "eks", version: eksVersion, main: join(__dirname, "eks", "main.ts") },
];

/**
 * Installs the simulated providers as the engine's plugins for the packages aws and eks, at the versions of the npm
 * packages.
 *
 * @param pulumiHome the folder for PULUMI_HOME
 * @param environment set for the providers, which inherit the rest from the engine
 * @returns the executables' paths
 */
export function writeProviderExecutables(pulumiHome: string, environment: Record<string, string>): string[] {
  return PROVIDERS.map(({ name, version, main }) => {
    const folder = join(pulumiHome, "plugins", `resource-${name}-v${version}`);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `pulumi-resource-${name}`);
    const command = [process.execPath, "--require", require.resolve("sucrase/register/ts"), main];
    writeExecutable(file, command, environment);
    return file;
  });
}
