import { ADDON_FOOTPRINTS } from "../../components/cluster/addon-catalog";
import { readState } from "../aws/state";
import type { KubernetesApi } from "./api";
import { DRIVER } from "./volumes";

const ADDON = "aws:eks/addon:Addon";
const NAMESPACE = "kube-system";
/** Label with the add-on that an object belongs to. */
export const ADDON_LABEL = "sandbox/addon";

/** The workloads of each add-on. Their requests are those of the program's own table. */
const PODS: Record<string, { daemonSets: string[]; deployments: string[] }> = {
  "vpc-cni": { daemonSets: ["aws-node"], deployments: [] },
  "kube-proxy": { daemonSets: ["kube-proxy"], deployments: [] },
  coredns: { daemonSets: [], deployments: ["coredns"] },
  "metrics-server": { daemonSets: [], deployments: ["metrics-server"] },
  "aws-ebs-csi-driver": { daemonSets: ["ebs-csi-node"], deployments: ["ebs-csi-controller"] },
};

/** The driver's Deployment, without which volumes are neither created nor deleted. */
export const EBS_CONTROLLER = { namespace: NAMESPACE, name: "ebs-csi-controller" };

interface Addon {
  preserve: boolean;
  /** Its configuration values, as JSON. */
  configuration: string;
}

interface Workload {
  path: string;
  manifest: object;
}

/**
 * Does what EKS does for add-ons: creates their pods with them, and deletes the pods with them unless the add-on is to
 * be preserved.
 */
export class Addons {
  private readonly installed = new Map<string, Addon>();

  constructor(
    private readonly api: KubernetesApi,
    private readonly stateFile: string,
  ) {}

  async follow(): Promise<void> {
    const wanted = new Map(
      readState(this.stateFile)
        .resources.filter(({ type }) => type === ADDON)
        .map(({ inputs }) => [
          String(inputs["addonName"]),
          {
            preserve: inputs["preserve"] === true,
            configuration: String(inputs["configurationValues"] ?? "{}"),
          },
        ]),
    );
    for (const [name, options] of wanted) {
      if (this.installed.get(name)?.configuration !== options.configuration) {
        for (const { path, manifest } of workloadsOf(name, options.configuration))
          await this.api.apply(path, manifest);
      }
      this.installed.set(name, options);
    }
    for (const [name, { preserve }] of this.installed) {
      if (wanted.has(name) || preserve) continue;
      for (const { path } of workloadsOf(name)) await this.api.delete(path);
      this.installed.delete(name);
    }
  }
}

/** The objects that an add-on creates in the cluster. */
function workloadsOf(addon: string, configuration = "{}"): Workload[] {
  const values = JSON.parse(configuration) as { controller?: object };
  // The EBS driver has values for its node pods too.
  const { nodeSelector, tolerations } = (values.controller ?? values) as Record<string, object | undefined>;
  const placement = { nodeSelector, tolerations };
  const { daemonSets, deployments } = PODS[addon] ?? { daemonSets: [], deployments: [] };
  return [
    ...daemonSets.map((name) =>
      workload(addon, name, "daemonsets", "DaemonSet", {}, { tolerations: [{ operator: "Exists" }] }),
    ),
    ...deployments.map((name) =>
      workload(addon, name, "deployments", "Deployment", { replicas: replicasOf(name) }, placement),
    ),
    ...(addon === "aws-ebs-csi-driver" ? [csiDriver(addon)] : []),
  ];
}

function workload(
  addon: string,
  name: string,
  plural: string,
  kind: string,
  spec: object,
  pod: object,
): Workload {
  const labels = { "app.kubernetes.io/name": name };
  const requests = ADDON_FOOTPRINTS.find((footprint) => footprint.name === name)!.requests;
  const priorityClassName = kind === "DaemonSet" ? "system-node-critical" : "system-cluster-critical";
  return {
    path: `/apis/apps/v1/namespaces/${NAMESPACE}/${plural}/${name}`,
    manifest: {
      apiVersion: "apps/v1",
      kind,
      metadata: { name, namespace: NAMESPACE, labels: { ...labels, [ADDON_LABEL]: addon } },
      spec: {
        ...spec,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            priorityClassName,
            ...pod,
            containers: [{ name, image: `sandbox.invalid/${name}`, resources: { requests } }],
          },
        },
      },
    },
  };
}

function replicasOf(name: string): number {
  const { runs } = ADDON_FOOTPRINTS.find((footprint) => footprint.name === name)!;
  return typeof runs === "number" ? runs : 1;
}

/** Without attaching: the nodes are simulated, so no volume can be attached to them. */
function csiDriver(addon: string): Workload {
  return {
    path: `/apis/storage.k8s.io/v1/csidrivers/${DRIVER}`,
    manifest: {
      apiVersion: "storage.k8s.io/v1",
      kind: "CSIDriver",
      metadata: { name: DRIVER, labels: { [ADDON_LABEL]: addon } },
      spec: { attachRequired: false },
    },
  };
}
