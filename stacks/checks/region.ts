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
