import { CLUSTER_AUTOSCALER_IMAGE } from "../../components/controllers/charts";
import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

/** EKS refuses a node group whose image is of another version of Kubernetes than its nodes. */
export function imagesOfVersion({ cluster: { kubernetesVersion }, pools }: StackSettings): Problem[] {
  return Object.entries(pools)
    .filter(([, { image }]) => image !== "latest" && !image.startsWith(`${kubernetesVersion}.`))
    .map(([name, { image }]) => ({
      path: ["pools", name, "image"],
      found: image,
      allowed: `"latest", or a release for cluster.kubernetesVersion, which starts with "${kubernetesVersion}."`,
    }));
}

export function versionOfControllers({ cluster: { kubernetesVersion } }: StackSettings): Problem[] {
  const minor = CLUSTER_AUTOSCALER_IMAGE.replace(/^v(\d+\.\d+)\..*/, "$1");
  return kubernetesVersion === minor
    ? []
    : [
        {
          path: ["cluster", "kubernetesVersion"],
          found: kubernetesVersion,
          allowed:
            `"${minor}", the version of Cluster Autoscaler in components/controllers/charts.ts and of the add-ons in ` +
            "components/cluster/addon-catalog.ts; move all three together",
        },
      ];
}
