import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { toolNamed } from "../../tools/catalog";
import { freePorts, listenLocally, type LocalServer } from "../listen";
import { aggregatedApi } from "./aggregated-api";

/** The control plane's executables, by name. */
type Tools = Record<string, string>;

const NAME = "sandbox";
/** On two busy cores the API server has taken a minute. */
const READY_WITHIN = "300s";

/** Without leader election: on a busy machine they lose the lease and exit, and nothing restarts them. */
const NO_LEADER_ELECTION = ["kube-controller-manager", "kube-scheduler"].map((name) => ({
  name,
  extraArgs: [{ key: "leader-elect", value: "false" }],
}));

/**
 * Starts etcd, the API server with RBAC and admission, controller manager, scheduler, kwok and optionally
 * metrics-server on free ports of 127.0.0.1, each in its own process group. Returns the administrator's kubeconfig.
 *
 * @param folder gets all of its files
 */
export async function startControlPlane(
  folder: string,
  tools: Tools,
  { metricsServer = false } = {},
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const kubeconfig = join(folder, "kubeconfig.yaml");
  const configuration = join(folder, "kwokctl.yaml");
  const manifests = metricsServer ? await serveMetricsServerManifest() : undefined;
  try {
    const options = { ...kwokctlOptions(tools, manifests?.url), ...(await ports()) };
    const kind = { apiVersion: "config.kwok.x-k8s.io/v1alpha1", kind: "KwokctlConfiguration" };
    writeFileSync(configuration, JSON.stringify({ ...kind, options, componentsPatches: NO_LEADER_ELECTION })); // JSON is YAML
    await kwokctl(folder, tools, [
      ...["create", "cluster", "--config", configuration, "--kubeconfig", kubeconfig],
      ...["--wait", READY_WITHIN],
    ]);
  } catch (error) {
    throw new Error(`The control plane didn't start.\n${(error as Error).message}`);
  } finally {
    manifests?.close();
  }
  return kubeconfig;
}

/** kwokctl fetches the objects that register metrics-server as an API of the cluster, and replaces the port. */
function serveMetricsServerManifest(): Promise<LocalServer> {
  const served = { name: "metrics-server", group: "metrics.k8s.io", version: "v1beta1", port: 443 };
  const objects = Object.values(aggregatedApi(served)).map((object) => JSON.stringify(object));
  return listenLocally((_, response) => response.end(objects.join("\n---\n")));
}

/** kwokctl itself chooses the highest free ports, so two clusters started at once would choose the same. */
async function ports(): Promise<Record<string, number>> {
  const names = [
    "etcdPeerPort",
    "etcdPort",
    "kubeApiserverPort",
    "kubeControllerManagerPort",
    "kubeSchedulerPort",
    "kwokControllerPort",
    "metricsServerPort",
  ];
  const free = await freePorts(names.length);
  return Object.fromEntries(names.map((name, index) => [name, free[index]!]));
}

/** @param metricsServerManifest URL of its manifest; undefined means no metrics-server */
function kwokctlOptions(tools: Tools, metricsServerManifest: string | undefined): object {
  return {
    bindAddress: "127.0.0.1", // kwokctl has no flag for it, and binds to every address by default
    kubeVersion: `v${toolNamed("kube-apiserver").version}`, // kwokctl reads its minor version
    kubeAuthorization: true,
    kubeAdmission: true,
    disableQPSLimits: true, // one machine, one user
    etcdBinary: tools["etcd"],
    kubeApiserverBinary: tools["kube-apiserver"],
    kubeControllerManagerBinary: tools["kube-controller-manager"],
    kubeSchedulerBinary: tools["kube-scheduler"],
    kubectlBinary: tools["kubectl"],
    kwokControllerBinary: tools["kwok"],
    ...(metricsServerManifest
      ? {
          enableMetricsServer: true, // and the kubelets' metrics, set by annotations of pods
          metricsServerBinary: tools["metrics-server"],
          metricsServerManifests: [metricsServerManifest],
        }
      : {}),
  };
}

async function kwokctl(folder: string, tools: Tools, args: string[]): Promise<void> {
  const env = {
    ...process.env,
    KWOK_WORKDIR: folder,
    // kwokctl searches kubectl in PATH first, and would otherwise download one.
    PATH: `${dirname(tools["kubectl"]!)}:${process.env["PATH"] ?? ""}`,
  };
  try {
    await promisify(execFile)(tools["kwokctl"]!, ["--name", NAME, ...args], { env });
  } catch (error) {
    throw new Error((error as { stderr?: string }).stderr?.trim() || (error as Error).message);
  }
}

/** The folder with the certificate authority's certificate, and the administrator's certificate and key. */
export function pkiFolder(folder: string): string {
  return join(folder, "clusters", NAME, "pki");
}
