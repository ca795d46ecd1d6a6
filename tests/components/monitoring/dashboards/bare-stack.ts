import type { MonitoredStack } from "../../../../components/monitoring/monitored-stack";
import { shippedMonitoredStack } from "../stack-expressions";

/** Staging without spot and GPU nodes, working hours, and all that services export. */
export function bareStack(): MonitoredStack {
  const staging = shippedMonitoredStack("staging");
  return {
    ...staging,
    pools: staging.pools.filter(({ capacity, hasGpu }) => capacity === "on-demand" && !hasGpu),
    services: staging.services.map((service) => ({
      ...service,
      settings: { ...service.settings, metrics: {}, triggers: { cpuPercent: 70 } },
    })),
    namespaces: staging.namespaces.map((namespace) => ({ ...namespace, schedule: undefined })),
  };
}
