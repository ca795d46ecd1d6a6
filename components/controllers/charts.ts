/** One Helm chart: where it is published, and the version with which this stack was checked. */
export interface Chart {
  /** A chart repository, or for charts in a registry the folder of an OCI registry ("oci://..."). */
  repository: string;
  version: string;
  /**
   * Evidence that this version is published. A tag or a release in the chart's source isn't enough: some never reach
   * the repository. `npm run charts` checks again.
   */
  published: string;
}

/** Every chart that the stack installs. Image versions follow from the chart's. */
export const CHARTS = {
  "prometheus-operator-crds": {
    repository: "https://prometheus-community.github.io/helm-charts",
    version: "31.0.1",
    published:
      "31.0.1 installed from there, randomcoww/homelab#1109; the index was written with it on 2026-08-10",
  },
  "kube-prometheus-stack": {
    repository: "https://prometheus-community.github.io/helm-charts",
    version: "88.5.3",
    published:
      "88.5.3 found there by Renovate, AndreiGavriliu/homelab#7198; the index was written with it on 2026-08-21",
  },
  "cluster-autoscaler": {
    repository: "https://kubernetes.github.io/autoscaler",
    version: "9.59.0",
    published: "index.yaml lists 9.59.0, 2026-07-21",
  },
  // It moved from aws/eks-charts to the registry. Only the registry gets new versions.
  "aws-node-termination-handler": {
    repository: "oci://public.ecr.aws/aws-ec2/helm",
    version: "0.27.6",
    published: "0.27.6 pulled from there by sighupio/module-aws, September 2026",
  },
  "vertical-pod-autoscaler": {
    repository: "https://kubernetes.github.io/autoscaler",
    version: "0.11.0",
    published: "index.yaml lists 0.11.0, 2026-07-26",
  },
  keda: {
    repository: "https://kedacore.github.io/charts",
    version: "2.20.2",
    published: "index.yaml lists 2.20.2, 2026-07-31",
  },
  opencost: {
    repository: "https://opencost.github.io/opencost-helm-chart",
    version: "2.5.14", // 2.5.15 to 2.5.18 are tags that were never published
    published: "index.yaml lists 2.5.14, 2026-04-15",
  },
  "nvidia-device-plugin": {
    repository: "https://nvidia.github.io/k8s-device-plugin",
    version: "0.20.0",
    published: "index.yaml lists 0.20.0, 2026-08-20",
  },
  "dcgm-exporter": {
    repository: "https://nvidia.github.io/dcgm-exporter/helm-charts",
    version: "4.8.2",
    published: "index.yaml lists 4.8.2, 2026-05-05",
  },
  "aws-load-balancer-controller": {
    repository: "https://aws.github.io/eks-charts",
    version: "3.5.0",
    published: "index.yaml lists 3.5.0, 2026-08-03",
  },
} satisfies Record<string, Chart>;

export type ChartName = keyof typeof CHARTS;

/** Cluster Autoscaler simulates the scheduler of its own minor version, so it must be the cluster's. */
export const CLUSTER_AUTOSCALER_IMAGE = "v1.35.0";

/** The arguments of a Helm release that select the chart. */
export interface ChartSource {
  chart: string;
  version: string;
  repositoryOpts?: { repo: string };
}

/**
 * The chart of a release, from its own source or from a mirror.
 *
 * @param mirror base URL of copies of all charts, a repository ("https://...") or a registry ("oci://...")
 */
export function chartSource(name: ChartName, mirror?: string): ChartSource {
  const { repository, version } = CHARTS[name];
  const base = (mirror ?? repository).replace(/\/$/, "");
  return base.startsWith("oci://")
    ? { chart: `${base}/${name}`, version }
    : { chart: name, version, repositoryOpts: { repo: base } };
}
