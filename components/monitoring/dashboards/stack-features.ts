import type { MonitoredStack } from "../monitored-stack";

/** What a stack has; panels for the rest are left out. */
export function hasSpotPool({ pools }: MonitoredStack): boolean {
  return pools.some(({ capacity }) => capacity === "spot");
}

export function hasGpuPool({ pools }: MonitoredStack): boolean {
  return pools.some(({ hasGpu }) => hasGpu);
}

type ServiceMetric = keyof MonitoredStack["services"][number]["settings"]["metrics"];

/** Whether any service exports it. */
export function isExported({ services }: MonitoredStack, metric: ServiceMetric): boolean {
  return services.some(({ settings }) => settings.metrics[metric] !== undefined);
}
