import { CLUSTER_AUTOSCALER_IMAGE } from "../../components/controllers/charts";
import { zonesOf } from "../../components/network/zones";
import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

export function zonesInRegion({ region, network }: StackSettings): Problem[] {
  const known = zonesOf(region);
  return network.zones.flatMap((zone, index) => {
    const path = ["network", "zones", index];
    if (!known.includes(zone)) {
      return [{ path, found: zone, allowed: `a zone of ${region} in which EKS works: ${known.join(", ")}` }];
    }
    return network.zones.indexOf(zone) === index ? [] : [{ path, found: zone, allowed: "each zone once" }];
  });
}

export function certificateInRegion({ region, loadBalancer: { certificateArn } }: StackSettings): Problem[] {
  return certificateArn.split(":")[3] === region
    ? []
    : [
        {
          path: ["loadBalancer", "certificateArn"],
          found: certificateArn,
          allowed: `a certificate of the stack's region, ${region}: a load balancer can't use another's`,
        },
      ];
}

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
