import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** Names of the tools that a control plane consists of. */
type Tools = Record<string, string>;

const NAME = "sandbox";
/** On two busy cores the API server was seen to take a minute. */
const READY_WITHIN = "300s";

/**
 * Starts etcd, the API server with RBAC and admission, controller manager, scheduler and kwok, on free ports of
 * 127.0.0.1, each in a process group of its own; returns the kubeconfig of its administrator.
 *
 * @param folder holds all of its files
 */
export async function startControlPlane(folder: string, tools: Tools): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const kubeconfig = join(folder, "kubeconfig.yaml");
  const configuration = join(folder, "kwokctl.yaml");
  writeFileSync(configuration, JSON.stringify(kwokctlConfiguration(tools))); // JSON is YAML
  try {
    await kwokctl(folder, tools, [
      ...["create", "cluster", "--config", configuration, "--kubeconfig", kubeconfig],
      ...["--wait", READY_WITHIN],
    ]);
  } catch (error) {
    throw new Error(`The control plane didn't start.\n${(error as Error).message}`);
  }
  return kubeconfig;
}

function kwokctlConfiguration(tools: Tools): object {
  return {
    apiVersion: "config.kwok.x-k8s.io/v1alpha1",
    kind: "KwokctlConfiguration",
    options: {
      runtime: "binary",
      bindAddress: "127.0.0.1", // kwokctl has no flag for it, and binds to every address by itself
      kubeVersion: `v${versionOf(tools["kube-apiserver"]!)}`,
      kubeAuthorization: true,
      kubeAdmission: true,
      disableQPSLimits: true, // one machine, one user
      etcdBinary: tools["etcd"],
      kubeApiserverBinary: tools["kube-apiserver"],
      kubeControllerManagerBinary: tools["kube-controller-manager"],
      kubeSchedulerBinary: tools["kube-scheduler"],
      kubectlBinary: tools["kubectl"],
      kwokControllerBinary: tools["kwok"],
    },
  };
}

/** The version is in the path of a tool from the cache; from PATH, any of 1.35 will do. */
function versionOf(file: string): string {
  return /-(\d+\.\d+\.\d+)\//.exec(file)?.[1] ?? "1.35.0";
}

async function kwokctl(folder: string, tools: Tools, args: string[]): Promise<void> {
  const env = {
    ...process.env,
    KWOK_WORKDIR: folder,
    // kwokctl looks for kubectl there first, and would fetch one.
    PATH: `${dirname(tools["kubectl"]!)}:${process.env["PATH"] ?? ""}`,
  };
  try {
    await promisify(execFile)(tools["kwokctl"]!, ["--name", NAME, ...args], { env });
  } catch (error) {
    throw new Error((error as { stderr?: string }).stderr?.trim() || (error as Error).message);
  }
}

/** What a component has logged. */
export function logOf(folder: string, component: string): string {
  return readFileSync(join(folder, "clusters", NAME, "logs", `${component}.log`), "utf8");
}
