import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { version as kubernetesVersion } from "@pulumi/kubernetes/package.json";
import { KUBECONFIG_VARIABLE } from "../aws/cluster-access";
import { writeProviderExecutables } from "../aws/executables";
import { STATE_VARIABLE } from "../aws/state";
import { writeExecutable } from "../executable";

export interface Home {
  /** Contains the engine in its folder bin. */
  root: string;
  /** The stacks' working folder. */
  workDir: string;
  /** For the engine and all processes that it starts. */
  environment: Record<string, string>;
  /**
   * For an import, which needs the language's plugin. In every other run that plugin would also start the policy pack.
   */
  importEnvironment: Record<string, string>;
}

/** Where the providers find AWS and Kubernetes. */
export interface Backends {
  /** The file with the AWS account. */
  stateFile: string;
  /** Of the API server that serves the EKS cluster. */
  kubeconfig: string;
}

/**
 * Creates a folder in which the engine finds its providers, a backend and a host for policy packs. Nothing is fetched.
 */
export function makeHome(folder: string, tools: Record<string, string>, backends: Backends): Home {
  const [home, state, bin, workDir, helm] = ["home", "state", "bin", "work", "helm"].map((name) => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  }) as [string, string, string, string, string];
  writeProviderExecutables(home, {
    [STATE_VARIABLE]: backends.stateFile,
    [KUBECONFIG_VARIABLE]: backends.kubeconfig,
  });
  const kubernetes = join(home, "plugins", `resource-kubernetes-v${kubernetesVersion}`);
  mkdirSync(kubernetes, { recursive: true });
  symlinkSync(tools["pulumi-resource-kubernetes"]!, join(kubernetes, "pulumi-resource-kubernetes"));
  // PULUMI_HOME is set here too: the Automation API runs `pulumi version` without the environment below.
  writeExecutable(join(bin, "pulumi"), [tools["pulumi"]!], { PULUMI_HOME: home });
  writePolicyHost(bin);
  const path = [bin, process.env["PATH"] ?? ""].join(":");
  const environment = {
    PATH: path,
    PULUMI_HOME: home,
    // Without metadata files beside the state: if the engine is killed while it writes one, it can't read its state again.
    PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "sandbox",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS: "true",
    HELM_CACHE_HOME: join(helm, "cache"),
    HELM_CONFIG_HOME: join(helm, "config"),
    HELM_DATA_HOME: join(helm, "data"),
    KUBECONFIG: join(folder, "none"), // a missing file: only the stack's own provider may reach a cluster
  };
  const importPath = [writeLanguageHost(join(folder, "language")), path].join(":");
  return { root: folder, workDir, environment, importEnvironment: { ...environment, PATH: importPath } };
}

/** Returns the folder. */
function writeLanguageHost(folder: string): string {
  mkdirSync(folder);
  const [register, main] = [require.resolve("sucrase/register/ts"), join(__dirname, "language-host.ts")];
  writeExecutable(join(folder, "pulumi-language-nodejs"), [process.execPath, "--require", register, main]);
  return folder;
}

/** The engine starts this for a policy pack written for Node, with its own address and the pack's folder. */
function writePolicyHost(bin: string): void {
  const run = require.resolve("@pulumi/pulumi/cmd/run-policy-pack/index.js");
  const environment = { PULUMI_NODEJS_TYPESCRIPT: "true" };
  writeExecutable(join(bin, "pulumi-analyzer-policy-nodejs"), [process.execPath, run], environment);
}
