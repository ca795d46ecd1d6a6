import type { QuotaSettings } from "../governance/namespace.settings";
import type { Service } from "../scaling/service";
import type { ScheduleSettings } from "../scaling/schedule.settings";
import type { AlertSettings } from "./alerts.settings";

/** All that rules and dashboards need to know of a stack. */
export interface MonitoredStack {
  name: string;
  cost: {
    /** The ceiling from the settings, US dollars an hour. */
    ceilingUsdPerHour: number;
    /** The usual working hour of the plan, US dollars. */
    expectedUsdPerHour: number;
    /** The part of it that no exporter measures: control plane, network, load balancer, keys, logs. */
    unmeasuredUsdPerHour: number;
    /** Of the prices that are dated, the oldest; YYYY-MM or YYYY-MM-DD. */
    pricesAsOf: string;
  };
  pools: MonitoredPool[];
  /** Every service in every namespace. */
  services: Service[];
  /** Namespaces of the application; the schedule where there is one. */
  namespaces: { name: string; schedule: ScheduleSettings | undefined; quota: QuotaSettings }[];
  alerts: AlertSettings;
  /** The address of the published docs/runbooks, without a slash at the end. */
  runbookUrl: string;
}

export interface MonitoredPool {
  /** The label `node-pool` of its nodes. */
  name: string;
  minSize: number;
  maxSize: number;
  /** Nodes that the pool needs when every service is at its minimum; at least minSize. */
  nodesAtMinima: number;
  capacity: "on-demand" | "spot";
  hasGpu: boolean;
  /** Has a taint, so that only pods that name the pool run there. */
  tainted: boolean;
  /** US dollars an hour, by instance type. */
  onDemandPrices: Record<string, number>;
  /** Root volume of one node, US dollars an hour. */
  volumeUsdPerHour: number;
}

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
