import type { Situation } from "./money";

/** What is billed by use, of the whole stack: an assumption for each situation. */
export interface UsageBand {
  floor: number;
  expected: number;
  ceiling: number;
}

export interface UsageAssumptions {
  /** Through all NAT gateways, both ways. */
  natGigabytesPerHour: UsageBand;
  /** Load balancer capacity units: the highest of connections, requests and traffic. */
  loadBalancerUnits: UsageBand;
  /** Of the control plane's logs. */
  logGigabytesPerHour: UsageBand;
  /** From load balancers and NAT gateways to the internet; without it nothing is counted. */
  internetGigabytesPerHour?: UsageBand | undefined;
  /** Between the zones of the VPC; without it nothing is counted. */
  zoneGigabytesPerHour?: UsageBand | undefined;
  /** Into all workspaces of Amazon Managed Prometheus; without it they have no price. */
  metricSamplesPerHour?: UsageBand | undefined;
  /** To all SQS queues; without it they have no price. */
  queueRequestsPerHour?: UsageBand | undefined;
}

/** A stack whose use nobody knows: its lines by use are nothing, and the report says so. */
export const NO_USAGE: UsageAssumptions = {
  natGigabytesPerHour: { floor: 0, expected: 0, ceiling: 0 },
  loadBalancerUnits: { floor: 0, expected: 0, ceiling: 0 },
  logGigabytesPerHour: { floor: 0, expected: 0, ceiling: 0 },
};

/** The assumption of a situation; without spot the load is the expected one. */
export function usageIn(band: UsageBand, situation: Situation): number {
  return situation === "spotGone" ? band.expected : band[situation];
}
