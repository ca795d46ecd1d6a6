import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

export function zonesInRegion({ region, network }: StackSettings): Problem[] {
  return network.zones.flatMap((zone, index) => {
    const path = ["network", "zones", index];
    if (!new RegExp(`^${region}[a-z]$`).test(zone)) {
      return [{ path, found: zone, allowed: `a zone of the stack's region, for example "${region}a"` }];
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
